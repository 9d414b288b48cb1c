// The dashboards there are: those that belong to the program and those that were imported. It keeps each imported text
// as it came and makes our form of it when one is opened; it asks no system anything.
import { createHash } from 'node:crypto';
import { dashboardTextLimitBytes } from '#shared/contract/dashboards.ts';
import type { Dashboard, DashboardDetail, DashboardSummary, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { EventType, Journal } from '../journal/journal.ts';
import { addDashboard, dashboardText, deleteDashboard, listDashboards, renameDashboard } from '../store/dashboard-rows.ts'; // prettier-ignore
import type { ReadDb, WriteDb } from '../store/database.ts';
import type { Writer } from '../store/writer.ts';
import { importDashboard } from './import/import-dashboard.ts';
import { importInSlices } from './import-in-slices.ts';
import { reportLines } from './report-lines.ts';
import { createUploads } from './uploads.ts';

export interface DashboardLibrary {
  feed: Pick<Feed<DashboardSummary>, 'subscribe'>;
  /** Keeps a part of a text until its import. @throws OpsError `conflict`, `too_large`. */
  takePart: (upload: string, index: number, text: string) => void;
  /** @throws OpsError `bad_input`: no dashboard; the message says where and why. `too_large`. */
  import: (name: string, upload: string | null, lastPart: string) => Promise<ImportResult>;
  /** @throws OpsError `not_found`. */
  get: (key: string) => Promise<DashboardDetail>;
  report: (key: string) => Promise<ImportResult>;
  /** @throws OpsError `denied` for one that belongs to the program, `not_found`. */
  rename: (key: string, title: string) => Promise<void>;
  remove: (key: string) => Promise<void>;
  /** Those that were opened since this process began, the last first. */
  lately: () => DashboardSummary[];
  /** Those of these keys that there are. */
  named: (keys: readonly string[]) => DashboardSummary[];
  export: (key: string) => { fileName: string; mediaType: string; text: string };
}

export interface LibraryOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  now: () => number;
  /** Those of the program, by file name. */
  bundled: readonly { fileName: string; text: string }[];
}

/** Opened dashboards that stay in memory. */
const openLimit = 12;

export function createDashboardLibrary({ read, writer, journal, now, bundled }: LibraryOptions): DashboardLibrary {
  const uploads = createUploads({ now, limitBytes: dashboardTextLimitBytes });
  const texts = new Map<string, string>();
  const ours = bundled.map(({ fileName, text }) => {
    const dashboard = importDashboard(text);
    const key = `bundled-${fileName.replace(/\.json$/, '')}`;
    texts.set(key, text);
    return summaryOf(dashboard, { key, origin: 'bundled', fileName, hash: hashOf(text), importedAt: null });
  });
  const known = new Map([...ours, ...listDashboards(read)].map((summary) => [summary.key, summary]));
  const feed = createFeed<DashboardSummary>([...known.values()]);

  const find = (key: string): DashboardSummary => {
    const found = known.get(key);
    if (!found) throw new OpsError('not_found', 'There is no such dashboard; it may have been removed.');
    return found;
  };
  const imported = (key: string, what: string): DashboardSummary => {
    const found = find(key);
    if (found.origin === 'import') return found;
    throw new OpsError('denied', `"${found.title}" belongs to the program and cannot be ${what}; export it and import it under another title.`); // prettier-ignore
  };
  const textOf = (key: string): string => {
    const text = texts.get(key) ?? dashboardText(read, key);
    if (text === null) throw new OpsError('not_found', 'The text of that dashboard is gone; it may have been removed.');
    return text;
  };
  const opened = createOpened(textOf);
  /** The last is at the end. */
  const lately = new Set<string>();
  const recorded = (type: EventType, subject: string, data: Record<string, Json>, task: (db: WriteDb) => void) =>
    writer.write('audit', (db) => {
      task(db);
      journal.append(db, { type, source: 'engine', subject, data });
    });
  const publish = (summary: DashboardSummary): void => {
    known.set(summary.key, summary);
    feed.publish([summary]);
  };
  const resultOf = async (summary: DashboardSummary, wasKnown: boolean): Promise<ImportResult> => {
    const dashboard = await opened.get(summary.key);
    const { key, title } = summary;
    return { key, title, known: wasKnown, counts: dashboard.counts, lines: reportLines(dashboard) };
  };

  return {
    feed,
    takePart: uploads.take,
    import: async (name, upload, lastPart) => {
      const text = uploads.finish(upload, lastPart);
      const hash = hashOf(text);
      const before = [...known.values()].find((one) => one.hash === hash);
      if (before) return resultOf(before, true);
      const dashboard = await importInSlices(text);
      const key = `import-${hash.slice(0, 20)}`;
      const summary = summaryOf(dashboard, { key, origin: 'import', fileName: fileNameOf(name), hash, importedAt: now() }); // prettier-ignore
      const data = { key, title: summary.title, fileName: summary.fileName, hash, ...dashboard.counts };
      await recorded('dashboard.imported', summary.title, data, (db) => addDashboard(db, summary, text));
      opened.put(key, dashboard);
      publish(summary);
      return resultOf(summary, false);
    },
    get: async (key) => {
      const summary = find(key);
      lately.delete(key);
      lately.add(key);
      const dashboard = await opened.get(key);
      return { summary, dashboard: { ...dashboard, title: summary.title } };
    },
    report: async (key) => resultOf(find(key), true),
    rename: async (key, title) => {
      const before = imported(key, 'renamed');
      const data = { key, title, from: before.title };
      await recorded('dashboard.renamed', title, data, (db) => renameDashboard(db, key, title));
      publish({ ...before, title });
    },
    remove: async (key) => {
      const { title, hash } = imported(key, 'removed');
      await recorded('dashboard.removed', title, { key, title, hash }, (db) => deleteDashboard(db, key));
      known.delete(key);
      opened.forget(key);
      feed.publish([], [key]);
    },
    lately: () => [...lately].toReversed().flatMap((key) => known.get(key) ?? []),
    named: (keys) => keys.flatMap((key) => known.get(key) ?? []),
    export: (key) => {
      const { fileName, title } = find(key);
      const text = textOf(key);
      return { fileName: fileName === '' ? fileNameOf(title) : fileName, mediaType: 'application/json', text };
    },
  };
}

/** Those that were opened last, made of their texts once. */
function createOpened(textOf: (key: string) => string) {
  const open = new Map<string, Dashboard>();
  const put = (key: string, dashboard: Dashboard): void => {
    open.delete(key);
    open.set(key, dashboard);
    const [oldest] = open.keys();
    if (open.size > openLimit && oldest !== undefined) open.delete(oldest);
  };
  return {
    put,
    get: async (key: string): Promise<Dashboard> => {
      const dashboard = open.get(key) ?? (await importInSlices(textOf(key)));
      put(key, dashboard);
      return dashboard;
    },
    forget: (key: string): void => void open.delete(key),
  };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function summaryOf(
  { title, description, tags, counts }: Dashboard,
  of: Pick<DashboardSummary, 'key' | 'origin' | 'fileName' | 'hash' | 'importedAt'>,
): DashboardSummary {
  return { ...of, title, description, tags, counts };
}

/** A name for a file that no system takes amiss. */
function fileNameOf(name: string): string {
  const plain = name
    .replace(/^.*[/\\]/, '')
    .replace(/\.json$/i, '')
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[. -]+|[. -]+$/g, '')
    .slice(0, 120);
  return `${plain === '' ? 'dashboard' : plain}.json`;
}
