// The past, operation by operation: the same questions as of the present, answered out of a record as of a moment. What is
// not answered here is refused, so that no screen passes the present off as the past.
import type { ContractProcedure, ErrorMap, InferSchemaInput, InferSchemaOutput, Meta } from '@orpc/contract';
import type { Contract } from '#shared/contract/contract.ts';
import type { Known } from '#shared/model/moment.ts';

export interface PastMoment {
  /** Epoch milliseconds. */
  at: number;
  known: Known;
}

/**
 * One question about a moment; the input has been checked and the answer will be. A feed answers with a snapshot and then
 * stays silent until `signal` aborts: heldFeed.
 */
export type PastAnswer<I, O> = (input: I, moment: PastMoment, signal: AbortSignal | undefined) => O | Promise<O>;

type PastPart<C> =
  C extends ContractProcedure<infer I, infer O, ErrorMap, Meta>
    ? PastAnswer<InferSchemaOutput<I>, InferSchemaInput<O>>
    : { [K in keyof C]?: PastPart<C[K]> };

/** What a part of the engine can say about the past: a part of the contract, in its shape. */
export type PastAnswers = { [D in keyof Contract]?: PastPart<Contract[D]> };
