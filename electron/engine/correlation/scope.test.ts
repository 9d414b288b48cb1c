// One errand, one id: through awaits, into parts, into what is written later, and no further.
import { expect, test } from 'vitest';
import { correlationScope, currentSpan, held, outsideSpans, spanWithin } from './scope.ts';
import { readTraceparent, writeTraceparent } from './traceparent.ts';

const now = (): number => 7;

test('everything on one errand has its id, through awaits; parts are spans of their own, and two errands do not mix', async () => {
  const errand = (component: string) =>
    correlationScope({ component, now }, async (root) => {
      await new Promise(setImmediate);
      const child = spanWithin(root.correlationId);
      expect(currentSpan()).toBe(root);
      return { root, child };
    });
  const [one, other] = await Promise.all([errand('one'), errand('other')]);
  expect(one.root).toMatchObject({ correlationId: expect.stringMatching(/^[0-9a-f]{32}$/), spanId: expect.stringMatching(/^[0-9a-f]{16}$/), parentSpanId: null, component: 'one', startedAt: 7 }); // prettier-ignore
  expect(one.child).toEqual({ correlationId: one.root.correlationId, spanId: expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(one.child.spanId).not.toBe(one.root.spanId);
  expect(other.root.correlationId).not.toBe(one.root.correlationId);
  expect(currentSpan()).toBeNull();
});

test('a span ends with its work: what goes on after it is on no errand, what was held for later still is', async () => {
  let later = (): unknown => 'never set';
  let loop: Promise<unknown> = Promise.resolve();
  const { correlationId } = await correlationScope({ component: 'c', now }, async (span) => {
    later = held(() => currentSpan()?.correlationId);
    loop = new Promise((resolve) => setTimeout(() => resolve(currentSpan()), 5));
    expect(outsideSpans(currentSpan)).toBeNull();
    return span;
  });
  expect(await loop).toBeNull();
  expect(later()).toBe(correlationId);
  expect(() => correlationScope({ component: 'c', now }, () => { throw new Error('x'); })).toThrow('x'); // prettier-ignore
});

test('an errand goes on the trace that a header names; what is no header of version 00 is none', () => {
  const header = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
  const trace = readTraceparent(header);
  expect(trace).toEqual({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true });
  expect(writeTraceparent({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), sampled: true })).toBe(header);
  correlationScope({ component: 'c', now, trace }, (span) => expect(span).toMatchObject({ correlationId: 'a'.repeat(32), parentSpanId: 'b'.repeat(16) })); // prettier-ignore
  const none = ['', null, `ff-${header.slice(3)}`, `${header}-more`, header.toUpperCase(), `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`]; // prettier-ignore
  expect(none.map(readTraceparent)).toEqual(none.map(() => null));
  expect(readTraceparent(`01-${header.slice(3)}-more`)).toEqual(trace);
});
