import { expect, onTestFinished, test } from 'vitest';
import type { Checkpointer } from './checkpointer.ts';
import { testStore } from './store.fixture.ts';
import { createWriteLog } from './write-log.ts';

const mebibyte = 1024 * 1024;

/** A thread that is told when it is done, a log as long as it is said to be, and a writer that can be held back. */
function setup() {
  const { write } = testStore();
  const log = { bytes: 0, paused: false };
  const asked: { cutWithinMs: number | null; done: (cut: boolean) => Promise<void>; fail: () => Promise<void> }[] = [];
  const due: (() => void)[] = [];
  const waits: number[] = [];
  const defects: unknown[] = [];
  const settled = (): Promise<void> => new Promise(setImmediate);
  const checkpointer: Checkpointer = {
    bringIn: ({ cutWithinMs }) => {
      const { promise, resolve, reject } = Promise.withResolvers<boolean>();
      const done = (cut: boolean) => (resolve(cut), settled());
      asked.push({ cutWithinMs, done, fail: () => (reject(new Error('no thread')), settled()) });
      return promise;
    },
    close: () => undefined,
  };
  const writeLog = createWriteLog({
    db: write,
    checkpointer,
    logBytes: () => log.bytes,
    pauseWrites: () => {
      log.paused = true;
      return () => void (log.paused = false);
    },
    later: (callback, ms) => {
      waits.push(ms);
      due.push(callback);
      return () => void due.splice(due.indexOf(callback), due.includes(callback) ? 1 : 0);
    },
    onDefect: (error) => void defects.push(error),
  });
  onTestFinished(writeLog.close);
  const writtenUpTo = (megabytes: number): void => {
    log.bytes = megabytes * mebibyte;
    writeLog.committed();
  };
  const next = () => {
    const first = asked.shift();
    if (first === undefined) throw new Error('nothing was asked of the thread');
    return first;
  };
  return { write, log, asked, next, due, waits, defects, writtenUpTo };
}

test('a log that is long is brought in while more is written, and the writer held back only for the rest and the cut', async () => {
  const { log, asked, next, writtenUpTo } = setup();
  writtenUpTo(15);
  expect(asked).toEqual([]);
  writtenUpTo(16);
  expect(log.paused).toBe(false);
  await next().done(false);
  expect(log.paused).toBe(true);
  const rest = next();
  expect(rest.cutWithinMs).toBe(200);
  log.bytes = 0;
  await rest.done(true);
  expect(log.paused).toBe(false);
  writtenUpTo(15);
  expect(asked).toEqual([]);
});

test('where it grows faster than it is brought in, the writer waits for it', () => {
  const { log, asked, writtenUpTo } = setup();
  writtenUpTo(20);
  writtenUpTo(47);
  expect(log.paused).toBe(false);
  writtenUpTo(48);
  expect(log.paused).toBe(true);
  expect(asked).toHaveLength(1);
});

test('readers that stay keep it from being cut: the writer goes on, and it is tried again further on, with more patience', async () => {
  const { log, asked, next, waits, writtenUpTo } = setup();
  writtenUpTo(20);
  await next().done(false);
  await next().done(false);
  expect(log.paused).toBe(false);
  // Nor does a writer that is idle hold itself back for them twice a second.
  expect(waits).toEqual([10_000]);
  writtenUpTo(35);
  expect(asked).toEqual([]);
  writtenUpTo(60);
  await next().done(false);
  expect(next().cutWithinMs).toBe(5_000);
});

test('half a second without a commit has it brought in and cut, unless it is short; a commit begins the half second anew', async () => {
  const { log, asked, next, due, writtenUpTo } = setup();
  writtenUpTo(0.1);
  due.shift()?.();
  expect(asked).toEqual([]);
  writtenUpTo(3);
  writtenUpTo(4);
  expect(due).toHaveLength(1);
  due.shift()?.();
  await next().done(false);
  log.bytes = 0;
  await next().done(true);
  expect(log.paused).toBe(false);
  expect(due).toHaveLength(1);
});

test('without its thread the writer brings the log in itself again, and that is told', async () => {
  const { write, log, next, asked, defects, writtenUpTo } = setup();
  expect(write.pragma('wal_autocheckpoint', { simple: true })).toBe(32_000);
  writtenUpTo(20);
  await next().fail();
  expect(write.pragma('wal_autocheckpoint', { simple: true })).toBe(8_000);
  expect(log.paused).toBe(false);
  expect(defects).toMatchObject([{ message: 'no thread' }]);
  writtenUpTo(30);
  expect(asked).toEqual([]);
});
