// For tests: the operations on incidents, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeIncidents {
  /** Calls of the section, as they came. */
  incidentsCalls: { name: string; input: unknown }[];
}

export const noIncidents = (): FakeIncidents => ({ incidentsCalls: [] });

export function incidentsRouter(_engine: FakeEngine) {
  const { incidents } = implement(contract);
  return { incidents: incidents.router({}) };
}
