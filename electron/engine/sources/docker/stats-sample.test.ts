import { expect, test } from 'vitest';
import { readSample } from './stats-sample.ts';

const cpu = (used: number, system?: number, online: number | undefined = 4) => ({
  cpu_usage: { total_usage: used, percpu_usage: [1, 1, 0, 0] },
  ...(system !== undefined && { system_cpu_usage: system }),
  ...(online !== undefined && { online_cpus: online }),
});
const line = (patch: object = {}): string =>
  JSON.stringify({
    read: '2026-11-20T20:00:01Z',
    cpu_stats: cpu(3_000, 40_000),
    precpu_stats: cpu(1_000, 36_000),
    memory_stats: { usage: 100, limit: 1000, stats: { inactive_file: 30 } },
    ...patch,
  });

test('cores are the share of the machine between the two samples, times its cores', () => {
  expect(readSample(line())).toEqual({ cpuCores: 2, memoryBytes: 70, memoryLimitBytes: 1000 });
});

test('an engine that does not count cores tells how many have ever worked', () => {
  const old = { cpu_stats: { ...cpu(3_000, 40_000), online_cpus: undefined } };
  expect(readSample(line(old))?.cpuCores).toBe(1);
});

test.each([
  ['the first sample, which has none before it', { precpu_stats: cpu(0) }],
  ['a first sample whose earlier one is all zeros', { precpu_stats: cpu(0, 0) }],
  ['a counter that began anew', { precpu_stats: cpu(9_000, 36_000) }],
  ['two samples of one moment', { precpu_stats: cpu(1_000, 40_000) }],
  ['an engine that says nothing of the machine', { cpu_stats: cpu(3_000) }],
])('cores are unknown, not 0, for %s', (_, patch) => {
  expect(readSample(line(patch))).toMatchObject({ cpuCores: null, memoryBytes: 70 });
});

test('a container that did nothing between two samples uses 0 cores', () => {
  expect(readSample(line({ precpu_stats: cpu(3_000, 36_000) }))?.cpuCores).toBe(0);
});

test('what the kernel can give back is no use of memory, under either version of control groups', () => {
  const v1 = {
    memory_stats: { usage: 100, limit: 1000, stats: { cache: 60, total_inactive_file: 40, inactive_file: 10 } },
  };
  expect(readSample(line(v1))?.memoryBytes).toBe(60);
  expect(readSample(line({ memory_stats: { usage: 100, stats: { inactive_file: 400 } } }))).toMatchObject({
    memoryBytes: 100,
    memoryLimitBytes: null,
  });
});

test('memory that is not accounted for is unknown', () => {
  expect(readSample(line({ memory_stats: {} }))).toEqual({ cpuCores: 2, memoryBytes: null, memoryLimitBytes: null });
});

test('the empty sample of a container that does not run, and what is no sample, are nothing', () => {
  expect(readSample(line({ read: '0001-01-01T00:00:00Z' }))).toBeNull();
  expect([readSample('{'), readSample('[]'), readSample('{"read":5}')]).toEqual([null, null, null]);
});
