import { expect, test } from 'vitest';
import { attest, createAttestorKeys } from './attestation.ts';
import { createAttestorMetrics } from './attestor-metrics.ts';

test('an attestation verifies, and each round has a state of its own', () => {
  const keys = createAttestorKeys();
  const [first, second] = [attest(keys, 1), attest(keys, 2)];
  expect([first.ok, second.ok]).toEqual([true, true]);
  expect(first.root).not.toBe(second.root);
});

test('an attestation fails when the key that verifies is not the one that signed', () => {
  const keys = { ...createAttestorKeys(), publicKey: createAttestorKeys().publicKey };
  expect(attest(keys, 1).ok).toBe(false);
});

test('gives no success rate before the first round', () => {
  expect(createAttestorMetrics(() => '1').text()).not.toContain('attestation_success_rate');
});

test('the success rate is that of the last sixty rounds', () => {
  const metrics = createAttestorMetrics(() => '1');
  for (let round = 0; round < 30; round++) metrics.observe('failure', 0.001);
  for (let round = 0; round < 30; round++) metrics.observe('success', 0.001);
  expect(metrics.text()).toContain('attestation_success_rate 0.5\n');
  for (let round = 0; round < 30; round++) metrics.observe('success', 0.001);
  expect(metrics.text()).toContain('attestation_success_rate 1\n');
});

test('histogram buckets are cumulative and end with the count', () => {
  const metrics = createAttestorMetrics(() => '1');
  for (const seconds of [0.0001, 0.02, 5]) metrics.observe('success', seconds);
  const text = metrics.text();
  expect(text).toContain('attestation_latency_seconds_bucket{le="0.0005"} 1\n');
  expect(text).toContain('attestation_latency_seconds_bucket{le="0.025"} 2\n');
  expect(text).toContain('attestation_latency_seconds_bucket{le="1"} 2\n');
  expect(text).toContain('attestation_latency_seconds_bucket{le="+Inf"} 3\n');
  expect(text).toContain('attestation_latency_seconds_count 3\n');
});
