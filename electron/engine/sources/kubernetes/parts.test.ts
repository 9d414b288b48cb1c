import { describe, expect, test } from 'vitest';
import { createBackOff } from './back-off.ts';
import { createBreathe } from './breathe.ts';
import { createIdleLimit } from './idle-limit.ts';
import { createLanes } from './lanes.ts';
import { createLink } from './link.ts';
import { createObjectTable } from './object-table.ts';
import { parseItems } from './parse-items.ts';
import { projectObject } from './project/project.ts';
import { scanItems } from './scan-items.ts';
import { splitLines } from './split-lines.ts';
import { usualTiming } from './timing.ts';
import { isOlder } from './versions.ts';

const cutEverywhere = (text: string): Buffer[][] => {
  const bytes = Buffer.from(text);
  const cuts = [1, 3, 7, 64, bytes.length];
  return cuts.map((size) =>
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
  );
};

describe('items of a list', () => {
  const items = [
    { a: 'a "quoted" } ] , { \\', list: [{ items: [1, { b: ']' }] }], e: 'é\u2028' },
    { items: [] },
    { metadata: { continue: 'no' } },
  ];
  const nested = [{ metadata: { a: 1 }, claims: [{ metadata: {} }, { metadata: { a: '},{"metadata":' } }] }];
  const orders = [
    { kind: 'SetList', metadata: { resourceVersion: '7' }, items: [...nested, ...nested, { metadata: {} }] },
    { kind: 'Odd', metadata: { items: [] }, items: nested },
    { kind: 'PodList', metadata: { continue: 'x', resourceVersion: '7' }, items },
    { items, metadata: { continue: 'x', resourceVersion: '7' } },
  ];

  test.each(orders)('are found whole wherever the answer is cut, and so is what is around them', (list) => {
    const { items } = list;
    for (const text of [JSON.stringify(list), JSON.stringify(list, null, 2)]) {
      for (const chunks of cutEverywhere(text)) {
        const scanner = scanItems(1024 * 1024);
        const found = chunks
          .flatMap((chunk) => scanner.push(chunk))
          .map((item) => JSON.parse(item.toString()) as unknown);
        expect(found).toEqual(items);
        expect(scanner.end()).toEqual({ ...list, items: [] });
        const parser = parseItems(1024 * 1024);
        const parsed = chunks.flatMap((chunk) => parser.push(chunk));
        const { items: last, around } = parser.end();
        expect([...parsed, ...last]).toEqual(items);
        expect(around).toEqual({ ...list, items: [] });
      }
    }
  });

  test('are preceded by the head as soon as they begin', () => {
    const scanner = scanItems(1024);
    scanner.push(Buffer.from('{"metadata":{"continue":"x"},"items":['));
    expect(scanner.head()).toEqual({ metadata: { continue: 'x' }, items: [] });
  });

  test('that are cut off, or no list at all, are an error and never a shorter list', () => {
    for (const text of ['{"items":[{"a":1},{"b"', '{"items":[{"a":1}', '{"items":[{"a":1},{"a":2', '', '<html>']) {
      const scanner = scanItems(1024);
      scanner.push(Buffer.from(text));
      expect(() => scanner.end()).toThrow(SyntaxError);
      const parser = parseItems(1024);
      parser.push(Buffer.from(text));
      expect(() => parser.end()).toThrow(SyntaxError);
    }
    const nothing = scanItems(1024);
    nothing.push(Buffer.from('{"items":null,"metadata":{}}'));
    expect(nothing.end()).toEqual({ items: null, metadata: {} });
  });

  test('that are too large are refused before they are kept', () => {
    const scanner = scanItems(1000);
    scanner.push(Buffer.from('{"items":['));
    const push = (): unknown => Array.from({ length: 20 }, () => scanner.push(Buffer.from(`{"a":"${'x'.repeat(100)}`)));
    expect(push).toThrow(RangeError);
  });
});

test('lines are found wherever the bytes are cut, and one that is too long is refused', () => {
  for (const chunks of cutEverywhere('{"a":1}\n\n{"é":2}\n{"rest"')) {
    const split = splitLines(100);
    expect(chunks.flatMap((chunk) => split(chunk)).map(String)).toEqual(['{"a":1}', '{"é":2}']);
  }
  const split = splitLines(10);
  expect(() => split(Buffer.from('x'.repeat(11)))).toThrow(RangeError);
});

test('a version is older only where both are whole numbers', () => {
  expect(isOlder('9', '10')).toBe(true);
  expect(isOlder('10', '9')).toBe(false);
  expect(isOlder('9007199254740993', '9007199254740995')).toBe(true);
  expect(isOlder('10', '10')).toBe(false);
  expect(isOlder('a', '10')).toBe(false);
  expect(isOlder('09', '10')).toBe(false);
});

describe('the table of a path', () => {
  const pod = (uid: string, version: string): unknown => ({ metadata: { uid, name: uid, namespace: 'a', resourceVersion: version } }); // prettier-ignore
  const table = () => createObjectTable((object) => projectObject('pods', object));
  const told = (made: ReturnType<typeof table>) =>
    made.take().map(({ before, after }) => [before?.version ?? null, after?.version ?? null]);

  test('takes no older version for a newer one, and no version twice', () => {
    const made = table();
    for (const version of ['5', '7', '6', '7', '5']) made.put(pod('x', version));
    expect(told(made)).toEqual([[null, '7']]);
    made.put(pod('x', '6'));
    expect(told(made)).toEqual([]);
  });

  test('lets no event that comes late bring back what was removed', () => {
    const made = table();
    made.put(pod('x', '5'));
    made.take();
    made.remove(pod('x', '8'));
    made.put(pod('x', '7'));
    expect(told(made)).toEqual([['5', null]]);
    expect(made.rows.size).toBe(0);
  });

  test('tells of a list only what really changed, and removes what it does not name', () => {
    const made = table();
    for (const uid of ['a', 'b', 'c']) made.put(pod(uid, '1'));
    made.take();
    made.beginList();
    made.putListed(pod('a', '1'));
    made.putListed(pod('b', '4'));
    made.putListed(pod('d', '3'));
    made.endList();
    expect(told(made)).toEqual([['1', '4'], [null, '3'], ['1', null]]); // prettier-ignore
  });

  test('says nothing of what came and went before anybody was told', () => {
    const made = table();
    made.put(pod('x', '5'));
    made.remove(pod('x', '6'));
    expect(told(made)).toEqual([]);
  });
});

describe('the wait before another attempt', () => {
  const simulate = (random: () => number, kind: 'failed' | 'relist'): number => {
    let clock = 0;
    const backOff = createBackOff({ timing: usualTiming, elapsedMs: () => clock, random });
    const at: number[] = [0];
    while (clock < 10 * 60_000) {
      clock += backOff.next(kind);
      at.push(clock);
    }
    return Math.max(...at.map((from) => at.filter((time) => time >= from && time < from + 60_000).length));
  };

  test('leaves at most ten requests in any minute, however chance falls', () => {
    for (const kind of ['failed', 'relist'] as const) {
      for (const random of [() => 0, () => 1, Math.random]) expect(simulate(random, kind)).toBeLessThanOrEqual(10);
    }
  });

  test('is short at first, as long as the server asked, and short again after a success', () => {
    const backOff = createBackOff({ timing: usualTiming, elapsedMs: () => 0, random: () => 1 });
    expect([1, 2, 3, 4, 5].map(() => backOff.next('failed'))).toEqual([800, 1600, 3200, 6400, 6500]);
    expect(backOff.next('failed', 20_000)).toBe(20_000);
    backOff.reset();
    expect(backOff.next('relist')).toBe(800);
  });
});

test('the idle limit follows the distance of bookmarks, and not below ten seconds', () => {
  let clock = 0;
  const idle = createIdleLimit(90_000, () => clock);
  const bookmarkAfter = (ms: number): void => {
    clock += ms;
    idle.noteBookmark();
  };
  expect(idle.limitMs()).toBe(90_000);
  bookmarkAfter(0);
  bookmarkAfter(1000);
  expect(idle.limitMs()).toBe(10_000);
  bookmarkAfter(30_000);
  expect(idle.limitMs()).toBe(45_000);
  bookmarkAfter(500_000);
  expect(idle.limitMs()).toBe(90_000);
});

test('lanes let in as many as there are, and forget those who gave up', async () => {
  const lanes = createLanes(1);
  const leave = await lanes.enter(new AbortController().signal);
  const gone = new AbortController();
  const given = lanes.enter(gone.signal);
  const next = lanes.enter(new AbortController().signal);
  gone.abort(new Error('gave up'));
  await expect(given).rejects.toThrow('gave up');
  leave();
  leave();
  (await next)();
  await expect(lanes.enter(gone.signal)).rejects.toThrow('gave up');
});

test('a link cuts what is under way when it goes down, and lets those wait who ask meanwhile', async () => {
  const link = createLink();
  link.up();
  const first = await link.ready();
  link.down('lost');
  expect(first.aborted && (first.reason as Error).message).toBe('lost');
  const waiting = link.ready();
  link.up();
  expect((await waiting).aborted).toBe(false);
  link.down('lost again');
  const last = link.ready();
  link.close();
  await expect(last).rejects.toMatchObject({ code: 'cancelled' });
});

test('work in slices lets a turn pass to others when its time is used, and not before', async () => {
  let clock = 0;
  const breathe = createBreathe(8, () => clock);
  await breathe();
  expect(breathe()).toBeUndefined();
  clock = 9;
  let others = false;
  setImmediate(() => (others = true));
  await Promise.all([breathe(), breathe()]);
  expect(others).toBe(true);
});
