// A few words for a moment, such as why a key did nothing. What must not be missed belongs into the list of troubles.
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface SaidStore {
  store: StoreApi<{ words: string }>;
  /** Shows the words in place of earlier ones; they go after some seconds. */
  say: (words: string) => void;
}

export const saidForMs = 5_000;

export function createSaidStore(later: (callback: () => void, ms: number) => () => void): SaidStore {
  const store = createStore(() => ({ words: '' }));
  let cancel = (): void => undefined;
  return {
    store,
    say: (words) => {
      cancel();
      store.setState({ words });
      cancel = later(() => store.setState({ words: '' }), saidForMs);
    },
  };
}
