import { describe, expect, test, vi } from 'vitest';
import { onTestFinished } from 'vitest';
import type { WriteDb } from './database.ts';
import { testStore } from './store.fixture.ts';
import { intern } from './numbers.ts';
import { createWriter, type WriterState } from './writer.ts';

function setup(
  options: { holdLimit?: number; retryMs?: number; recordLoss?: (db: WriteDb, outage: { lost: number }) => void } = {},
) {
  const store = testStore();
  const states: WriterState[] = [];
  const writer = createWriter({
    db: store.write,
    now: () => 7,
    lingerMs: { audit: 1, telemetry: 1 },
    retryMs: 5,
    onState: (state) => states.push(state),
    ...options,
  });
  onTestFinished(() => {
    if (store.write.open) writer.close();
  });
  const texts = (): unknown[] => store.read.prepare('SELECT text FROM term ORDER BY id').pluck().all();
  return { ...store, writer, states, texts };
}
const add = (text: string) => (db: WriteDb) => intern(db, text);
/** SQLite itself then answers that the disk is full. */
const fill = (db: WriteDb) => db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
const free = (db: WriteDb) => db.pragma('max_page_count = 1000000');
const big = (db: WriteDb) => db.prepare('INSERT INTO term (text) VALUES (hex(randomblob(20000)))').run();

describe('the writer', () => {
  test('commits tasks gathered together in one transaction, in order', async () => {
    const { writer, write, texts } = setup();
    const commit = vi.fn();
    const transaction = write.transaction.bind(write);
    write.transaction = ((work: () => unknown) => (commit(), transaction(work))) as never;
    await Promise.all([
      writer.write('telemetry', add('a')),
      writer.write('audit', add('b')),
      writer.write('telemetry', add('c')),
    ]);
    expect(texts()).toEqual(['a', 'b', 'c']);
    expect(commit).toHaveBeenCalledTimes(1);
  });

  test('a task that fails takes nothing else with it, and leaves nothing of itself', async () => {
    const { writer, texts } = setup();
    const bad = writer.write('telemetry', (db) => {
      add('half')(db);
      throw new Error('mistake');
    });
    const good = [writer.write('telemetry', add('before')), bad, writer.write('telemetry', add('after'))];
    const results = await Promise.allSettled(good);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(texts()).toEqual(['before', 'after']);
  });

  test('what an audit task wrote is synced, what telemetry wrote need not be', async () => {
    const { writer, write } = setup();
    let full: unknown;
    let normal: unknown;
    await writer.write('audit', () => (full = write.pragma('synchronous', { simple: true })));
    await writer.write('telemetry', () => (normal = write.pragma('synchronous', { simple: true })));
    expect([full, normal]).toEqual([2, 1]);
  });

  test('while the disk is full it says so, holds tasks in order, and writes them when there is room again', async () => {
    const { writer, write, states, texts } = setup();
    fill(write);
    const held = vi.fn();
    const first = writer.write('audit', big, held);
    const second = writer.write('audit', add('second'), held);
    await vi.waitFor(() => expect(held).toHaveBeenCalledTimes(2));
    expect(writer.state()).toMatchObject({ recording: false, reason: 'the disk is full', held: 2, lost: 0 });
    free(write);
    await Promise.all([first, second]);
    expect(texts().at(-1)).toBe('second');
    expect(states.at(-1)).toMatchObject({ recording: true, held: 0 });
  });

  test('beyond its limit it gives tasks up, says how many, and records the loss when it can', async () => {
    const recordLoss = vi.fn((db: WriteDb, outage: { lost: number }) => void add(`lost ${outage.lost}`)(db));
    const { writer, write, texts } = setup({ holdLimit: 2, recordLoss });
    fill(write);
    const tasks: ((db: WriteDb) => unknown)[] = [big, add('kept'), add('given up')];
    const writes = tasks.map((task) => writer.write('telemetry', task));
    await expect(writes[2]).rejects.toThrow('Not recorded: the disk is full');
    expect(writer.state()).toMatchObject({ held: 2, lost: 1 });
    free(write);
    await Promise.all(writes.slice(0, 2));
    expect(texts()).toContain('lost 1');
    expect(recordLoss).toHaveBeenCalledTimes(1);
  });

  test('a write of several records is held and lost as so many', async () => {
    const { writer, write } = setup({ holdLimit: 5, retryMs: 60_000 });
    fill(write);
    const onFailed = vi.fn();
    const group = (records: number) => ({ durability: 'telemetry' as const, task: big, onCommitted: vi.fn(), onFailed, records: () => records }); // prettier-ignore
    writer.add(group(3));
    writer.add(group(2));
    writer.flush();
    expect(writer.state()).toMatchObject({ held: 5, lost: 0 });
    writer.add(group(4));
    expect(writer.state()).toMatchObject({ held: 5, lost: 4 });
    expect(onFailed).toHaveBeenCalledTimes(1);
  });

  test('what is still held when it closes is refused, not forgotten', async () => {
    const { writer, write } = setup();
    fill(write);
    const write1 = writer.write('telemetry', big);
    writer.close();
    await expect(write1).rejects.toThrow('Not recorded: the disk is full');
  });

  test('a mistaken task held over an outage fails alone, and the others are on the disk again in their order', async () => {
    const { writer, write, texts, states } = setup({ retryMs: 60_000 });
    fill(write);
    const held = [writer.write('audit', (db) => (big(db), add('first')(db)))];
    writer.flush();
    held.push(
      writer.write('audit', () => {
        throw new Error('mistake');
      }),
      writer.write('audit', add('last')),
    );
    free(write);
    writer.flush();
    const settled = await Promise.allSettled(held);
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(texts().slice(1)).toEqual(['first', 'last']);
    expect(writer.state()).toMatchObject({ recording: true, held: 0 });
    expect(states.at(-1)).toMatchObject({ recording: true });
  });

  test('what the disk refuses among tasks written one by one keeps its place, and nothing overtakes it', async () => {
    const { writer, write, texts } = setup({ retryMs: 60_000 });
    const wrong = writer.write('audit', () => {
      throw new Error('mistake');
    });
    let refuse = true;
    const refused = writer.write('audit', (db) => {
      if (refuse) big(db);
      return add('first')(db);
    });
    const after = writer.write('audit', add('second'));
    fill(write);
    writer.flush();
    await expect(wrong).rejects.toThrow('mistake');
    expect(writer.state()).toMatchObject({ recording: false, held: 2 });
    refuse = false;
    free(write);
    writer.flush();
    await Promise.all([refused, after]);
    expect(texts()).toEqual(['first', 'second']);
  });

  test('a listener that throws does not have its task written twice', () => {
    const { writer, texts } = setup();
    const onFailed = vi.fn();
    const mistaken = (): never => {
      throw new Error('mistake of the listener');
    };
    const append = (text: string) => (db: WriteDb) => db.prepare('INSERT INTO term (text) VALUES (?)').run(text);
    writer.add({ durability: 'audit', task: append('once'), onCommitted: mistaken, onFailed });
    writer.add({ durability: 'audit', task: append('also once'), onCommitted: () => undefined, onFailed });
    expect(writer.flush).toThrow('mistake of the listener');
    expect(texts()).toEqual(['once', 'also once']);
    expect(onFailed).not.toHaveBeenCalled();
  });
});
