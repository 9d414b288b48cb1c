// Questions about the past, each answered once or by a feed until nobody wants it any more.
import { OpsError, messageOf, opsErrorCodes } from '#shared/model/ops-error.ts';
import type { Moment } from '#shared/model/moment.ts';
import type { FromReview, ToReview } from './messages.ts';

export interface QuestionsOptions {
  /** As AnswerPast of the handlers. */
  answer: (
    path: readonly string[],
    input: unknown,
    context: { from: 'screen'; moment: Moment },
    signal: AbortSignal | undefined,
  ) => Promise<unknown>;
  /** Whether the file is still what was inspected. */
  unchanged: () => boolean;
  tell: (message: FromReview) => void;
}

type Ask = Extract<ToReview, { kind: 'ask' }>;

export function serveQuestions({ answer, unchanged, tell }: QuestionsOptions): {
  take: (message: Extract<ToReview, { kind: 'ask' | 'stop' }>) => void;
} {
  // prettier-ignore
  const asked = new Map<number, AbortController>();
  const serve = async ({ id, path, input, moment }: Ask, signal: AbortSignal): Promise<void> => {
    try {
      if (!unchanged()) throw new OpsError('conflict', 'The file of the bundle was changed after it had been checked; open it again.'); // prettier-ignore
      const value = await answer(path, input, { from: 'screen', moment: { ...moment, review: null } }, signal);
      if (!isFeed(value)) return tell({ kind: 'answered', id, value });
      tell({ kind: 'begun', id });
      for await (const message of value) tell({ kind: 'next', id, value: message });
      tell({ kind: 'ended', id });
    } catch (error) {
      tell({ kind: 'refused', id, code: codeOf(error), message: messageOf(error) });
    } finally {
      asked.delete(id);
    }
  };
  return {
    take: (message) => {
      if (message.kind === 'stop') return asked.get(message.id)?.abort();
      const stop = new AbortController();
      asked.set(message.id, stop);
      void serve(message, stop.signal);
    },
  };
}

const isFeed = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

function codeOf(error: unknown): (typeof opsErrorCodes)[number] {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // What the contract does not allow as input is refused under a name of the transport's.
  return opsErrorCodes.find((known) => known === code) ?? (code === 'BAD_REQUEST' ? 'bad_input' : 'internal');
}
