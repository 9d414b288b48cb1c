// The operations on errors, read for operators over a scenario.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';
import type { ErrorsScenario } from './scenario-errors.ts';

type Implemented = ReturnType<typeof implement<typeof contract>>;

export function errorsHandlers(_os: Implemented['errors'], _scenario: ErrorsScenario) {
  return {};
}
