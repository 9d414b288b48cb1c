// Made-up states of a Prometheus and an Alertmanager, for looking at the screens.
import type { AlertmanagerAnswer, ManagedAlert, Silence } from '#shared/model/alertmanager.ts';
import type { MetricsCandidate, MetricsStatus, RulesAnswer, ScrapeTarget, ServerRuleRow, TargetsAnswer } from '#shared/model/prometheus.ts'; // prettier-ignore

export interface PrometheusScenario {
  status: MetricsStatus[];
  candidates: MetricsCandidate[];
  targets?: TargetsAnswer;
  rules?: RulesAnswer;
  alertmanager?: AlertmanagerAnswer;
}

export const noPrometheus: PrometheusScenario = { status: [], candidates: [] };

const minuteMs = 60_000;
const server = (now: number, patch: Partial<MetricsStatus> = {}): MetricsStatus => ({
  key: 'prometheus',
  name: 'Prometheus',
  state: 'live',
  since: now - 42 * minuteMs,
  reason: '',
  seenAt: now - 3000,
  place: 'https://prometheus.prod.example/eu',
  version: '2.53.2',
  capabilities: ['targets', 'rules', 'alerts', 'alertmanagers', 'metadata'],
  skewMs: 12,
  ...patch,
});
const manager = (now: number, patch: Partial<MetricsStatus> = {}): MetricsStatus =>
  server(now, { key: 'alertmanager', name: 'Alertmanager', place: 'http://alertmanager:9093 (named by Prometheus)', version: '0.27.0', capabilities: [], skewMs: null, ...patch }); // prettier-ignore

const jobs = ['attestor', 'node', 'postgres', 'kube-state-metrics', 'blackbox'];
function targetsOf(now: number): TargetsAnswer {
  const targets = Array.from({ length: 46 }, (_, at): ScrapeTarget => {
    const job = jobs[at % jobs.length] ?? 'node';
    const health = at === 7 || at === 23 ? 'down' : at === 40 ? 'unknown' : 'up';
    const instance = `10.0.${at % 4}.${10 + at}:9100`;
    return {
      key: `${job} ${instance}`,
      pool: job,
      url: `http://${instance}/metrics`,
      labels: { job, instance, ...(job === 'node' && { zone: `eu-${(at % 3) + 1}` }) },
      health,
      lastError: health === 'down' ? `Get "http://${instance}/metrics": dial tcp ${instance}: connect: connection refused` : '', // prettier-ignore
      lastScrapeMs: health === 'unknown' ? null : now - ((at * 377) % 15_000),
      lastDurationMs: 4 + ((at * 13) % 60),
      intervalMs: 15_000,
    };
  });
  return { readAt: now - 2000, targets, total: targets.length };
}

function rulesOf(now: number): RulesAnswer {
  const rule = (name: string, query: string, patch: Partial<ServerRuleRow> = {}): ServerRuleRow => ({
    key: name,
    kind: 'alerting',
    name,
    group: 'attestor',
    file: '/etc/prometheus/rules/attestor.yml',
    query,
    labels: { severity: 'page' },
    annotations: {},
    forMs: 5 * minuteMs,
    intervalMs: 15_000,
    health: 'ok',
    lastError: '',
    lastEvaluationMs: now - 4000,
    evaluationTookMs: 1.4,
    state: 'inactive',
    alerts: [],
    ...patch,
  });
  const alert = (name: string, instance: string, state: 'pending' | 'firing', sinceMs: number) => ({ key: `${name} ${instance}`, name, labels: { alertname: name, instance, job: 'node', severity: 'page' }, annotations: { summary: `${instance} does not answer` }, state, activeAtMs: now - sinceMs, keptFiringSinceMs: null, value: '0' }); // prettier-ignore
  const rules = [
    rule('TargetDown', 'up == 0', { group: 'targets', state: 'firing', alerts: [alert('TargetDown', '10.0.3.17:9100', 'firing', 12 * minuteMs), alert('TargetDown', '10.0.3.33:9100', 'pending', 2 * minuteMs)] }), // prettier-ignore
    rule('AttestationSlow', 'histogram_quantile(0.95, sum by (le) (rate(attestation_seconds_bucket[5m]))) > 0.2'),
    rule('AttestationErrors', 'sum(rate(attestation_errors_total[5m])) / sum(rate(attestations_total[5m])) > 0.001', { state: 'pending', alerts: [alert('AttestationErrors', 'attestor-2', 'pending', minuteMs)] }), // prettier-ignore
    rule('BrokenJoin', 'node_load1 / on(instance) group_left node_info', { health: 'err', lastError: 'many-to-many matching not allowed: matching labels must be unique on one side' }), // prettier-ignore
    rule('job:errors:ratio5m', 'sum by (job) (rate(errors_total[5m])) / sum by (job) (rate(requests_total[5m]))', { kind: 'recording', forMs: null, state: null, labels: {} }), // prettier-ignore
    rule('NeverRun', 'absent(up{job="batch"})', { health: 'unknown', lastEvaluationMs: null, evaluationTookMs: null }),
  ];
  return { readAt: now - 2000, rules, total: rules.length };
}

function managedOf(now: number): AlertmanagerAnswer {
  const one = (name: string, instance: string, patch: Partial<ManagedAlert> = {}): ManagedAlert => ({ key: `${name} ${instance}`, labels: { alertname: name, instance, severity: 'page' }, annotations: { summary: `${instance} does not answer` }, state: 'active', silencedBy: [], inhibitedBy: [], receivers: ['on-call'], startsAtMs: now - 12 * minuteMs, endsAtMs: now + 4 * minuteMs, generatorUrl: '', ...patch }); // prettier-ignore
  const silence = (key: string, patch: Partial<Silence> = {}): Silence => ({ key, state: 'active', matchers: [{ name: 'alertname', value: 'DiskFills', isRegex: false, isEqual: true }, { name: 'instance', value: 'db-.*', isRegex: true, isEqual: true }], startsAtMs: now - 30 * minuteMs, endsAtMs: now + 90 * minuteMs, createdBy: 'Release lead', comment: 'The volume is being moved.', ...patch }); // prettier-ignore
  return {
    readAt: now - 2000,
    alerts: [one('TargetDown', '10.0.3.17:9100'), one('DiskFills', 'db-1', { state: 'suppressed', silencedBy: ['s1'] }), one('LatencyHigh', 'web', { state: 'suppressed', inhibitedBy: ['x'] })], // prettier-ignore
    totalAlerts: 3,
    silences: [silence('s1'), silence('s2', { state: 'pending', startsAtMs: now + 60 * minuteMs, endsAtMs: now + 180 * minuteMs, comment: 'Tonight’s upgrade of the nodes.' }), silence('s3', { state: 'expired', endsAtMs: now - 10 * minuteMs })], // prettier-ignore
    totalSilences: 3,
  };
}

const found = (url: string, from: string, patch: Partial<MetricsCandidate> = {}): MetricsCandidate => ({ url, from, answer: 'ok', words: 'version 2.53.2', version: '2.53.2', proposed: false, ...patch }); // prettier-ignore

export const plainPrometheus = (now: number): PrometheusScenario => ({
  status: [server(now), manager(now)],
  candidates: [],
  targets: targetsOf(now),
  rules: rulesOf(now),
  alertmanager: managedOf(now),
});
export const stalePrometheus = (now: number): PrometheusScenario => ({
  ...plainPrometheus(now),
  status: [server(now, { state: 'stale', since: now - 3 * minuteMs, seenAt: now - 3 * minuteMs, reason: 'Prometheus at https://prometheus.prod.example/eu cannot be asked: connection refused; tried again within 10 s' }), manager(now)], // prettier-ignore
});
export const warnedPrometheus = (now: number): PrometheusScenario => ({
  ...plainPrometheus(now),
  status: [server(now, { skewMs: 3_600_000, warning: 'its certificate is not verified: whoever answers is believed; its clock is 60 min ahead of ours: times are shown as it has them' }), manager(now)], // prettier-ignore
});
export const foundPrometheus = (): PrometheusScenario => ({
  status: [],
  candidates: [
    found('http://127.0.0.1:9090', 'container prometheus-1, the usual place'),
    found('http://127.0.0.1:41733', 'the demo', { words: 'version 2.42.0', version: '2.42.0' }),
    found('http://127.0.0.1:9091', 'container guarded', { answer: 'denied', words: 'Prometheus at http://127.0.0.1:9091 wants to know who asks (HTTP 401); check user, password or token', version: null }), // prettier-ignore
  ],
});
