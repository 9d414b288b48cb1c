// Who does what is recorded: asked once, in place, when something is first done that needs a person's name, and remembered.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SettingsStore } from './settings.ts';

export interface Who {
  /** Whether the question stands. */
  store: StoreApi<{ asking: boolean }>;
  /** Does it in the person's name, which is asked for first where nobody gave one. Null where they gave none: nothing is done. */
  as: <T>(act: (by: string) => T | Promise<T>) => Promise<T | null>;
  /** Answers the question; null takes it back, and what waits for it is not done. */
  answer: (name: string | null) => void;
}

export function createWho(settings: SettingsStore): Who {
  const store = createStore(() => ({ asking: false }));
  let waiting: ((name: string | null) => void)[] = [];
  const name = (): string => settings.store.getState().name.trim();
  return {
    store,
    as: async (act) => {
      const by = name() || (await new Promise<string | null>((resolve) => {
        waiting.push(resolve);
        store.setState({ asking: true });
      })); // prettier-ignore
      return by === null ? null : await act(by);
    },
    answer: (given) => {
      const by = given?.trim() || null;
      if (by !== null) settings.set({ name: by });
      const told = waiting;
      waiting = [];
      store.setState({ asking: false });
      for (const tell of told) tell(by);
    },
  };
}
