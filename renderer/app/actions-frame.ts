// Actions of the frame: sections, palette, keys, theme, the link.
import type { Action } from '../components/button.tsx';
import type { IconName } from '../components/icon.tsx';
import type { ConsoleStores } from '../state/console.ts';
import type { ViewName } from '../state/place.ts';

export const sectionWords: Record<ViewName, { word: string; icon: IconName; key: string }> = {
  watch: { word: 'Watch', icon: 'watch', key: 'w' },
  workloads: { word: 'Workloads', icon: 'workloads', key: 'k' },
  logs: { word: 'Logs', icon: 'logs', key: 'l' },
  terminal: { word: 'Terminal', icon: 'terminal', key: 't' },
  forwards: { word: 'Port-forwards', icon: 'forwards', key: 'p' },
  metrics: { word: 'Metrics', icon: 'metrics', key: 'm' },
  triggers: { word: 'Triggers', icon: 'triggers', key: 'a' },
  criteria: { word: 'Criteria', icon: 'criteria', key: 'o' },
  readiness: { word: 'Readiness', icon: 'readiness', key: 'r' },
  containers: { word: 'Containers', icon: 'containers', key: 'c' },
  incidents: { word: 'Incidents', icon: 'incidents', key: 'i' },
  errors: { word: 'Errors', icon: 'errors', key: 'e' },
  journal: { word: 'Journal', icon: 'journal', key: 'j' },
  diagnostics: { word: 'Diagnostics', icon: 'diagnostics', key: 'd' },
  settings: { word: 'Settings', icon: 'settings', key: 's' },
};

export function frameActions(stores: ConsoleStores): Action[] {
  const { place, dialog, settings, link } = stores;
  const group = 'Go to';
  const sections = (Object.keys(sectionWords) as ViewName[]).map((view): Action => {
    const { word, icon, key } = sectionWords[view];
    const run = (): void => place.go({ view });
    return {
      id: `go.${view}`,
      name: `Go to ${word}`,
      label: word,
      icon,
      shortcut: `g ${key}`,
      group,
      disabled: null,
      run,
    };
  });
  const { theme } = settings.store.getState();
  const next = theme === 'light' ? 'dark' : 'light';
  const live = link.store.getState().state === 'live';
  return [
    ...sections,
    {
      id: 'palette',
      name: 'Search actions, plans, items and containers',
      label: 'Search',
      icon: 'search',
      shortcut: 'Mod+k',
      group: 'Screen',
      disabled: null,
      run: () => dialog.setState({ open: { kind: 'palette' } }),
    },
    {
      id: 'keys',
      name: 'Show all keys',
      label: 'Keys',
      shortcut: '?',
      group: 'Screen',
      disabled: null,
      run: () => dialog.setState({ open: { kind: 'keys' } }),
    },
    {
      id: 'theme',
      name: `Switch to the ${next} theme`,
      label: 'Theme',
      group: 'Screen',
      disabled: null,
      run: () => settings.set({ theme: next }),
    },
    {
      id: 'link.retry',
      name: 'Try to reach the engine now',
      label: 'Try now',
      icon: 'reload',
      group: 'Screen',
      disabled: live ? 'the engine is connected' : null,
      run: link.retry,
    },
  ];
}
