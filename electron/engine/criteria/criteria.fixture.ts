// For tests: a real record with a hand-moved clock and a Prometheus made of functions.
import { onTestFinished } from 'vitest';
import { createJournal } from '../journal/journal.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { fakeMetrics, handClock, type FakeMetrics } from './fake-metrics.fixture.ts';

export interface Bench {
  reader: FakeMetrics;
  clock: ReturnType<typeof handClock>;
  dir: string;
}

/** What every part of this section is made with; a second call with the first's parts is another start on the same record. */
export function testParts({ reader = fakeMetrics(), clock = handClock(), dir = testFolder() }: Partial<Bench> = {}) {
  const store = testStore(dir);
  const { now, later } = clock;
  const journal = createJournal({ read: store.read, bootId: 'boot', now });
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 } });
  const flush = (): void => writer.flush();
  clock.flushes.add(flush);
  const close = (): void => {
    clock.flushes.delete(flush);
    if (!store.write.open) return;
    writer.close();
    store.close();
  };
  onTestFinished(close);
  const options = {
    read: store.read,
    writer,
    journal,
    reader,
    now,
    later,
    safeText: (text: string): string => text.replaceAll('hunter2', '[redacted]'),
    onDefect: (error: unknown): void => {
      throw error;
    },
  };
  const recorded = (): string[] =>
    journal
      .page({ before: null, limit: 500 })
      .map(({ type, subject }) => `${type} ${subject ?? ''}`)
      .toReversed();
  return { options, recorded, close, bench: { reader, clock, dir } };
}
