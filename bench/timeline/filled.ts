// A journal of so many made-up events in a folder of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createJournal } from '#engine/journal/journal.ts';
import { openStore, type Store } from '#engine/store/database.ts';
import { manyEvents } from '../../e2e/support/timeline-sample.ts';

export interface Filled {
  store: Store;
  fromMs: number;
  toMs: number;
  close: () => void;
}

const batch = 1_000;

export function filled(count: number, fromMs: number, toMs: number): Filled {
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-timeline-'));
  let at = fromMs;
  const store = openStore({ dataDir, bootId: 'bench', now: () => at });
  const journal = createJournal({ read: store.read, bootId: 'bench', now: () => at });
  const written = manyEvents(count, fromMs, toMs);
  for (let from = 0; from < count; from += batch) {
    const part = written.slice(from, from + batch);
    at = part.at(-1)?.recordedTime ?? at;
    store.write.transaction(() => journal.appendAll(store.write, part.map(({ event }) => event)))(); // prettier-ignore
  }
  return {
    store,
    fromMs,
    toMs,
    close: () => {
      store.close();
      rmSync(dataDir, { recursive: true });
    },
  };
}
