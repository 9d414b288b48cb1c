// The error envelope: what a producer says of one error, as it is kept. It is of the engine's errors alone. Operators are
// told the models of shared/model/errors; the member `envelope` makes this type fit none of them, and no page can import it.
import type { ErrorLayer, ErrorSeverity } from '#shared/model/errors/error-class.ts';
import type { Json } from '#shared/model/facts.ts';

declare const sealed: unique symbol;

export interface ExceptionLink {
  type: string;
  module: string | null;
}

export interface EnvelopeFields {
  /** `err_` and 32 hexadecimal digits; 12 where it comes from elsewhere. */
  errorId: string;
  /** When it happened, when the producer saw it, both by its clock; epoch milliseconds. */
  occurredAt: number;
  observedAt: number;
  layer: ErrorLayer;
  component: string;
  errorClass: string;
  severity: ErrorSeverity;
  /** Of OpenTelemetry, 1 to 24. */
  severityNumber: number;
  message: string;
  params: Json;
  correlationId: string | null;
  spanId: string | null;
  parentSpanId: string | null;
  causationId: string | null;
  decisionId: string | null;
  runId: string | null;
  agentId: string | null;
  tenantId: string | null;
  /** Always keyed; the input itself is never kept. */
  inputHash: string | null;
  hashAlg: string | null;
  hashKeyId: string | null;
  /** The outermost first, without messages. */
  exceptionChain: ExceptionLink[];
  /** Module and function where the application raised it, never a line. */
  frame: string | null;
  fingerprint: string[];
  release: string | null;
  environment: string | null;
  engineVersion: string | null;
  envelopeVersion: string;
  dataClassification: string;
  context: Json;
  /** What it does that its producer may not, in words; null where nothing. */
  policyViolation: string | null;
}

/** Only `seal` makes one: what is sealed has been checked and its secrets are replaced. */
export type ErrorEnvelope = Readonly<EnvelopeFields> & { readonly [sealed]: true; readonly envelope: true };

/** To be called by what has checked and redacted the fields, and by nothing else. */
export const seal = (fields: EnvelopeFields): ErrorEnvelope => fields as EnvelopeFields & ErrorEnvelope;
