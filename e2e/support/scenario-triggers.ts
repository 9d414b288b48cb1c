// Made-up states of triggers, for looking at the screens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TriggerSample } from '#shared/contract/triggers.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import type { Muted, ShownInstance, TriggerEvent, WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { summaryOf, type Scenario } from './scenario.ts';

export interface TriggersScenario {
  triggers: WatchedTrigger[];
  history: Map<string, TriggerEvent[]>;
  muted: Muted;
  samples: TriggerSample[];
}

const minute = 60_000;
const folder = join(import.meta.dirname, '..', '..', 'resources', 'triggers');
const sample = (name: string, title: string, about: string): TriggerSample => ({ name, title, about, text: readFileSync(join(folder, name), 'utf8') }); // prettier-ignore

export const plainTriggers = (now: number): TriggersScenario => ({
  triggers: [],
  history: new Map(),
  muted: { key: 'notices', muted: false, desktop: true, by: '', atMs: now },
  samples: [
    sample('phase-ix.yaml', 'Phase IX: rollback triggers', 'The rollback triggers of the four risk registers: what can be watched is watched, the rest stays in its own words as a hole.'), // prettier-ignore
    sample('validator-ipc.yaml', 'Validator: IPC work queue', 'A rule file of Prometheus with the alert on the queue between the IO engine and the compute pool.'), // prettier-ignore
  ],
});

const place = 'Prometheus at http://127.0.0.1:9090';

export function instanceOf(
  labels: Record<string, string>,
  now: number,
  patch: Partial<ShownInstance> = {},
): ShownInstance {
  // prettier-ignore
  return {
    key: labelKey(labels),
    labels,
    annotations: {},
    state: 'firing',
    activeAtMs: now - 9 * minute,
    firedAtMs: now - 4 * minute,
    lastTrueAtMs: now - 6000,
    keptFiringSinceMs: null,
    value: '0',
    acknowledged: null,
    snoozed: null,
    inhibitedBy: null,
    ...patch,
  };
}

export function watchedOf(
  name: string,
  now: number,
  trigger: Partial<Trigger>,
  patch: Partial<WatchedTrigger> = {},
): WatchedTrigger {
  // prettier-ignore
  const instances = patch.instances ?? [];
  const firing = instances.filter(({ state }) => state === 'firing');
  return {
    key: name,
    trigger: {
      name,
      originalWords: name,
      condition: { kind: 'promql', expr: 'up == 0', queryOffsetMs: 0 },
      forMs: 5 * minute,
      keepFiringForMs: 0,
      intervalMs: 15_000,
      severity: 'action',
      labels: {},
      annotations: {},
      rollbackPlanId: null,
      enabled: true,
      ...trigger,
    },
    origin: { kind: 'file', file: 'phase-ix.yaml', group: '' },
    savedAtMs: now - 3 * 86_400_000,
    state: 'inactive',
    sinceMs: now - 3 * 3_600_000,
    watchedBy: 'console',
    place,
    trouble: null,
    instances,
    firing: firing.length,
    pending: instances.length - firing.length,
    calling: firing.filter((one) => one.acknowledged === null && one.inhibitedBy === null).length,
    lastEvaluatedAtMs: now - 6000,
    looks: { scheduled: 2881, done: 2881, missed: 0, late: [2803, 70, 8, 0, 0], latestMs: 410, tookMs: 12 },
    snoozed: null,
    flapping: false,
    ...patch,
  };
}

const hole = (name: string, words: string, now: number): WatchedTrigger =>
  watchedOf(name, now, { originalWords: words, condition: { kind: 'manual', words }, severity: 'urgent' }, { state: 'hole', watchedBy: 'person', place: '', lastEvaluatedAtMs: null, looks: null, sinceMs: now - 3 * 86_400_000 }); // prettier-ignore

function busy(now: number): WatchedTrigger[] {
  const attestor = { alertname: 'AttestorTargetDown', instance: 'attestor.phase-ix.internal.example:8000', job: 'attestor' }; // prettier-ignore
  return [
    watchedOf('AttestorTargetDown', now, { originalWords: 'Prometheus target is "DOWN" for > 5 minutes.', condition: { kind: 'promql', expr: 'up{job="attestor"} == 0', queryOffsetMs: 0 }, severity: 'urgent', rollbackPlanId: 'plan-1' }, { state: 'firing', sinceMs: now - 4 * minute, watchedBy: 'server', instances: [instanceOf(attestor, now, { annotations: { summary: 'The target attestor.phase-ix.internal.example:8000 is down for more than 5 minutes' } }), instanceOf({ ...attestor, instance: 'attestor-canary:8000' }, now, { firedAtMs: now - minute, activeAtMs: now - 6 * minute })] }), // prettier-ignore
    watchedOf('AttestorRestarts', now, { originalWords: 'Container restarts more than 5 times in 15 minutes.', condition: { kind: 'restarts', over: 'docker', selector: { name: '*attestor*' }, moreThan: 5, windowMs: 15 * minute }, severity: 'urgent', forMs: 0 }, { state: 'firing', sinceMs: now - 12 * minute, watchedBy: 'local', place: 'Docker', flapping: true, instances: [instanceOf({ alertname: 'AttestorRestarts', container: 'phase-ix-attestor-1', compose_project: 'phase-ix' }, now, { value: '7', firedAtMs: now - 12 * minute, acknowledged: { by: 'Release lead', atMs: now - 10 * minute, note: 'image is being rolled back' } })] }), // prettier-ignore
    watchedOf('ValidatorIPCQueueFull', now, { originalWords: 'Validator IPC work queue is full!', condition: { kind: 'promql', expr: 'gaia_ipc_queue_depth{queue="work"} > 500', queryOffsetMs: 0 }, severity: 'urgent' }, { state: 'pending', sinceMs: now - 2 * minute, origin: { kind: 'file', file: 'validator-ipc.yaml', group: 'validator-ipc' }, instances: [instanceOf({ alertname: 'ValidatorIPCQueueFull', queue: 'work', instance: 'validator-0:9400' }, now, { state: 'pending', firedAtMs: null, activeAtMs: now - 2 * minute, value: '812' })] }), // prettier-ignore
    watchedOf('ApiErrorBudget', now, { originalWords: 'More than 1 % of requests fail over an hour.', condition: { kind: 'promql', expr: 'sum by (service) (rate(http_requests_total{code=~"5.."}[1h])) / sum by (service) (rate(http_requests_total[1h])) > 0.01', queryOffsetMs: 0 }, severity: 'attention' }, { state: 'error', sinceMs: now - 7 * minute, trouble: { kind: 'error', reason: 'Prometheus at http://127.0.0.1:9090 refused: found duplicate series for the match group {service="cart"} on the right hand-side of the operation', sinceMs: now - 7 * minute }, lastEvaluatedAtMs: now - 7 * minute }), // prettier-ignore
    watchedOf('CartRestarts', now, { originalWords: 'The cart restarts.', condition: { kind: 'restarts', over: 'kubernetes', selector: { namespace: 'shop', name: 'cart' }, moreThan: 2, windowMs: 15 * minute }, severity: 'action', forMs: 0 }, { state: 'no_data', sinceMs: now - 5 * minute, looks: { scheduled: 2881, done: 2878, missed: 3, late: [2800, 70, 8, 0, 0], latestMs: 4100, tookMs: 3 }, watchedBy: 'local', place: 'Kubernetes', trouble: { kind: 'no_data', reason: 'seen 2 restarts of one, 5 min of 15 min not observed', sinceMs: now - 5 * minute } }), // prettier-ignore
    hole('LogLossOrCorruption', 'Any evidence of log loss or corruption during staging tests.', now),
    hole('CriticalFailureInCanary', 'Any critical failure during the canary deployment phase.', now),
    watchedOf('AttestorLatencyP99', now, { originalWords: 'P99 latency SLA is breached immediately following rollout.', condition: { kind: 'promql', expr: 'attestation_latency_p99_ms{job="attestor"} > 500', queryOffsetMs: 0 }, forMs: minute }), // prettier-ignore
    watchedOf('CheckoutRollout', now, { originalWords: 'The rollout of the checkout does not get on.', condition: { kind: 'rollout_stuck', namespace: 'shop', name: 'checkout' }, forMs: 10 * minute, severity: 'attention' }, { watchedBy: 'local', place: 'Kubernetes', snoozed: { by: 'Release lead', atMs: now - minute, note: 'maintenance', untilMs: now + 54 * minute } }), // prettier-ignore
    watchedOf('OldNode', now, { originalWords: 'The old node exporter is gone.', enabled: false, condition: { kind: 'target_down', job: 'node-old' } }, { state: 'off', lastEvaluatedAtMs: null, looks: null }), // prettier-ignore
  ];
}

function historyOf(now: number): TriggerEvent[] {
  const labels = { alertname: 'AttestorTargetDown', instance: 'attestor.phase-ix.internal.example:8000', job: 'attestor' }; // prettier-ignore
  const event = (type: string, agoMs: number, words: string, patch: Partial<TriggerEvent> = {}): TriggerEvent => ({ key: `${type}${agoMs}`, type: `trigger.${type}`, atMs: now - agoMs, recordedMs: now - agoMs + 30, labels, by: null, words, ...patch }); // prettier-ignore
  return [
    event('firing', 4 * minute, 'Prometheus says that it is firing'),
    event('pending', 9 * minute, 'Prometheus says that it is pending'),
    event('known', 40 * minute, 'after 3 min: connection refused', { labels: null }),
    event('error', 43 * minute, 'Prometheus at http://127.0.0.1:9090 cannot be asked: connection refused', { labels: null }), // prettier-ignore
    event('resolved', 26 * 60 * minute, 'rolled back', { by: 'Release lead' }),
    event('acknowledged', 26.2 * 60 * minute, 'looking at it', { by: 'Release lead' }),
    event('firing', 26.4 * 60 * minute, 'true for 5 min'),
    event('imported', 72 * 60 * minute, 'from phase-ix.yaml', { by: 'Release lead', labels: null }),
  ];
}

const made =
  (triggers: (now: number) => WatchedTrigger[], patch: (now: number) => Partial<TriggersScenario> = () => ({})) =>
  (scenario: Scenario, now: number): Scenario => ({ ...scenario, plans: [summaryOf({ title: 'Attestor: back to the last image' }, [], now)], triggers: { ...scenario.triggers, triggers: triggers(now), ...patch(now) } }); // prettier-ignore

/** By name; each takes an ordinary scenario and makes it this one. */
export const triggersMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  triggers: made(busy, (now) => ({ history: new Map([['AttestorTargetDown', historyOf(now)]]) })),
  'triggers-quiet': made((now) => busy(now).filter(({ state }) => state === 'inactive').map((one) => ({ ...one, snoozed: null }))), // prettier-ignore
  'triggers-calm': made((now) => busy(now).filter(({ state }) => !['firing', 'pending'].includes(state))),
  'triggers-error': made((now) => busy(now).filter(({ state }) => state !== 'hole' && state !== 'off').map((one) => ({ ...one, state: one.firing > 0 ? ('firing' as const) : ('error' as const), trouble: { kind: 'error' as const, reason: `${place} cannot be asked: connection refused`, sinceMs: now - 3 * minute }, lastEvaluatedAtMs: now - 3 * minute }))), // prettier-ignore
  'triggers-many': made((now) => Array.from({ length: 400 }, (_, at) => watchedOf(`Rule${at}OfTheKubernetesMixinThatHasALongName`, now, {}, at % 7 === 0 ? { state: 'firing', sinceMs: now - at * 1000, instances: Array.from({ length: 12 }, (__, pod) => instanceOf({ alertname: `Rule${at}`, namespace: 'shop', pod: `cart-7d4b9c6f88-${pod}` }, now)) } : {}))), // prettier-ignore
};
