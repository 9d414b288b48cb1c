// The operations on the recorder over a scenario.
import type { implement } from '@orpc/server';
import type { contract } from '#shared/contract/contract.ts';
import type { RecorderScenario } from './scenario-recorder.ts';

type Implemented = ReturnType<typeof implement<typeof contract>>;

export function recorderHandlers(_os: Implemented['recorder'], _scenario: RecorderScenario) {
  return {};
}
