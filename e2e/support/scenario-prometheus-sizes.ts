// Made-up states of a Prometheus and an Alertmanager at their ends: none of anything, ten thousand, long names, all ill.
import type { ManagedAlert, Silence } from '#shared/model/alertmanager.ts';
import { linesLimit, type ScrapeTarget, type ServerAlertRow, type ServerRuleRow } from '#shared/model/prometheus.ts';
import { plainPrometheus, type PrometheusScenario } from './scenario-prometheus.ts';

const minuteMs = 60_000;
const longJob = 'monitoring/the-internal-settlement-reconciliation-gateway-podmonitor/0';
const longHost = 'the-internal-settlement-reconciliation-gateway-7d9c5b6f48-x2k4q.payments-europe-west.svc.cluster.local:8443'; // prettier-ignore
const longQuery =
  'sum by (cluster, namespace, pod, container) (rate(container_cpu_usage_seconds_total{job="kubelet", metrics_path="/metrics/cadvisor", image!="", container!="POD"}[5m])) * on (cluster, namespace, pod) group_left(node) topk by (cluster, namespace, pod) (1, max by (cluster, namespace, pod, node) (kube_pod_info{node!=""})) > 0.9';
const longError = `Get "https://${longHost}/actuator/prometheus?format=openmetrics": tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-28T23:41:20Z is after 2026-11-01T00:00:00Z`;

interface Made {
  now: number;
  count: number;
  /** Every name as long as names get. */
  long: boolean;
  ill: boolean;
}

const instanceOf = (at: number, long: boolean): string =>
  long ? longHost.replace('x2k4q', `x2k${at}`) : `10.${at >> 14}.${(at >> 7) & 127}.${at & 127}:9100`;

function targets({ now, count, long, ill }: Made): ScrapeTarget[] {
  return Array.from({ length: count }, (_, at) => {
    const job = long ? longJob : `job-${at % 23}`;
    const instance = instanceOf(at, long);
    const down = ill || at % 997 === 5;
    return {
      key: `${job} ${instance}`,
      pool: job,
      url: `https://${instance}/actuator/prometheus?format=openmetrics`,
      labels: { job, instance, ...(long && { namespace: 'payments-europe-west', pod: instance }) },
      health: down ? 'down' : 'up',
      lastError: !down ? '' : long ? longError : 'context deadline exceeded',
      lastScrapeMs: now - ((at * 377) % 15_000),
      lastDurationMs: down ? 10_000 : 4 + ((at * 13) % 60),
      intervalMs: 15_000,
    };
  });
}

function rules({ now, count, long, ill }: Made): ServerRuleRow[] {
  return Array.from({ length: count }, (_, at) => {
    const name = long ? `ContainerCpuOverNinePercentOfItsLimitForTheInternalSettlementReconciliationGateway${at}` : `Rule${at}`; // prettier-ignore
    const instance = instanceOf(at, long);
    const alert: ServerAlertRow = { key: `${name} ${instance}`, name, labels: { alertname: name, instance, severity: 'page' }, annotations: { summary: `${instance} is over nine tenths of its limit` }, state: 'firing', activeAtMs: now - at * minuteMs, keptFiringSinceMs: at % 3 === 1 ? now - minuteMs : null, value: '9.732456712345679e-01' }; // prettier-ignore
    const fires = ill || at % 997 === 5;
    const broken = ill && at % 2 === 1;
    return {
      key: name,
      kind: 'alerting',
      name,
      group: long ? 'kubernetes-resources-of-the-settlement-and-reconciliation-teams' : `group-${at % 40}`,
      file: '/etc/prometheus/rules/prometheus-k8s-rulefiles-0/monitoring-kubernetes-resources.yaml',
      query: long ? longQuery : `up{job="job-${at}"} == 0`,
      labels: { severity: 'page' },
      annotations: { runbook: 'https://runbooks.example/container-cpu' },
      forMs: 15 * minuteMs,
      intervalMs: 30_000,
      health: broken ? 'err' : 'ok',
      lastError: broken ? 'query processing would load too many samples into memory in query execution' : '',
      lastEvaluationMs: now - 4000,
      evaluationTookMs: 12,
      state: broken ? 'inactive' : fires ? 'firing' : 'inactive',
      alerts: fires && !broken ? [alert] : [],
    };
  });
}

function managed({ now, count, long }: Made): ManagedAlert[] {
  return Array.from({ length: count }, (_, at) => ({
    key: `a${at}`,
    labels: { alertname: long ? `ContainerCpuOverNinePercentOfItsLimit${at}` : `Rule${at}`, instance: instanceOf(at, long), severity: 'page' }, // prettier-ignore
    annotations: { summary: 'It is over nine tenths of its limit' },
    state: at % 7 === 3 ? 'suppressed' : 'active',
    silencedBy: at % 7 === 3 ? ['s0'] : [],
    inhibitedBy: [],
    receivers: ['settlement-on-call', 'release-leads'],
    startsAtMs: now - at * minuteMs,
    endsAtMs: null,
    generatorUrl: '',
  }));
}

function silences({ now, count, long }: Made): Silence[] {
  return Array.from({ length: Math.min(count, 40) }, (_, at) => ({
    key: `s${at}`,
    state: at % 3 === 2 ? 'expired' : 'active',
    matchers: [{ name: 'alertname', value: 'ContainerCpuOver.*', isRegex: true, isEqual: true }, { name: 'instance', value: instanceOf(at, long), isRegex: false, isEqual: true }], // prettier-ignore
    startsAtMs: now - 30 * minuteMs,
    endsAtMs: now + (at % 3 === 2 ? -5 : 90) * minuteMs,
    createdBy: 'Release lead of the settlement and reconciliation teams',
    comment: 'The limit is being raised with the release of this evening; ask the settlement team before you end this.',
  }));
}

function made(given: Made): PrometheusScenario {
  const { now } = given;
  const listed = { targets: targets(given), rules: rules(given), alerts: managed(given), silences: silences(given) };
  return {
    ...plainPrometheus(now),
    targets: { readAt: now - 2000, targets: listed.targets, total: given.count === linesLimit ? 41_312 : given.count },
    rules: { readAt: now - 2000, rules: listed.rules, total: given.count },
    alertmanager: { readAt: now - 2000, alerts: listed.alerts, totalAlerts: given.count, silences: listed.silences, totalSilences: listed.silences.length }, // prettier-ignore
  };
}

export const noneInPrometheus = (now: number): PrometheusScenario => made({ now, count: 0, long: false, ill: false });
export const manyInPrometheus = (now: number): PrometheusScenario => made({ now, count: linesLimit, long: false, ill: false }); // prettier-ignore
export const illPrometheus = (now: number): PrometheusScenario => made({ now, count: 12, long: true, ill: true });
