// Every operation of the contract, answered as of the moment that the asker named. Nothing here reaches a system: what no
// record answers is refused.
import {
  createProcedureClient,
  getRouter,
  implement,
  isProcedure,
  unlazy,
  type AnyRouter,
  type Router,
} from '@orpc/server';
import { isContractProcedure, type AnyContractRouter } from '@orpc/contract';
import { contract, type Contract } from '#shared/contract/contract.ts';
import type { Moment } from '#shared/model/moment.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Log } from '../log/log.ts';
import type { PastAnswer, PastAnswers } from '../past/past.ts';
import { onlyReads, refusedOfPast } from '../past/refused.ts';
import { toPortError, type Asker } from './router.ts';

/** Asks the record of an opened bundle. @throws OpsError `not_found` where no bundle of that id is open. */
export type AskReview = (
  reviewId: string,
  path: readonly string[],
  input: unknown,
  moment: Moment,
  signal: AbortSignal | undefined,
) => Promise<unknown>;

export interface PastRouterOptions {
  past: PastAnswers;
  log: Log;
  /** Who answers for a moment that names a review; without one it is refused. */
  askReview?: AskReview | undefined;
}

export const noReview: AskReview = async (reviewId) => {
  throw new OpsError('not_found', `No review ${reviewId} is open here; open its bundle again.`);
};

/** Answers one operation as of a moment. Input and answer are checked against the contract. */
export type AnswerPast = (
  path: readonly string[],
  input: unknown,
  context: Asker,
  signal: AbortSignal | undefined,
) => Promise<unknown>;

/** A whole router in which every operation goes to the past; one that names no moment is refused. */
export function createPastRouter({ log, ...parts }: PastRouterOptions): Router<Contract, Asker> {
  const tell = (error: unknown): unknown => toPortError(error, log);
  return routerOf(contract, parts, tell) as Router<Contract, Asker>;
}

/** For a router that answers the present too: one function for all operations, whose errors are not yet fit for a port. */
export function createAnswerPast(parts: Omit<PastRouterOptions, 'log'>): AnswerPast {
  const router = routerOf(contract, parts, (error) => error) as AnyRouter;
  return async (path, input, context, signal) => {
    const { default: procedure } = await unlazy(getRouter(router, path));
    if (!isProcedure(procedure)) throw new OpsError('not_found', 'There is no such operation.');
    return createProcedureClient(procedure, { context, path })(input, { signal });
  };
}

/** Input and answer are checked within the one middleware, which words what is wrong. */
const checkedInside = { initialInputValidationIndex: 1, initialOutputValidationIndex: 1 };

/** The contract, or a part of it, with one handler in the place of every operation. */
function routerOf(
  part: AnyContractRouter,
  parts: Omit<PastRouterOptions, 'log'>,
  tell: (error: unknown) => unknown,
): object {
  if (!isContractProcedure(part))
    return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, routerOf(inner, parts, tell)]));
  const { past, askReview = noReview } = parts;
  return implement(part, checkedInside)
    .$context<Asker>()
    .use(async ({ next, context, path }) => {
      try {
        // Before the input is looked at: what is refused is refused whatever it was asked with.
        if (context.moment?.review === null) answerIn(past, path);
        // A bundle may answer what this record does not; what would write never gets as far as the bundle.
        else if (context.moment !== null && answerTo(past, path) === null && !onlyReads(path)) throw refusedOfPast(path); // prettier-ignore
        return await next();
      } catch (error) {
        throw tell(error);
      }
    })
    .handler(({ input, context: { moment }, path, signal }) => {
      if (moment === null) throw new OpsError('bad_input', 'Only the past is answered here: name a moment.');
      if (moment.review !== null) return askReview(moment.review, path, input, moment, signal);
      return answerIn(past, path)(input, { at: moment.at, known: moment.known }, signal);
    });
}

/** @throws OpsError `unavailable`, `denied`: no record answers this. */
function answerIn(past: PastAnswers, path: readonly string[]): PastAnswer<unknown, unknown> {
  const answer = answerTo(past, path);
  if (answer === null) throw refusedOfPast(path);
  return answer;
}

function answerTo(past: PastAnswers, path: readonly string[]): PastAnswer<unknown, unknown> | null {
  const answer = path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], past);
  return typeof answer === 'function' ? (answer as PastAnswer<unknown, unknown>) : null;
}
