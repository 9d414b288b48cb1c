// Words and times that all exports of a run share.
import type { ItemResult, RunReport } from '#shared/model/run.ts';
import { countsInWords, type Outcome } from '#shared/model/outcome.ts';

/** ISO 8601, UTC. @param at Epoch milliseconds; beyond what a date can be, the number as it is. */
export function isoTime(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}

/** A manual item that waits for a person: recorded as inconclusive, shown as open. */
export function isOpen(result: ItemResult): boolean {
  return result.kind === 'manual' && result.tick === null && result.outcome === 'inconclusive';
}

export const outcomeWords: Record<Outcome, string> = {
  pass: 'passed',
  fail: 'failed',
  error: 'could not be looked at',
  inconclusive: 'not enough evidence',
  skipped: 'skipped',
  not_applicable: 'not applicable',
  cancelled: 'cancelled',
};

export function resultWords(result: ItemResult): string {
  return isOpen(result) ? 'open' : outcomeWords[result.outcome];
}

/** The verdict in words with its counts, e.g. `not proven: 4 passed, 1 open`. */
export function verdictWords({ run }: RunReport): string {
  const words = {
    pass: 'passed',
    fail: 'failed',
    error: 'not proven, not everything could be looked at',
    inconclusive: 'not proven',
    cancelled: 'cancelled',
  };
  const verdict = run.verdict === null ? 'still running' : words[run.verdict];
  return `${verdict}: ${countsInWords(run.counts)}`;
}

/** Results by phase, both in the order of the run. */
export function byPhase(report: RunReport): [phaseId: string, results: ItemResult[]][] {
  const phases = new Map<string, ItemResult[]>();
  for (const result of report.results) {
    const phase = phases.get(result.phaseId);
    if (phase) phase.push(result);
    else phases.set(result.phaseId, [result]);
  }
  return [...phases];
}

const unseen = /[\p{Cc}\p{Cs}\ufffe\uffff\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Control signs but tab and line ends, and the signs that turn the direction of writing around, spelt out as `\u001b`:
 * they act on whoever reads the file, and XML forbids most of them even as references.
 */
export function spellOutUnseen(text: string): string {
  return text.replace(unseen, (sign) =>
    '\t\n\r'.includes(sign) ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
