// The operations of metrics over a scenario.
import { implement, ORPCError } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { MetricsScenario } from './scenario-metrics.ts';

const implemented = implement(contract);
type Implemented = typeof implemented;

export function metricsHandlers(os: Implemented['metrics'], _scenario: MetricsScenario) {
  return {
    range: os.range.handler(() => {
      throw new ORPCError('unavailable', { message: 'No Prometheus is connected.' });
    }),
    instant: os.instant.handler(() => {
      throw new ORPCError('unavailable', { message: 'No Prometheus is connected.' });
    }),
  };
}
