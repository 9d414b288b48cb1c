// Queries that were asked in Explore, newest first, kept in the page's own storage like the settings.
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface PastQuery {
  q: string;
  at: number;
}

export interface QueryHistory {
  store: StoreApi<{ past: readonly PastQuery[] }>;
  /** Puts them first; one that was there before moves. */
  add: (queries: readonly string[], at: number) => void;
  clear: () => void;
}

const key = 'readyroom:queries';
export const mostPast = 200;
/** What is longer is rather in a file of one's own. */
const mostChars = 4096;

export function createQueryHistory(storage: Pick<Storage, 'getItem' | 'setItem'>): QueryHistory {
  const store = createStore<{ past: readonly PastQuery[] }>(() => ({ past: read(storage.getItem(key)) }));
  const put = (past: readonly PastQuery[]): void => {
    store.setState({ past });
    try {
      storage.setItem(key, JSON.stringify(past));
    } catch {
      // A full storage costs the history its next visit, nothing else.
    }
  };
  return {
    store,
    clear: () => put([]),
    add: (queries, at) => {
      const asked = [...new Set(queries.map((q) => q.trim()))].filter((q) => q !== '' && q.length <= mostChars);
      if (asked.length === 0) return;
      const rest = store.getState().past.filter(({ q }) => !asked.includes(q));
      put([...asked.map((q) => ({ q, at })), ...rest].slice(0, mostPast));
    },
  };
}

function read(text: string | null): PastQuery[] {
  try {
    const stored: unknown = JSON.parse(text ?? '[]');
    return (Array.isArray(stored) ? stored : []).slice(0, mostPast).flatMap((one): PastQuery[] => {
      const { q, at } = Object(one) as Record<string, unknown>;
      return typeof q === 'string' && typeof at === 'number' ? [{ q, at }] : [];
    });
  } catch {
    return [];
  }
}

/** Every word has to be in it. */
export function pastMatching(past: readonly PastQuery[], find: string): readonly PastQuery[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean); // prettier-ignore
  return past.filter(({ q }) => words.every((word) => q.toLowerCase().includes(word)));
}
