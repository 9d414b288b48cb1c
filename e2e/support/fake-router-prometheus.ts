// What Prometheus and Alertmanager say of themselves, over a scenario.
import { ORPCError } from '@orpc/server';
import type { FeedMessage } from '#shared/model/feed.ts';
import type { MetricsStatus } from '#shared/model/prometheus.ts';
import { noPrometheus, type PrometheusScenario } from './scenario-prometheus.ts';
import type { Implemented } from './implemented.ts';

export function prometheusHandlers(os: Implemented['metrics'], scenario: PrometheusScenario = noPrometheus) {
  const orRefuse = <T>(value: T | undefined): T => {
    if (value !== undefined) return value;
    throw new ORPCError('unavailable', { message: 'No Prometheus is connected.' });
  };
  return {
    status: os.status.handler(async function* ({ signal }) {
      const first: FeedMessage<MetricsStatus> = { kind: 'snapshot', revision: 1, entries: scenario.status };
      yield first;
      await new Promise<void>((ended) => signal?.addEventListener('abort', () => ended()));
    }),
    retry: os.retry.handler(() => undefined),
    discover: os.discover.handler(() => scenario.candidates),
    labelNames: os.labelNames.handler(() => []),
    labelValues: os.labelValues.handler(() => []),
    metadata: os.metadata.handler(() => ({})),
    targets: os.targets.handler(() => orRefuse(scenario.targets)),
    rules: os.rules.handler(() => orRefuse(scenario.rules)),
    alertmanager: os.alertmanager.handler(() => orRefuse(scenario.alertmanager)),
    previewSilence: os.previewSilence.handler(({ input: { matchers } }) => {
      const alerts = orRefuse(scenario.alertmanager).alerts.filter(({ labels }) => matchers.every(({ name, value }) => labels[name] === value)); // prettier-ignore
      return { alerts, total: alerts.length };
    }),
    silence: os.silence.handler(() => ({ key: 'made' })),
    expireSilence: os.expireSilence.handler(() => undefined),
  };
}
