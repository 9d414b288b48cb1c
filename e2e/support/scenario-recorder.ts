// Made-up states of the recorder: how the record is kept.
import { usualBudget } from '#shared/model/recorder/budget.ts';
import type { RecordKeeping } from '#shared/model/recorder/keeping.ts';
import type { Scenario } from './scenario.ts';

export interface RecorderScenario {
  keeping: RecordKeeping;
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
});

export const recorderMakers: Record<string, (now: number) => Scenario> = {};
