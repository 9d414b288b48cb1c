import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { usualBudget } from '#shared/model/recorder/budget.ts';
import { createJournal } from '../journal/journal.ts';
import { testStore } from '../store/store.fixture.ts';
import { createWriter } from '../store/writer.ts';
import { createRecordKeeper, type KeepRecordOptions } from './keep-record.ts';

const dayMs = 86_400_000;

function setup(days = 40, given: Partial<KeepRecordOptions> = {}) {
  const store = testStore();
  let clock = 0;
  const now = (): number => clock;
  const journal = createJournal({ read: store.read, bootId: 'b', now });
  for (let day = 0; day < days; day++) {
    clock = day * dayMs;
    journal.append(store.write, { type: 'docker.changed', source: 'docker', data: { day } });
  }
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 } });
  const due: { callback: () => void; ms: number }[] = [];
  const defects: unknown[] = [];
  const keeper = createRecordKeeper({
    ...store,
    writer,
    journal,
    now,
    keptSpans: () => [],
    // Short waits are steps of one round; the long ones are the rounds.
    later: (callback, ms) => {
      if (ms < 1_000) setImmediate(callback);
      else due.push({ callback, ms });
      return () => undefined;
    },
    onDefect: (error) => void defects.push(error),
    tellLeftover: () => undefined,
    ...given,
  });
  onTestFinished(() => keeper.close());
  const states = keeper.feed.subscribe({});
  const until = async (isThere: (state: Awaited<ReturnType<typeof latest>>) => boolean) => {
    for (;;) {
      const state = await latest();
      if (isThere(state)) return state;
    }
  };
  const latest = async () => {
    const { done, value } = await states.next();
    if (done === true) throw new Error('the feed ended');
    const [state] = value.kind === 'snapshot' ? value.entries : value.upserts;
    if (state === undefined) throw new Error('the feed said nothing');
    return state;
  };
  return { ...store, journal, keeper, due, until, defects };
}

describe('keeping the record', () => {
  test('a round comes by itself, evicts what is too old, counts by source, and the next is due later', async () => {
    const { due, until, journal } = setup();
    due.shift()?.callback();
    const state = await until(({ lastRound, doing }) => lastRound !== null && doing === 'nothing');
    expect(state).toMatchObject({ lastRound: { evicted: 9, overBytes: 0 }, volumes: [{ source: 'docker', events: 31 }, { source: 'engine' }] }); // prettier-ignore
    expect(journal.stats().oldestAt).toBe(9 * dayMs);
  });

  test('a changed budget is kept, told with its author, and holds from the next round on', async () => {
    const { keeper, due, until, journal, read } = setup();
    const budget = { ...usualBudget, maxAgeMs: 5 * dayMs };
    await keeper.setBudget(budget, 'Lead');
    expect(journal.page({ before: null, limit: 1 })).toMatchObject([{ type: 'retention.changed', source: 'person:Lead', data: { after: budget } }]); // prettier-ignore
    due.shift()?.callback();
    await until(({ lastRound }) => lastRound?.evicted === 34);
    const reopened = createRecordKeeper({ read, writer: {} as never, journal, file: '', now: () => 0, keptSpans: () => [], later: () => () => undefined, onDefect: () => undefined, tellLeftover: () => undefined }); // prettier-ignore
    const first = await reopened.feed.subscribe({}).next();
    expect(first.value).toMatchObject({ entries: [{ budget }] });
  });

  test('a check says that all is whole, with the root, and is told in the record', async () => {
    const { keeper, journal } = setup(3);
    const check = await keeper.check();
    expect(check).toMatchObject({ whole: true, words: '3 events checked', events: 3 });
    expect(journal.page({ before: null, limit: 1 })).toMatchObject([{ type: 'record.checked', data: { root: check.root } }]); // prettier-ignore
  });

  test('a check names what was altered', async () => {
    const { keeper, write } = setup(3);
    write.exec("DROP TRIGGER journal_keeps_values; UPDATE journal SET data = '1' WHERE sequence = 2");
    expect(await keeper.check()).toMatchObject({ whole: false, words: 'event 2 is not what was recorded' });
  });

  test('a backup goes into a folder of its own, proven, and a second thing at the same time is refused', async () => {
    const { keeper, file } = setup(3);
    const making = keeper.backUp(null);
    await expect(keeper.check()).rejects.toThrow('The console is backing up the record; that has to end first.');
    const made = await making;
    expect(made).toMatchObject({ events: 3 });
    expect(made.file.startsWith(join(file, '..', 'backups'))).toBe(true);
    writeFileSync(join(file, '..', 'there.db'), '');
    await expect(keeper.backUp(join(file, '..', 'there.db'))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('a check that is cancelled ends at once and says so', async () => {
    const { keeper } = setup(3);
    const checking = keeper.check();
    keeper.cancel();
    await expect(checking).rejects.toThrow('It was cancelled.');
    expect(await keeper.check()).toMatchObject({ whole: true });
  });
});
