// One look with one probe: cut at its deadline, judged, never thrown out of. Retries and records are not its business.
import type { Expectation } from '#shared/model/expectation.ts';
import type { Facts } from '#shared/model/facts.ts';
import { judge } from '#shared/model/judge.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Check } from '#shared/model/run.ts';
import type { Probe, ProbeContext, RawEvidence } from '../probes/probe.ts';

export interface Answer {
  outcome: Outcome;
  reason: string;
  checks: Check[];
  facts: Facts;
  evidence: RawEvidence | null;
}

export interface AttemptOptions {
  probe: Probe;
  params: unknown;
  expectations: readonly Expectation[];
  timeoutMs: number;
  /** Aborted when a person cancels the run. */
  signal: AbortSignal;
  context: Omit<ProbeContext, 'signal'>;
  /** Given what no probe should throw: a defect of ours. Returns the id under which the log has it. */
  onDefect: (error: unknown) => string;
}

/** After the deadline a probe has this long to put what it saw into facts ("no answer within 5,000 ms"). */
export const graceMs = 100;

/** Looks once. Resolves within `timeoutMs` and the grace, whatever the probe does; never rejects. */
export async function attempt(options: AttemptOptions): Promise<Answer> {
  const { probe, params, timeoutMs, signal, context } = options;
  let cancel = (): void => {};
  const deadline = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const cutOff = new Promise<never>((_, reject) => {
    // For probes that do not listen to their signal.
    const stop = (reason: OpsError): void => {
      clearTimeout(timer);
      timer = setTimeout(() => reject(reason), graceMs);
      deadline.abort(reason);
    };
    cancel = () => stop(new OpsError('cancelled', 'cancelled'));
    timer = setTimeout(() => stop(new OpsError('timed_out', `no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  if (signal.aborted) cancel();
  else signal.addEventListener('abort', cancel);
  try {
    const seen = await Promise.race([probe.run(params, { ...context, signal: deadline.signal }), cutOff]);
    const insufficient = probe.insufficient?.(seen.facts) ?? null;
    const judged = judge(seen.facts, options.expectations, { insufficient });
    return { ...judged, facts: seen.facts, evidence: seen.evidence ?? null };
  } catch (error) {
    return { ...unseen(error, options.onDefect), checks: notLookedAt(options.expectations), facts: {}, evidence: null };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

/** What it comes to when there was no look, whatever was thrown. */
export function unseen(error: unknown, onDefect: (error: unknown) => string): { outcome: Outcome; reason: string } {
  if (!(error instanceof OpsError)) {
    return {
      outcome: 'error',
      reason: `could not look: ${messageOf(error)} (a defect; see ${onDefect(error)} in the log)`,
    };
  }
  if (error.code === 'cancelled') return { outcome: 'cancelled', reason: 'cancelled while it was being looked at' };
  return { outcome: 'error', reason: `could not look: ${error.message}` };
}

function notLookedAt(expectations: readonly Expectation[]): Check[] {
  return expectations.map((expectation) => ({ text: expectation.text, met: null }));
}
