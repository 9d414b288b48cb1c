import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { Expectation } from '#shared/model/expectation.ts';
import type { Json } from '#shared/model/facts.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { PlanItem } from '#shared/model/plan.ts';
import { countResults } from '#shared/model/run.ts';
import type { Observation, Observed, Probe } from '../probes/probe.ts';
import { createRedactor, type Redactor } from '../redact/redact.ts';
import { lookAtItem } from './look-at-item.ts';
import { Outlines } from './outlines.ts';

const equals = (name: string, literal: number): Expectation => ({
  text: `${name} == ${literal}`,
  path: [name],
  op: '==',
  literal,
});

interface Setup {
  run: (signal: AbortSignal, attempt: number) => Promise<Observed>;
  attempts?: number;
  timeoutMs?: number;
  insufficient?: Probe['insufficient'];
  signal?: AbortSignal;
  delay?: (ms: number) => Promise<void>;
  item?: PlanItem;
  params?: Record<string, Json>;
  redactor?: Redactor;
  onAttempt?: () => void;
}

function begin(setup: Setup) {
  let count = 0;
  const waits: number[] = [];
  const defects: unknown[] = [];
  const probe: Probe = {
    kind: 'fake',
    doc: '',
    params: z.unknown(),
    facts: { n: { type: 'number', doc: '' } },
    demands: () => [],
    ...(setup.insufficient && { insufficient: setup.insufficient }),
    run: (_, context) => setup.run(context.cutoff.signal, ++count),
  };
  const item: PlanItem = setup.item ?? {
    id: 'i',
    phaseId: 'p',
    title: 'I',
    kind: 'fake',
    params: {},
    expectations: [equals('n', 1)],
    timeoutMs: setup.timeoutMs ?? 1000,
    attempts: setup.attempts ?? 1,
    backoffMs: 200,
    digest: 'd',
    place: { line: 1, column: 1 },
  };
  const context = {
    now: () => 1000,
    elapsedMs: () => count * 10,
    baseDir: null,
    http: undefined as never,
    permit: () => {},
    command: undefined as never,
  };
  const looked = lookAtItem({
    item,
    probe,
    params: setup.params ?? {},
    signal: setup.signal ?? new AbortController().signal,
    context,
    redactor: setup.redactor ?? createRedactor(),
    delay: async (ms) => (waits.push(ms), setup.delay?.(ms)),
    onAttempt: setup.onAttempt ?? (() => {}),
    onDefect: (error) => (defects.push(error), 'log-id'),
  });
  return { looked, waits, defects, item };
}

function look(setup: Setup) {
  const begun = begin(setup);
  const seen = begun.looked.then(({ kept }) => {
    expect(JSON.parse(kept().json)).toEqual(kept().seen);
    return kept().seen;
  });
  return { seen, ...begun };
}

describe('looking at an item', () => {
  test('looks again after a failure, waits in between, and passes on the attempt that passes', async () => {
    const { seen, waits } = look({ attempts: 3, run: async (_, attempt) => ({ facts: { n: attempt === 2 ? 1 : 0 } }) });
    expect((await seen).outcome).toBe('pass');
    expect((await seen).attempts.map((one) => one.outcome)).toEqual(['fail', 'pass']);
    expect(waits).toEqual([200]);
  });

  test('a secret that is learned later is in no later result, though the parameters were kept before', async () => {
    const redactor = createRedactor();
    const params = { url: 'http://127.0.0.1/hunter-of-the-north' };
    const run = async () => ({ facts: { n: 1 } });
    const before = look({ run, params, redactor });
    expect((await before.seen).params).toEqual(params);
    redactor.learn('hunter-of-the-north');
    const after = look({ run, params, redactor, item: before.item });
    expect(JSON.stringify(await after.seen)).not.toContain('hunter-of-the-north');
  });

  test('after its last attempt the last answer stands', async () => {
    const { seen, waits } = look({ attempts: 3, run: async (_, attempt) => ({ facts: { n: attempt + 10 } }) });
    expect(await seen).toMatchObject({ outcome: 'fail', facts: { n: 13 } });
    expect(waits).toEqual([200, 200]);
  });

  test('a probe that hears nothing of its deadline is cut off all the same', async () => {
    const { seen } = look({ timeoutMs: 20, run: () => new Promise(() => {}) });
    expect(await seen).toMatchObject({ outcome: 'error', reason: 'could not look: no answer within 20 ms' });
  });

  test('a probe that turns its deadline into a fact is judged by it', async () => {
    const run = (signal: AbortSignal): Promise<Observation> =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve({ facts: { failure: 'no answer within 20 ms' } })),
      );
    const { seen } = look({ timeoutMs: 20, run });
    expect(await seen).toMatchObject({ outcome: 'fail', reason: expect.stringContaining('no answer within 20 ms') });
  });

  test('what a probe says after it was cut off is not heard', async () => {
    const late = Promise.withResolvers<Observation>();
    const { seen, defects } = look({ timeoutMs: 1, run: () => late.promise });
    expect(await seen).toMatchObject({ outcome: 'error' });
    late.reject(new TypeError('too late'));
    await late.promise.catch(() => undefined);
    expect(defects).toEqual([]);
  });

  test('what a probe throws before its first wait is its answer too', async () => {
    const { seen } = look({
      run: () => {
        throw new OpsError('denied', 'not permitted');
      },
    });
    expect(await seen).toMatchObject({ outcome: 'error', reason: 'could not look: not permitted' });
  });

  test('what could not be looked at is an error, with every expectation unanswered', async () => {
    const { seen, defects } = look({ run: () => Promise.reject(new OpsError('unavailable', 'no such host')) });
    expect(await seen).toMatchObject({
      outcome: 'error',
      reason: 'could not look: no such host',
      checks: [{ text: 'n == 1', met: null }],
    });
    expect(defects).toEqual([]);
  });

  test('what a probe should never throw is an error too, and goes to the log', async () => {
    const { seen, defects } = look({ run: () => Promise.reject(new TypeError('x is undefined')) });
    expect(await seen).toMatchObject({ outcome: 'error', reason: expect.stringContaining('see log-id in the log') });
    expect(defects).toHaveLength(1);
  });

  test('too little evidence is inconclusive, in the words of the probe', async () => {
    const { seen } = look({ run: async () => ({ facts: {} }), insufficient: () => 'the query matched no series' });
    expect(await seen).toMatchObject({
      outcome: 'inconclusive',
      reason: expect.stringContaining('the query matched no series'),
    });
  });

  test('cancelling ends a look under way, and the wait between two', async () => {
    const stop = new AbortController();
    const hanging = look({ signal: stop.signal, run: () => new Promise(() => {}) });
    stop.abort();
    expect(await hanging.seen).toMatchObject({ outcome: 'cancelled' });
    const later = new AbortController();
    const waiting = look({
      signal: later.signal,
      attempts: 5,
      run: async () => ({ facts: { n: 0 } }),
      delay: async () => later.abort(),
    });
    expect(await waiting.seen).toMatchObject({
      outcome: 'cancelled',
      reason: expect.stringContaining('between attempts'),
    });
  });

  test('evidence is redacted before it is cut, and cut to 8 KiB without half a character', async () => {
    const text = `${'ä'.repeat(4090)} Authorization: Bearer abcdefghijklmnopqrstuvwxyz012345`;
    const { seen } = look({
      run: async () => ({ facts: { n: 1 }, evidence: { mediaType: 'text/plain', text, sizeBytes: 9999 } }),
    });
    const { evidence } = await seen;
    expect(evidence).toMatchObject({ sizeBytes: 9999, truncated: true, redactions: 1 });
    expect(Buffer.byteLength(evidence?.text ?? '')).toBeLessThanOrEqual(8192);
    expect(evidence?.text).not.toMatch(/abcdefghij|\uFFFD/);
  });

  test.each<[string, () => unknown, RegExp]>([
    ['a bigint', () => 1n, /the fact "size" holds a bigint, which is no JSON/],
    ['a function', () => ({ of: [() => 1] }), /holds a function/],
    ['a structure that holds itself', () => { const loop: { loop?: unknown } = {}; return (loop.loop = loop); }, /holds itself/], // prettier-ignore
  ])('facts with %s pass nothing, as they cannot be kept: an error, and in the log', async (_, size, reason) => {
    const run = async () => ({ facts: { n: 1, size: size() as never } });
    const { seen, defects } = look({ run });
    expect(await seen).toMatchObject({ outcome: 'error', checks: [{ met: null }], facts: {} });
    expect((await seen).reason).toMatch(reason);
    expect((await seen).reason).toMatch(/see log-id in the log/);
    expect(defects).toHaveLength(1);
  });

  test('what was judged and cannot be kept all the same is an error, and counts as one', async () => {
    const evidence = { mediaType: 'text/plain', text: 7 as never, sizeBytes: 1 };
    const { seen, looked, defects } = look({ run: async () => ({ facts: { n: 1 }, evidence }) });
    expect(await seen).toMatchObject({ outcome: 'error', reason: expect.stringMatching(/could not be kept .*log-id/) });
    const outlines = new Outlines();
    outlines.add(await looked);
    expect(countResults(outlines.all())).toMatchObject({ error: 1, pass: 0 });
    expect(defects).toHaveLength(1);
  });

  test('a mistake outside of the probe is an error of this item, and goes to the log', async () => {
    const onAttempt = (): never => {
      throw new TypeError('no such row');
    };
    const { seen, defects } = look({ run: async () => ({ facts: { n: 1 } }), onAttempt });
    expect(await seen).toMatchObject({ outcome: 'error', reason: expect.stringContaining('see log-id in the log') });
    expect(defects).toHaveLength(1);
  });

  test('what a probe puts into facts later is asked for once, when the result is', async () => {
    let asked = 0;
    const { seen } = look({ attempts: 2, run: async () => () => ({ facts: { n: ++asked } }) });
    expect(await seen).toMatchObject({ outcome: 'pass', facts: { n: 1 }, attempts: [{ outcome: 'pass' }] });
    expect(asked).toBe(1);
  });

  test('what is there is put into words at once, what was left for later when it is asked for', async () => {
    const texts: string[] = [];
    const redactor: Redactor = { ...createRedactor(), text: (text) => (texts.push(text), { text, redactions: 0 }) };
    const facts = { n: 1 };
    await begin({ redactor, run: async () => ({ facts }) }).looked;
    expect(texts).toEqual(['n 1']);
    const { kept } = await begin({ redactor, run: async () => () => ({ facts }) }).looked;
    expect(texts).toEqual(['n 1']);
    kept();
    expect(texts).toEqual(['n 1', 'n 1']);
  });

  test('a mistake in putting it into facts is an error, and in the log', async () => {
    const run = async () => () => {
      throw new TypeError('x is undefined');
    };
    const { seen, defects } = look({ run });
    expect(await seen).toMatchObject({ outcome: 'error', reason: expect.stringContaining('see log-id in the log') });
    expect(defects).toHaveLength(1);
  });

  test('no timer is left behind by a look that answered', async () => {
    vi.useFakeTimers();
    const { seen } = look({ run: async () => ({ facts: { n: 1 } }) });
    await seen;
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
});
