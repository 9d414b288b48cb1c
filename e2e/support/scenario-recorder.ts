// Made-up states of the recorder: how the record is kept.
import { usualBudget } from '#shared/model/recorder/budget.ts';
import type { RecordKeeping } from '#shared/model/recorder/keeping.ts';
import type { RecordedObjects } from '#shared/model/recorder/recorded-objects.ts';
import { usualIntervalMs, type RecordedQuery } from '#shared/model/recorder/named-query.ts';
import type { Scenario } from './scenario.ts';

export interface RecorderScenario {
  keeping: RecordKeeping;
  queries: RecordedQuery[];
  objects: RecordedObjects[];
}

const mib = 1024 * 1024;

export const plainRecorder = (now: number): RecorderScenario => ({
  keeping: {
    key: 'record',
    budget: { ...usualBudget, sources: { docker: { maxAgeMs: 14 * 86_400_000, maxBytes: 512 * mib } } },
    usedBytes: 1_180_000_000,
    volumes: [
      { source: 'kubernetes', events: 96_211, bytes: 611 * mib },
      { source: 'docker', events: 41_870, bytes: 204 * mib },
      { source: 'probe:http', events: 30_118, bytes: 98 * mib },
      { source: 'engine', events: 16_004, bytes: 12 * mib },
    ],
    doing: 'nothing',
    progress: null,
    lastRound: { atMs: now - 6 * 60_000, evicted: 1_204, overBytes: 0 },
    lastCheck: { atMs: now - 3 * 86_400_000, whole: true, words: '183,110 events checked, 12,400 evicted', events: 183_110, root: '5f'.repeat(32) }, // prettier-ignore
    lastBackup: null,
    salvaged: null,
  },
  queries: recordedQueries(now),
  objects: [
    { source: 'docker', kind: 'containers', objects: 214, present: 38 },
    { source: 'kubernetes', kind: 'pods', objects: 9_120, present: 1_204 },
    { source: 'kubernetes', kind: 'deployments', objects: 96, present: 92 },
    { source: 'kubernetes', kind: 'nodes', objects: 12, present: 12 },
  ],
});

function recordedQueries(now: number): RecordedQuery[] {
  const usual = { intervalMs: usualIntervalMs, savedAt: now - 20 * 86_400_000, state: 'recording' as const, reason: '', seenAt: now - 4000, oldestAt: now - 20 * 86_400_000, holes: [] as RecordedQuery['holes'] }; // prettier-ignore
  return [
    { ...usual, key: 'a1', name: 'Requests a second', expr: 'sum by (job) (rate(http_requests_total[5m]))', unit: 'reqps', origins: [{ kind: 'person', name: 'Release lead' }, { kind: 'criterion', name: 'Throughput holds' }], series: 12, bytes: 4_718_592 }, // prettier-ignore
    { ...usual, key: 'b2', name: 'HighErrorRate', expr: 'job:errors:ratio5m{job="checkout"} > 0.05', unit: '', origins: [{ kind: 'trigger', name: 'HighErrorRate' }], series: 3, bytes: 221_184, holes: [{ fromMs: now - 7_200_000, toMs: now - 6_300_000, reason: 'nobody looked: Ready Room was closed or stood still', filledAt: now - 6_299_000 }] }, // prettier-ignore
    { ...usual, key: 'c3', name: 'Queue depth', expr: 'max(queue_depth)', unit: '', intervalMs: 5000, state: 'failing', reason: 'connection refused by 10.0.4.7:9090', seenAt: now - 480_000, origins: [{ kind: 'person', name: 'Release lead' }], series: 1, bytes: 40_960, holes: [{ fromMs: now - 480_000, toMs: now - 4000, reason: 'connection refused by 10.0.4.7:9090', filledAt: null }] }, // prettier-ignore
  ];
}

export const recorderMakers: Record<string, (now: number) => Scenario> = {};
