// The operations of triggers over a scenario.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { TriggersScenario } from './scenario-triggers.ts';

const implemented = implement(contract);
type Implemented = typeof implemented;

export function triggersHandlers(_os: Implemented['triggers'], _scenario: TriggersScenario) {
  return {};
}
