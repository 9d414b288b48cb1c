// Reads texts that came from elsewhere: small ones at once, large ones in a thread, because a hostile text of a megabyte
// takes seconds. What a text means is its reader's business.
import { Worker } from 'node:worker_threads';
import { OpsError } from '#shared/model/ops-error.ts';
import { boundPatterns } from '../plans/bound-patterns.ts';
import type { LoadedPlan } from '../plans/load-plan.ts';
import type { ReadRules } from '../triggers/read-rules.ts';
import type { PlanProblem } from '#shared/model/plan.ts';

/** What can be read in the thread: what it is given, and what comes of it. */
export interface ThreadTexts {
  rules: { given: string; read: ReadRules | { problems: PlanProblem[] } };
  plan: { given: string | Uint8Array; read: LoadedPlan };
}
export type ThreadAsked = { [What in keyof ThreadTexts]: { what: What; given: ThreadTexts[What]['given'] } }[keyof ThreadTexts]; // prettier-ignore

export interface ReadApartOptions {
  signal?: AbortSignal | undefined;
  deadlineMs?: number;
}

/** Up to here the worst text known holds the loop for less than 50 ms. */
export const readAtOnceBytes = 16 * 1024;
const longestBytes = 1024 * 1024;
const usualDeadlineMs = 20_000;
const heapMb = 384;

/** Built, all processes and their parts are in folders beside the one of the engine. */
const entry = (): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL('./read-thread.ts', import.meta.url)
    : new URL('../engine/read-thread.js', import.meta.url);

/**
 * @param atOnce reads a small text here
 * @throws OpsError `timed_out` past the deadline, `too_large` where it needs more memory than a text may, `internal` where
 *   the thread failed, or the signal's reason.
 */
export async function readApart<What extends keyof ThreadTexts>(
  what: What,
  given: ThreadTexts[What]['given'],
  atOnce: (given: ThreadTexts[What]['given']) => ThreadTexts[What]['read'],
  { signal, deadlineMs = usualDeadlineMs }: ReadApartOptions = {},
): Promise<ThreadTexts[What]['read']> {
  // What is longer than any text may be is refused by its length.
  if (given.length <= readAtOnceBytes || given.length > longestBytes) return atOnce(given);
  signal?.throwIfAborted();
  // What is read may hold patterns, which are used in this thread later.
  boundPatterns();
  const limits = { maxOldGenerationSizeMb: heapMb };
  const thread = new Worker(entry(), { workerData: { what, given }, resourceLimits: limits });
  let stop = (): void => undefined;
  try {
    return await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new OpsError('timed_out', `The text was not read within ${deadlineMs / 1000} s; it was given up.`)), deadlineMs); // prettier-ignore
      const cancelled = (): void => reject(signal?.reason as Error);
      signal?.addEventListener('abort', cancelled, { once: true });
      stop = () => {
        clearTimeout(late);
        signal?.removeEventListener('abort', cancelled);
      };
      thread.on('message', resolve);
      thread.on('error', (error) => reject(failure(error)));
      thread.on('exit', () => reject(new OpsError('internal', 'the thread that reads large texts ended without an answer'))); // prettier-ignore
    });
  } finally {
    stop();
    // Whatever it is still doing is of no use.
    void thread.terminate();
  }
}

function failure(error: unknown): OpsError {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new OpsError('too_large', `Reading the text needs more than ${heapMb} MiB of memory; it was given up.`); // prettier-ignore
  return new OpsError('internal', `the thread that reads large texts failed: ${String(error)}`, { cause: error });
}
