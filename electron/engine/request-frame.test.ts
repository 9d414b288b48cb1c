import { os } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { carryScreen } from './engine-port.ts';
import { frameLimitChars, isRequestFrame } from './request-frame.ts';

const unhandled: unknown[] = [];
const note = (error: unknown): void => void unhandled.push(error);
beforeAll(() => process.on('unhandledRejection', note));
afterAll(() => process.off('unhandledRejection', note));

test.each([
  { i: '1', p: { u: '/plans/get', b: { json: { planId: 'a' } } } },
  { i: '2', t: 1, p: { u: 'http://orpc/plans/get', m: 'GET', h: { 'last-event-id': '7' } } },
  { i: '3', t: 4 },
  { i: '4', t: 3, p: { e: 'message', d: {} } },
])('%j is a request', (frame) => {
  expect(isRequestFrame(JSON.stringify(frame))).toBe(true);
});

test.each([
  {},
  { i: 1, p: { u: '/a' } },
  { i: '1' },
  { i: '1', p: null },
  { i: '1', p: { u: 5 } },
  { i: '1', p: { u: 'file:///etc/passwd' } },
  { i: '1', p: { u: 'http://orpc' } },
  { i: '1', t: 2, p: { u: '/a' } },
  { i: '1', p: { u: '/a', h: { 'content-type': 'multipart/form-data' } } },
  { i: '1', p: { u: '/a', h: { a: ['b'] } } },
  { i: '1', p: { u: '/a', m: {} } },
  { i: 'x'.repeat(65), p: { u: '/a' } },
])('%j is not', (frame) => {
  expect(isRequestFrame(JSON.stringify(frame))).toBe(false);
});

test('a frame over the limit is refused before it is parsed', () => {
  const frame = JSON.stringify({ i: '1', p: { u: '/a', b: 'x'.repeat(frameLimitChars) } });
  expect(isRequestFrame(frame)).toBe(false);
});

test('no frame, however made, gets past this and breaks the transport', async () => {
  const router = { plans: { get: os.input(z.object({ planId: z.string() })).handler(({ input }) => input.planId) } };
  const answers: unknown[] = [];
  const carried = carryScreen({ send: (data) => answers.push(data) });
  new RPCHandler(router).upgrade(carried.port as never);

  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('/plans/get', '//', '/%', 'http://orpc/', 'http://orpc/plans/get?data=%7B'),
  );
  const part = (usual: unknown) => fc.oneof(fc.constant(usual), odd);
  const frame = fc.record(
    {
      i: part('1').map((id) => (typeof id === 'string' ? `${id}${answers.length}` : id)),
      t: part(1),
      p: fc.oneof(
        odd,
        fc.record(
          {
            u: part('/plans/get'),
            h: fc.oneof(odd, fc.dictionary(fc.string(), fc.string())),
            m: part('GET'),
            b: part({ json: { planId: 'a' }, meta: [[0, 'planId']] }),
          },
          { requiredKeys: ['u'] },
        ),
      ),
    },
    { requiredKeys: [] },
  );
  const message = fc.oneof(
    frame.map((value) => JSON.stringify(value)),
    fc.string(),
    fc.uint8Array(),
    fc.anything(),
  );
  await fc.assert(
    fc.asyncProperty(message, async (data) => {
      carried.deliver(data);
      await new Promise((resolve) => setImmediate(resolve));
      expect(unhandled).toEqual([]);
    }),
    { numRuns: 3000 },
  );
  // Some were answered, so not everything was refused at the door.
  expect(answers.length).toBeGreaterThan(20);
});
