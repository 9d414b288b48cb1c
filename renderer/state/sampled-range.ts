// Range questions of charts that are to show every sample: first in steps of pixels, then in full where that is not too much.
import { refusalOf } from '../client/refusal.ts';
import type { EngineClient } from '../client/link.ts';
import type { Frame, RangeQuestion } from '#shared/model/series.ts';

/** In full, before it is asked in steps of pixels after all; both are within the time of a panel. */
const allTimeoutMs = 5_000;

/** Whether more may be asked for than is in a frame. */
export const offersMore = ({ sampling }: Pick<Frame, 'sampling'>): boolean =>
  sampling !== undefined && sampling.refused === null && sampling.everyMs > sampling.finestMs;

/** Whether all of these may be asked for every sample at once; false where there is nothing to it. */
export function fitsAll(frames: readonly Pick<Frame, 'sampling'>[]): boolean {
  const skipping = frames.flatMap(({ sampling }) => sampling ?? []);
  return skipping.length > 0 && skipping.every(({ refused }) => refused === null);
}

/**
 * @param questionOf the question in full, and in steps of pixels.
 * @param all asks in full at once; what takes too long, or is too much, is asked in steps after all.
 */
export async function askSampled(client: EngineClient, questionOf: (all: boolean) => RangeQuestion, signal: AbortSignal, all: boolean): Promise<Frame> {
  const steps = questionOf(false);
  if (!all || steps.samples === undefined) return await client.metrics.range(steps, { signal });
  try {
    return await askAll(client, { ...questionOf(true), timeoutMs: allTimeoutMs }, signal);
  } catch (error) {
    const { code, message } = refusalOf(error);
    if (signal.aborted || (code !== 'timed_out' && code !== 'too_large')) throw error;
    return withoutFiner(await client.metrics.range({ ...steps, timeoutMs: allTimeoutMs }, { signal }), message);
  }
} // prettier-ignore

/** For every sample, behind others. Throws as the client does. */
export const askAll = async (client: EngineClient, question: RangeQuestion, signal: AbortSignal): Promise<Frame> =>
  await client.metrics.range(
    question.samples === undefined ? question : { ...question, samples: { ...question.samples, all: true } },
    { signal },
  );

/** The frame that has to do without the samples between its steps. */
export function withoutFiner(frame: Frame, reason: string): Frame {
  const { sampling } = frame;
  return sampling === undefined ? frame : { ...frame, sampling: { ...sampling, refused: sampling.refused ?? reason } };
}
