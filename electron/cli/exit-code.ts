// What a command's exit code says. The only place that may answer 0 for a run.
import { constants } from 'node:os';
import type { OpsErrorCode } from '#shared/model/ops-error.ts';
import { verdictOf } from '#shared/model/outcome.ts';
import type { RunReport } from '#shared/model/run.ts';

export const exitCodes = { proven: 0, failed: 1, badUsage: 2, notProven: 3 } as const;

/** As shells say it of a process that a signal ended at once: 130 after Ctrl-C. One that ends in order has a code of its own. */
export const exitCodeOfSignal = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): number => 128 + constants.signals[signal];

/**
 * 0 needs all of: the run finished, its verdict is a pass, and its counts say so on their own. What was seen to fail
 * stays a failure even when the rest was cancelled. Everything else is "not proven".
 */
export function exitCodeOf({ run, results }: RunReport): number {
  const verdict = verdictOf(run.counts);
  if (run.verdict === 'fail' || verdict === 'fail') return exitCodes.failed;
  const proven = run.state === 'finished' && run.verdict === 'pass' && verdict === 'pass' && results.length > 0;
  return proven ? exitCodes.proven : exitCodes.notProven;
}

/** For what stopped a command before there was a run to judge. */
export function exitCodeOfError(code: OpsErrorCode): number {
  return code === 'bad_input' || code === 'not_found' || code === 'too_large'
    ? exitCodes.badUsage
    : exitCodes.notProven;
}
