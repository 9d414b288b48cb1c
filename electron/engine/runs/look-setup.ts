// What one run looks with: its connections, the consent it was given, and the redactor that knows its secrets.
import { setTimeout as wait } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { OpsError } from '#shared/model/ops-error.ts';
import type { PlanItem, Vars } from '#shared/model/plan.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { createPermit } from '../consent/consent.ts';
import type { SpanIds } from '../correlation/scope.ts';
import { lookAtItem, lookFailed, type Looked, type LookOptions } from '../monitor/look-at-item.ts';
import { probeRequest } from '../plans/demands.ts';
import type { KnownPlan } from '../plans/plan-library.ts';
import type { ProbeContext, ProbeKinds } from '../probes/probe.ts';
import type { Redactor } from '../redact/redact.ts';

export interface LookSetup {
  /** Never rejects: a defect is this item's error, and in the log. */
  look: (item: PlanItem, span?: SpanIds) => Promise<Looked>;
  redactor: Redactor;
  /** Ends the run's connections. */
  close: () => Promise<void>;
}

export interface LookSetupOptions {
  known: KnownPlan;
  vars: Vars;
  signal: AbortSignal;
  checklist: Checklist;
  kinds: ProbeKinds;
  redactor: Redactor;
  command: ProbeContext['command'];
  kube?: ProbeContext['kube'];
  now: () => number;
  onDefect: (error: unknown) => string;
}

export function createLookSetup(options: LookSetupOptions): LookSetup {
  const { known, vars, signal, checklist, kinds, redactor, command, kube, now, onDefect } = options;
  const permit = createPermit({ origin: known.row.origin, granted: known.demands.filter((demand) => demand.granted) });
  const elapsedMs = (): number => performance.now();
  // Loaded with the first run: it is the largest of all that the engine is made of, and a start needs none of it.
  const connect = async () => (await import('../consent/http-agent.ts')).createHttpAgent(permit);
  let http: ReturnType<typeof connect> | null = null;
  let context: LookOptions['context'] | null = null;
  const prepare = async (): Promise<void> => {
    http ??= connect();
    context = { now, elapsedMs, baseDir: known.baseDir, http: await http, permit, command, kube };
  };
  // An abort ends the wait early; the caller looks at the signal itself.
  const delay = (ms: number, stop: AbortSignal): Promise<void> => wait(ms, undefined, { signal: stop }).catch(() => {});

  const look: LookSetup['look'] = (item, span) => {
    if (context === null) return prepare().then(() => look(item, span), (error) => unable(item, error)); // prettier-ignore
    const probe = kinds.get(item.kind);
    const onAttempt = (attempt: number, state: 'looking' | 'backing_off'): void =>
      checklist.setRunning(item.phaseId, item.id, { state, attempt, attempts: item.attempts });
    try {
      if (!probe) throw new OpsError('unavailable', `there is no probe kind "${item.kind}"`);
      const { params, demands } = probeRequest(probe, item.params, vars);
      for (const demand of demands) permit(demand);
      return lookAtItem({ item, probe: probe as never, params, signal, context, span, redactor, delay, onAttempt, onDefect }); // prettier-ignore
    } catch (error) {
      return Promise.resolve(unable(item, error));
    }
  };
  const unable = (item: PlanItem, error: unknown): Looked => lookFailed({ item, redactor, onDefect }, error, now());
  return { look, redactor, close: async () => (await http)?.destroy() };
}
