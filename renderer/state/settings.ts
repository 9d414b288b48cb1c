// What a person has set for this screen. Kept in the page's own storage; the engine does not know it.
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Settings {
  theme: 'system' | 'dark' | 'light' | 'contrast';
  density: 'normal' | 'compact';
  zone: 'local' | 'utc';
  /** Who ticks; put into the dialogs. */
  name: string;
  drawerPx: number;
  /** Columns of the containers that are not shown. */
  hiddenColumns: string[];
  /** Whether containers stand under their compose project. */
  byProject: boolean;
  /** Columns of the tables of Kubernetes that are not shown, by kind. */
  hiddenKubeColumns: Record<string, string[]>;
}

export const plainSettings: Settings = {
  theme: 'dark',
  density: 'normal',
  zone: 'local',
  name: '',
  drawerPx: 440,
  hiddenColumns: [],
  byProject: true,
  hiddenKubeColumns: {},
};

const key = 'readyroom:settings';
const oneOf = <T extends string>(value: unknown, allowed: readonly T[], plain: T): T =>
  allowed.find((word) => word === value) ?? plain;

const wordsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
const wordsByName = (value: unknown): Record<string, string[]> =>
  Object.fromEntries(Object.entries(Object(value) as object).map(([name, words]) => [name, wordsOf(words)]));

/** Reads what was stored; anything unknown or broken is left at its default. */
export function settingsOf(text: string | null): Settings {
  let stored: Record<string, unknown>;
  try {
    stored = Object(JSON.parse(text ?? '{}')) as Record<string, unknown>;
  } catch {
    stored = {};
  }
  const { drawerPx, name, hiddenColumns } = stored;
  return {
    theme: oneOf(stored['theme'], ['system', 'dark', 'light', 'contrast'], plainSettings.theme),
    density: oneOf(stored['density'], ['normal', 'compact'], plainSettings.density),
    zone: oneOf(stored['zone'], ['local', 'utc'], plainSettings.zone),
    name: typeof name === 'string' ? name.slice(0, 200) : '',
    drawerPx: typeof drawerPx === 'number' && drawerPx >= 280 && drawerPx <= 1200 ? drawerPx : plainSettings.drawerPx,
    hiddenColumns: wordsOf(hiddenColumns),
    byProject: stored['byProject'] !== false,
    hiddenKubeColumns: wordsByName(stored['hiddenKubeColumns']),
  };
}

export interface SettingsStore {
  store: StoreApi<Settings>;
  set: (change: Partial<Settings>) => void;
}

export function createSettingsStore(storage: Pick<Storage, 'getItem' | 'setItem'>): SettingsStore {
  const store = createStore<Settings>(() => settingsOf(storage.getItem(key)));
  return {
    store,
    set: (change) => {
      store.setState(change);
      storage.setItem(key, JSON.stringify(store.getState()));
    },
  };
}
