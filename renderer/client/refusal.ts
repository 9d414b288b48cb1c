// What an operation was refused with, as the screen shows it. Errors cross the port as a code and a sentence.
import { ORPCError } from '@orpc/client';
import { messageOf, opsErrorCodes, type OpsErrorCode } from '#shared/model/ops-error.ts';

export interface Refusal {
  code: OpsErrorCode;
  message: string;
}

const known = (code: string): OpsErrorCode | undefined => opsErrorCodes.find((one) => one === code.toLowerCase());

/** Reads an error of any origin; one without a known code is `unavailable`, because the answer is then not known. */
export function refusalOf(error: unknown): Refusal {
  const { code, data } = error as { code?: unknown; data?: { code?: unknown } };
  const named = [data?.code, code].find((one) => typeof one === 'string' && known(one) !== undefined);
  return { code: known(String(named)) ?? 'unavailable', message: messageOf(error) };
}

/** Whether the engine itself said no; otherwise its answer is not known. */
export const isAnswer = (error: unknown): boolean => error instanceof ORPCError;
