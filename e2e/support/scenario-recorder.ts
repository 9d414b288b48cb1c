// Made-up states of the recorder: how much is kept, of what, and whether it is whole.
import type { Scenario } from './scenario.ts';

export interface RecorderScenario {
  now: number;
}

export const plainRecorder = (now: number): RecorderScenario => ({ now });

export const recorderMakers: Record<string, (now: number) => Scenario> = {};
