// A small part of `npm run fuzz -- bundle`.
import { expect, test } from 'vitest';
import { target } from './bundle.ts';

test('of 200 mutated bundles none crashes or hangs its reader, and none is taken for what was recorded', async () => {
  const { inputs, failures } = await target.run({ count: 200, seed: 7, tell: () => undefined });
  expect({ inputs, failures }).toEqual({ inputs: 200, failures: [] });
});
