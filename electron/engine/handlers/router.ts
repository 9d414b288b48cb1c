// The engine's side of the contract: one file per domain, put together here, and the one place where errors are made fit
// to cross a port.
import { ORPCError, ValidationError, implement, type Implementer } from '@orpc/server';
import { contract, type Contract } from '#shared/contract/contract.ts';
import { OpsError, type OpsErrorCode } from '#shared/model/ops-error.ts';
import type { Moment } from '#shared/model/moment.ts';
import type { Log } from '../log/log.ts';

/** What an operation knows of who asked. */
export interface Asker {
  from: 'screen' | 'cli';
  /** Bytes still on their way to the asker. */
  backlogBytes?: (() => number) | undefined;
  /** The past moment that is asked about; null for the present. */
  moment: Moment | null;
}

/** With its type said: told from what makes it, it is half a megabyte of declarations, which every check would write and read. */
export const operations: Implementer<Contract, Asker & Record<never, never>, Asker> =
  implement(contract).$context<Asker>();

const statusOf: Record<OpsErrorCode, number> = {
  bad_input: 400,
  denied: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  cancelled: 499,
  internal: 500,
  unavailable: 503,
  timed_out: 504,
};

/** Any error thrown by an operation, as it may cross: code and message; the stack stays in the log. */
export function toPortError(error: unknown, log: Log): ORPCError<string, unknown> {
  if (error instanceof OpsError)
    return new ORPCError(error.code, { status: statusOf[error.code], message: error.message });
  if (error instanceof ORPCError && error.cause instanceof ValidationError) {
    if (error.code === 'BAD_REQUEST') {
      return new ORPCError('bad_input', { status: 400, message: issuesInWords(error.cause) });
    }
    const id = log.error(
      `An operation answered what its contract does not allow: ${issuesInWords(error.cause)}`,
      error,
    );
    return new ORPCError('internal', { status: 500, message: `A defect of Ready Room's; see ${id} in the log.` });
  }
  if (error instanceof ORPCError && error.code === 'NOT_FOUND') {
    return new ORPCError('not_found', { status: 404, message: 'There is no such operation.' });
  }
  const id = log.error('An operation failed', error);
  return new ORPCError('internal', { status: 500, message: `A defect of Ready Room's; see ${id} in the log.` });
}

function issuesInWords(error: ValidationError): string {
  const issues = error.issues.slice(0, 3).map((issue) => {
    const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
    return path === '' ? issue.message : `${path}: ${issue.message}`;
  });
  return issues.join('; ');
}
