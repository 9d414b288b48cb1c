// A small part of `npm run fuzz -- envelope otlp`.
import { expect, test } from 'vitest';
import { target as envelope } from './envelope.ts';
import { target as otlp } from './otlp.ts';

test.each([
  ['envelopes', envelope],
  ['messages of OTLP', otlp],
])('of 400 mutated %s each is answered, none is lost', async (_name, target) => {
  const { inputs, failures } = await target.run({ count: 400, seed: 7, tell: () => undefined });
  expect({ inputs, failures }).toEqual({ inputs: 400, failures: [] });
});
