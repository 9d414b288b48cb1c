// The operations of criteria over a scenario.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { CriteriaScenario } from './scenario-criteria.ts';

const implemented = implement(contract);
type Implemented = typeof implemented;

export function criteriaHandlers(_os: Implemented['criteria'], _scenario: CriteriaScenario) {
  return {};
}
