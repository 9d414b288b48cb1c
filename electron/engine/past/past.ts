// The past, operation by operation: the same questions as of the present, answered out of a record as of a moment. What is
// not answered here is refused, so that no screen passes the present off as the past.
import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from '#shared/contract/contract.ts';
import type { Known } from '#shared/model/moment.ts';

type Inputs = InferContractRouterInputs<Contract>;
type Outputs = InferContractRouterOutputs<Contract>;

export interface PastMoment {
  /** Epoch milliseconds. */
  at: number;
  known: Known;
}

/** One question about a moment. A feed answers with a snapshot and then stays silent until `signal` aborts. */
export type PastAnswer<I, O> = (input: I, moment: PastMoment, signal: AbortSignal | undefined) => O | Promise<O>;

type PastPart<I, O> = { [K in keyof I & keyof O]?: PastAnswer<I[K], O[K]> | PastPart<I[K], O[K]> };

/** What a part of the engine can say about the past: a part of the contract, in its shape. */
export type PastAnswers = { [D in keyof Contract]?: PastPart<Inputs[D], Outputs[D]> };
