// For tests: the operations of metrics, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { FakeEngine } from './fake-engine.fixture.ts';

const unasked = (name: string) => (): never => {
  throw new Error(`the test did not expect ${name}`);
};

export interface FakeMetrics {}

export const noMetrics = (): FakeMetrics => ({});

export function metricsRouter(_engine: FakeEngine) {
  const os = implement(contract);
  return {
    metrics: {
      range: os.metrics.range.handler(unasked('metrics.range')),
      instant: os.metrics.instant.handler(unasked('metrics.instant')),
    },
  };
}
