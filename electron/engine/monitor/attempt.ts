// One look with one probe: cut at its deadline, judged, never thrown out of. Retries and records are not its business.
// An answer that takes work to judge may wait until somebody asks: many in a row cost half of one between each two requests.
import type { Expectation } from '#shared/model/expectation.ts';
import type { Facts } from '#shared/model/facts.ts';
import { judge } from '#shared/model/judge.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { Outcome } from '#shared/model/outcome.ts';
import type { Check } from '#shared/model/run.ts';
import { Cutoff, cutoffOf } from '../probes/cutoff.ts';
import type { Observation, Observed, Probe, ProbeContext, RawEvidence } from '../probes/probe.ts';
import { deadlineIn } from './deadline.ts';
import { beyondJson } from './kept-facts.ts';

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
  item: { expectations: readonly Expectation[]; timeoutMs: number };
  /** Aborted when a person cancels the run. */
  signal: AbortSignal;
  context: Omit<ProbeContext, 'cutoff' | 'span'>;
  /** See ProbeContext. */
  span?: ProbeContext['span'];
  /** Given what no probe should throw: a defect of ours. Returns the id under which the log has it. */
  onDefect: (error: unknown) => string;
}

/** After the deadline a probe has this long to put what it saw into facts ("no answer within 5,000 ms"). */
export const graceMs = 100;

/** What a probe said. */
export interface Heard {
  /** The same each time; never throws. */
  answer: () => Answer;
  /** The probe left it for later: it is judged when the answer is first asked for, and that is soon done. */
  isLater: boolean;
}

/** Looks once. Resolves within `timeoutMs` and the grace, whatever the probe does; never rejects. */
export function attempt(options: AttemptOptions): Promise<Heard> {
  const { probe, params, item, signal, context, span } = options;
  const { timeoutMs } = item;
  const { promise, resolve } = Promise.withResolvers<Heard>();
  const cancelled = cutoffOf(signal);
  const cutoff = new Cutoff();
  let answered = false;
  /** What a probe says after it was cut off is not heard. */
  const hear = (seen: Observed): void => {
    if (answered) return;
    answered = true;
    deadline.end();
    cancelled.offAbort(cancel);
    resolve(judging(seen, options));
  };
  const fail = (error: unknown): void =>
    hear(() => {
      throw error;
    });
  const stop = (reason: OpsError): void => {
    deadline.end();
    // For probes that do not listen to their signal.
    deadline = deadlineIn(graceMs, () => fail(reason));
    cutoff.abort(reason);
  };
  const cancel = (): void => stop(new OpsError('cancelled', 'cancelled'));
  let deadline = deadlineIn(timeoutMs, () => stop(new OpsError('timed_out', `no answer within ${timeoutMs} ms`)));
  if (cancelled.aborted) cancel();
  else cancelled.onAbort(cancel);
  const { now, elapsedMs, baseDir, http, permit, command, kube } = context;
  try {
    // Spelt out: spread, it costs a fortieth of a look on loopback.
    probe.run(params, { cutoff, span, now, elapsedMs, baseDir, http, permit, command, kube }).then(hear, fail);
  } catch (error) {
    fail(error);
  }
  return promise;
}

function judging(seen: Observed, options: AttemptOptions): Heard {
  const isLater = typeof seen === 'function';
  let answer = isLater ? null : answerTo(seen, options);
  return { answer: () => (answer ??= answerTo(seen, options)), isLater };
}

function answerTo(seen: Observed, options: AttemptOptions): Answer {
  try {
    return judged(typeof seen === 'function' ? seen() : seen, options);
  } catch (error) {
    const checks = options.item.expectations.map((expectation) => ({ text: expectation.text, met: null }));
    return { ...unseen(error, options.onDefect), checks, facts: {}, evidence: null };
  }
}

/** Throws where what was seen could not be kept: a judgement without its facts would be a pass that nobody can check. */
function judged({ facts, evidence }: Observation, { probe, item }: AttemptOptions): Answer {
  const beyond = beyondJson(facts);
  if (beyond !== null) throw new TypeError(`what was seen cannot be kept: ${beyond}, which is no JSON`);
  const insufficient = probe.insufficient?.(facts) ?? null;
  const { outcome, reason, checks } = judge(facts, item.expectations, { insufficient });
  return { outcome, reason, checks, facts, evidence: evidence ?? null };
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
