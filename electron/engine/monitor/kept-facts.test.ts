import { expect, test } from 'vitest';
import { factsLimitChars, keptFacts } from './kept-facts.ts';

test('small facts are kept as they are', () => {
  const facts = { status: 200, body: 'x'.repeat(5000), json: { a: [1, 2] } };
  expect(keptFacts(facts, null)).toBe(facts);
});

test('of large facts the small ones stay, and the rest says what was seen', () => {
  const kept = keptFacts(
    { status: 200, body: 'x'.repeat(1_000_000), json: { rows: Array.from({ length: 9999 }, (_, n) => n) } },
    null,
  );
  expect(kept['status']).toBe(200);
  expect(kept['body']).toMatch(/^x{2048}… \(cut; 1000000 characters were seen\)$/);
  expect(kept['json']).toMatch(/^\(not kept: \d+ characters of JSON were seen\)$/);
  expect(JSON.stringify(kept).length).toBeLessThan(factsLimitChars);
});

test('a body that is kept whole as evidence is not kept twice', () => {
  expect(keptFacts({ status: 200, body: 'short' }, 'short')).toEqual({ status: 200 });
  expect(keptFacts({ status: 200, body: 'short' }, 'other')).toEqual({ status: 200, body: 'short' });
});
