// For tests: the operations on the recorder, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

export interface FakeRecorder {
  /** Calls of the section, as they came. */
  recorderCalls: { name: string; input: unknown }[];
}

export const noRecorder = (): FakeRecorder => ({ recorderCalls: [] });

export function recorderRouter(_engine: FakeEngine) {
  const { recorder } = implement(contract);
  return { recorder: recorder.router({}) };
}
