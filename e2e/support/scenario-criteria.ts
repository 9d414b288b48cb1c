// Made-up states of criteria, for looking at the screens.
import { join } from 'node:path';
import type { CriterionEvent, DefinitionSample } from '#shared/contract/criteria.ts';
import type { Baseline, BaselineSummary } from '#shared/model/criteria/baseline.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { readSamples } from '#engine/criteria/samples.ts';
import { sampleBaseline, sampleFrame, sampleObjectives, sampleSet, sampleSoak, summaryOf } from './criteria-sample.ts';
import type { Scenario } from './scenario.ts';

export interface CriteriaScenario {
  sets: WatchedSet[];
  /** Judged by the real rules when they are first asked for. */
  objectives: () => Promise<WatchedObjective[]>;
  baselines: BaselineSummary[];
  bodies: Map<string, Baseline>;
  soaks: WatchedSoak[];
  samples: DefinitionSample[];
  history: CriterionEvent[];
}

const samples = readSamples(join(import.meta.dirname, '..', '..', 'resources', 'criteria'));
const textOf = (name: string): string => samples.find((sample) => sample.name === name)?.text ?? '';

export const plainCriteria = (_now: number): CriteriaScenario => ({
  sets: [],
  objectives: async () => [],
  baselines: [],
  bodies: new Map(),
  soaks: [],
  samples,
  history: [],
});

const minute = 60_000;

function historyOf(now: number): CriterionEvent[] {
  const event = (agoMs: number, outcome: CriterionEvent['outcome'], value: number | null, words: string): CriterionEvent => ({ key: String(agoMs), type: 'criterion.judged', atMs: now - agoMs, outcome, words, value, n: 48_000, by: null }); // prettier-ignore
  return [
    event(26 * minute, 'fail', 0.812, 'p99 is about 812 ms, wanted < 500 ms: 1,034 of 48,210 are on the wrong side, and 1 % may be'), // prettier-ignore
    event(190 * minute, 'pass', 0.301, 'p99 is about 301 ms, wanted < 500 ms: 88 of 47002 are on the wrong side, and 1 % may be'), // prettier-ignore
    event(260 * minute, 'inconclusive', 0.2, 'not enough evidence, 120 of about 299 needed'),
  ];
}

const made =
  (patch: (now: number) => Partial<CriteriaScenario>) =>
  (scenario: Scenario, now: number): Scenario => ({
    ...scenario,
    metrics: { ...scenario.metrics, range: sampleFrame },
    criteria: { ...scenario.criteria, ...patch(now) },
  });

function baselinesOf(now: number): Pick<CriteriaScenario, 'baselines' | 'bodies'> {
  const bodies = new Map([
    ['b1', sampleBaseline(now, false)],
    ['b2', sampleBaseline(now, true)],
  ]);
  return { bodies, baselines: [...bodies].map(([key, body]) => summaryOf(body, key)) };
}

/** By name; each takes an ordinary scenario and makes it this one. */
export const criteriaMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  criteria: made((now) => ({ sets: [sampleSet(textOf('gradual-rollout.yaml'), now)], history: historyOf(now) })),
  'criteria-good': made((now) => ({ sets: [sampleSet(textOf('gradual-rollout.yaml'), now, true)] })),
  objectives: made((now) => ({ objectives: () => sampleObjectives(textOf('api-objectives.yaml'), now, [0.004, null]) })), // prettier-ignore
  baselines: made(baselinesOf),
  soaks: made((now) => {
    const text = textOf('validator-soak.yaml');
    return { soaks: [sampleSoak(text, now, { hours: 31, gap: 47 }), sampleSoak(text, now, { hours: 100, leak: true, key: 'soak-0' })] }; // prettier-ignore
  }),
};
