// What leads out of the library: opening a dashboard, saving its original text, taking in a file.
import { messageOf } from '#shared/model/ops-error.ts';
import { saveBlob } from '../../components/chart/save-blob.ts';
import { sizeInWords } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { dashboardTextLimitBytes } from '../../state/dashboard-operations.ts';

/** As it was left by the dashboard itself: nothing chosen, nothing enlarged, its own time. */
export function openDashboard({ place }: ConsoleStores, key: string): void {
  place.go({ view: 'metrics', metricsTab: 'dashboards', dashboard: key, dashboardAs: '', span: '' });
}

export async function saveOriginal({ operations, trouble }: ConsoleStores, key: string, title: string): Promise<void> {
  try {
    const { fileName, mediaType, text } = await operations.dashboardText(key);
    saveBlob(fileName, new Blob([text], { type: mediaType }));
  } catch (error) {
    trouble.add({ what: `Save the original of ${title}`, why: messageOf(error) });
  }
}

/** Imports it; with nothing to say of it, opens it, otherwise shows first what is not drawn and why. */
export async function importDashboard(stores: ConsoleStores, name: string, text: string): Promise<string> {
  const { operations, dialog } = stores;
  try {
    const result = await operations.importDashboard(name, text);
    openDashboard(stores, result.key);
    const silent = result.lines.length === 0;
    dialog.setState({ open: silent ? null : { kind: 'dashboard-report', key: result.key } });
    stores.said.say(result.known ? `${result.title} had been imported before` : `${result.title} is imported`);
    return '';
  } catch (error) {
    return messageOf(error);
  }
}

export async function importFile(stores: ConsoleStores, file: File): Promise<string> {
  if (file.size > dashboardTextLimitBytes) {
    return `${file.name} is ${sizeInWords(file.size)} long; a dashboard is at most ${sizeInWords(dashboardTextLimitBytes)}`;
  }
  return importDashboard(stores, file.name, await file.text());
}
