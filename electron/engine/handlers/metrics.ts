// Questions to Prometheus, operation by operation.
import type { createAnnotations } from '../metrics/annotations.ts';
import type { createCoverageLanes } from '../metrics/coverage-lanes.ts';
import { askRange } from '../metrics/ask-range.ts';
import type { Alertmanager } from '../metrics/alertmanager.ts';
import { rulesAnswer, targetsAnswer } from '../metrics/prometheus-pages.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import type { Feed } from '../feeds/feed.ts';
import type { MetricsCandidate, MetricsStatus } from '#shared/model/prometheus.ts';
import { operations } from './router.ts';

interface Parts {
  reader: PrometheusReader;
  alertmanager: Alertmanager;
  status: Pick<Feed<MetricsStatus>, 'subscribe'>;
  discover: (signal?: AbortSignal) => Promise<MetricsCandidate[]>;
  retry: () => void;
  now: () => number;
  annotations: ReturnType<typeof createAnnotations>;
  coverage: ReturnType<typeof createCoverageLanes>;
}

export function metricsOperations(parts: Parts) {
  const { metrics } = operations;
  const { reader, annotations, coverage } = parts;
  return metrics.router({
    status: metrics.status.handler(({ context: { backlogBytes }, signal }) =>
      parts.status.subscribe({ signal, backlogBytes }),
    ),
    retry: metrics.retry.handler(() => parts.retry()),
    discover: metrics.discover.handler(({ signal }) => parts.discover(signal)),
    range: metrics.range.handler(({ input, signal }) => askRange(reader.range, input, signal)),
    instant: metrics.instant.handler(({ input, signal }) => reader.instant({ ...input, signal })),
    annotations: metrics.annotations.handler(({ input }) => annotations(input)),
    coverage: metrics.coverage.handler(({ input }) => coverage(input)),
    ...nameOperations(reader),
    ...pageOperations(parts),
  });
}

/** What the editor of queries completes. */
function nameOperations(reader: PrometheusReader) {
  const { metrics } = operations;
  const matching = ({ selector, limit }: { selector: string; limit: number }) => ({
    ...(selector !== '' && { match: [selector] }),
    limit,
  });
  return {
    // Servers that do not know the limit answer with all of them.
    labelNames: metrics.labelNames.handler(async ({ input, signal }) =>
      (await reader.ask({ signal }, (client) => client.labelNames(matching(input)))).slice(0, input.limit),
    ),
    labelValues: metrics.labelValues.handler(async ({ input, signal }) =>
      (await reader.ask({ signal }, (client) => client.labelValues(input.label, matching(input)))).slice(
        0,
        input.limit,
      ),
    ),
    metadata: metrics.metadata.handler(({ signal }) => reader.ask({ signal }, (client) => client.metadata(20_000))),
  };
}

function pageOperations({ reader, alertmanager, now }: Parts) {
  const { metrics } = operations;
  return {
    targets: metrics.targets.handler(async ({ signal }) =>
      targetsAnswer(await reader.ask({ signal }, (client) => client.targets()), now()),
    ),
    rules: metrics.rules.handler(async ({ signal }) =>
      rulesAnswer(await reader.ask({ signal }, (client) => client.groups()), now()),
    ),
    alertmanager: metrics.alertmanager.handler(({ signal }) => alertmanager.answer(signal)),
    previewSilence: metrics.previewSilence.handler(({ input, signal }) => alertmanager.preview(input.matchers, signal)),
    silence: metrics.silence.handler(({ input }) => alertmanager.silence(input.wish, input.by)),
    expireSilence: metrics.expireSilence.handler(({ input }) => alertmanager.expire(input.key, input.by)),
  };
}
