// The operations of metrics over a scenario.
import { ORPCError } from '@orpc/server';
import { exploreFrame, exploreRows } from './explore-frames.ts';
import { prometheusHandlers } from './fake-router-prometheus.ts';
import type { MetricsScenario } from './scenario-metrics.ts';
import type { Implemented } from './implemented.ts';

export function metricsHandlers(os: Implemented['metrics'], scenario: MetricsScenario) {
  let left = scenario.answers;
  const refuse = (why: string): never => {
    throw new ORPCError('unavailable', { message: why });
  };
  const told = <A>(answer: () => A | undefined): A => {
    try {
      return answer() ?? refuse('No Prometheus is connected.');
    } catch (error) {
      return refuse((error as Error).message);
    }
  };
  return {
    ...prometheusHandlers(os, scenario.prometheus),
    range: os.range.handler(({ input }) => {
      if (scenario.range !== undefined) return told(() => scenario.range?.(input));
      if (scenario.answers === 0) return refuse('No Prometheus is connected.');
      if (left-- <= 0) return refuse('connect ECONNREFUSED prometheus.internal:9090');
      try {
        return exploreFrame(input);
      } catch (error) {
        throw new ORPCError('bad_input', { message: (error as Error).message });
      }
    }),
    instant: os.instant.handler(({ input }) =>
      scenario.instant !== undefined
        ? told(() => scenario.instant?.(input.query, input.atMs ?? Date.now()))
        : scenario.answers === 0
          ? refuse('No Prometheus is connected.')
          : exploreRows(input.query, input.atMs ?? Date.now()),
    ),
    annotations: os.annotations.handler(() => ({ entries: scenario.events, total: scenario.events.length })),
    coverage: os.coverage.handler(() => scenario.coverage),
  };
}
