// What one run looks with: its connections, the consent it was given, and the redactor that knows its secrets.
import { setTimeout as wait } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import type { PlanItem, Vars } from '#shared/model/plan.ts';
import type { Checklist } from '../checklist/checklist.ts';
import { createPermit } from '../consent/consent.ts';
import type { SpanIds } from '../correlation/scope.ts';
import { unseen } from '../monitor/attempt.ts';
import { lookAtItem, withoutLook, type Looked } from '../monitor/look-at-item.ts';
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
  const contextOf = async (): Promise<Omit<ProbeContext, 'cutoff' | 'span'>> => {
    http ??= connect();
    return { now, elapsedMs, baseDir: known.baseDir, http: await http, permit, command, kube };
  };
  let context: ReturnType<typeof contextOf> | null = null;
  // An abort ends the wait early; the caller looks at the signal itself.
  const delay = (ms: number, stop: AbortSignal): Promise<void> => wait(ms, undefined, { signal: stop }).catch(() => {});

  const look = async (item: PlanItem, span?: SpanIds): Promise<Looked> => {
    const probe = kinds.get(item.kind);
    if (!probe) return withoutLook(item, 'error', `could not look: there is no probe kind "${item.kind}"`, now());
    try {
      const { params, demands } = probeRequest(probe, item.params, vars);
      for (const demand of demands) permit(demand);
      const onAttempt = (attempt: number, state: 'looking' | 'backing_off'): void =>
        checklist.setRunning(item.phaseId, item.id, { state, attempt, attempts: item.attempts });
      return await lookAtItem({
        item,
        probe: probe as never,
        params,
        signal,
        context: await (context ??= contextOf()),
        span,
        redactor,
        delay,
        onAttempt,
        onDefect,
      });
    } catch (error) {
      const { outcome, reason } = unseen(error, onDefect);
      return withoutLook(item, outcome, redactor.text(reason).text, now());
    }
  };
  return { look, redactor, close: async () => (await http)?.destroy() };
}
