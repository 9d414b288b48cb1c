// For tests: triggers as the engine tells of them.
import { labelKey } from '#shared/model/triggers/label-key.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import type { ShownInstance, WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';

export function instance(labels: Record<string, string>, patch: Partial<ShownInstance> = {}): ShownInstance {
  return {
    key: labelKey(labels),
    labels,
    annotations: {},
    state: 'firing',
    activeAtMs: 0,
    firedAtMs: 0,
    lastTrueAtMs: 0,
    keptFiringSinceMs: null,
    value: '0',
    acknowledged: null,
    snoozed: null,
    inhibitedBy: null,
    ...patch,
  };
}

export function watched(
  name: string,
  trigger: Partial<Trigger> = {},
  patch: Partial<WatchedTrigger> = {},
): WatchedTrigger {
  // prettier-ignore
  return {
    key: name,
    trigger: {
      name,
      originalWords: `${name} in words`,
      condition: { kind: 'promql', expr: 'up == 0', queryOffsetMs: 0 },
      forMs: 300_000,
      keepFiringForMs: 0,
      intervalMs: 15_000,
      severity: 'action',
      labels: {},
      annotations: {},
      rollbackPlanId: null,
      enabled: true,
      ...trigger,
    },
    origin: { kind: 'person', by: 'On-call' },
    savedAtMs: 0,
    state: 'inactive',
    sinceMs: 0,
    watchedBy: 'console',
    place: 'Prometheus at http://p',
    trouble: null,
    instances: [],
    firing: 0,
    pending: 0,
    calling: 0,
    lastEvaluatedAtMs: null,
    looks: null,
    snoozed: null,
    flapping: false,
    ...patch,
  };
}
