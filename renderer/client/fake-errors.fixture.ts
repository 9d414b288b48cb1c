// For tests: the operations on errors, read for operators, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeErrors {
  /** Calls of the section, as they came. */
  errorsCalls: { name: string; input: unknown }[];
}

export const noErrors = (): FakeErrors => ({ errorsCalls: [] });

export function errorsRouter(_engine: FakeEngine) {
  const { errors } = implement(contract);
  return { errors: errors.router({}) };
}
