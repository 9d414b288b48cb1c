// For tests: what a Prometheus and an Alertmanager say of themselves, answered by what the test gives.
import { implement } from '@orpc/server';
import { contract } from '#shared/contract/contract.ts';
import type { AlertmanagerAnswer } from '#shared/model/alertmanager.ts';
import type { MetricsCandidate, MetricsStatus, RulesAnswer, TargetsAnswer } from '#shared/model/prometheus.ts';
import { fakeFeed, type FakeEngine, type FakeFeed } from './fake-engine.fixture.ts';

export interface FakePrometheus {
  metricsStatus?: FakeFeed<MetricsStatus>;
  candidates?: () => MetricsCandidate[] | Promise<MetricsCandidate[]>;
  targets?: () => TargetsAnswer | Promise<TargetsAnswer>;
  rules?: () => RulesAnswer | Promise<RulesAnswer>;
  alertmanager?: () => AlertmanagerAnswer | Promise<AlertmanagerAnswer>;
}

const none = fakeFeed<MetricsStatus>(() => []);

export function prometheusHandlers(engine: FakeEngine) {
  const os = implement(contract).metrics;
  const changed = async (name: string, input: unknown): Promise<void> => {
    engine.calls.push({ name, input });
    await engine.refuse(name);
  };
  const empty = { readAt: 0, total: 0 };
  return {
    status: os.status.handler(({ signal }) => (engine.metricsStatus ?? none).listen(signal)),
    retry: os.retry.handler(() => changed('metrics.retry', undefined)),
    discover: os.discover.handler(() => engine.candidates?.() ?? []),
    labelNames: os.labelNames.handler(() => []),
    labelValues: os.labelValues.handler(() => []),
    metadata: os.metadata.handler(() => ({})),
    targets: os.targets.handler(() => engine.targets?.() ?? { ...empty, targets: [] }),
    rules: os.rules.handler(() => engine.rules?.() ?? { ...empty, rules: [] }),
    alertmanager: os.alertmanager.handler(() => engine.alertmanager?.() ?? { readAt: 0, alerts: [], totalAlerts: 0, silences: [], totalSilences: 0 }), // prettier-ignore
    previewSilence: os.previewSilence.handler(() => {
      const alerts = [] as AlertmanagerAnswer['alerts'];
      return { alerts, total: 0 };
    }),
    silence: os.silence.handler(async ({ input }) => {
      await changed('metrics.silence', input);
      return { key: 'made' };
    }),
    expireSilence: os.expireSilence.handler(({ input }) => changed('metrics.expireSilence', input)),
  };
}
