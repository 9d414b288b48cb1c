// The operations on incidents over a scenario.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';
import type { IncidentsScenario } from './scenario-incidents.ts';

type Implemented = ReturnType<typeof implement<typeof contract>>;

export function incidentsHandlers(_os: Implemented['incidents'], _scenario: IncidentsScenario) {
  return {};
}
