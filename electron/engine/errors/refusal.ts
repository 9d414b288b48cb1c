// Why something that was sent is not kept, by the names that producers know from client reports.

export const refusalReasons = ['schema_invalid', 'too_large', 'queue_overflow', 'internal_error'] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What becomes of each thing that is sent; together they are all that was sent. */
export const ingestOutcomes = ['accepted', 'heard', 'duplicate', 'conflict', ...refusalReasons] as const;
export type IngestOutcome = (typeof ingestOutcomes)[number];

export class EnvelopeRefused extends Error {
  readonly reason: RefusalReason;

  /** `message` names the place and what is allowed; it holds nothing of what was sent but names. */
  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
