// Wires the answers about the past. They are loaded and put together when a past moment is first asked about: all of it is a
// tenth of what a start costs, and most runs of the console never look back.
import type { AnswerPast, AskReview } from './past-router.ts';
import type { PastOptions } from '../past/index.ts';

export interface AnswersOfPastOptions extends PastOptions {
  askReview: AskReview;
}

export function createAnswersOfPast({ askReview, ...past }: AnswersOfPastOptions): AnswerPast {
  let made: Promise<AnswerPast> | undefined;
  const make = async (): Promise<AnswerPast> => {
    const [{ createAnswerPast }, { createPast }] = await Promise.all([
      import('./past-router.ts'),
      import('../past/index.ts'),
    ]);
    return createAnswerPast({ past: createPast(past), askReview });
  };
  return async (...asked) => (await (made ??= make()))(...asked);
}
