// Made-up states of criteria, for looking at the screens.
import { join } from 'node:path';
import type { CriterionEvent, DefinitionSample } from '#shared/contract/criteria.ts';
import type { Baseline, BaselineSummary } from '#shared/model/criteria/baseline.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedObjective } from '#shared/model/criteria/objective.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { readSamples } from '#engine/criteria/samples.ts';
import type { Scenario } from './scenario.ts';

export interface CriteriaScenario {
  sets: WatchedSet[];
  objectives: WatchedObjective[];
  baselines: BaselineSummary[];
  bodies: Map<string, Baseline>;
  soaks: WatchedSoak[];
  samples: DefinitionSample[];
  history: CriterionEvent[];
}

export const plainCriteria = (_now: number): CriteriaScenario => ({
  sets: [],
  objectives: [],
  baselines: [],
  bodies: new Map(),
  soaks: [],
  samples: readSamples(join(import.meta.dirname, '..', '..', 'resources', 'criteria')),
  history: [],
});

/** By name; each takes an ordinary scenario and makes it this one. */
export const criteriaMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {};
