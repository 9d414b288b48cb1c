// The one error that crosses a port: a closed set of codes and a sentence for people. Stacks stay in the log.

/**
 * - `bad_input`: what was asked for is malformed; the message names the place and what is allowed.
 * - `not_found`: no such plan, run, item, file.
 * - `conflict`: it cannot be done in the present state; the message says which state.
 * - `denied`: not permitted: no consent, no permission, a protected environment.
 * - `unavailable`: a part it needs is down or absent; trying again later may work.
 * - `too_large`, `timed_out`, `cancelled`: as they say.
 * - `internal`: a defect of ours; the message carries the id under which the log has the rest.
 */
export const opsErrorCodes = [
  'bad_input',
  'not_found',
  'conflict',
  'denied',
  'unavailable',
  'too_large',
  'timed_out',
  'cancelled',
  'internal',
] as const;
export type OpsErrorCode = (typeof opsErrorCodes)[number];

export class OpsError extends Error {
  override readonly name = 'OpsError';
  readonly code: OpsErrorCode;

  constructor(code: OpsErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The words of anything thrown; never a stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
