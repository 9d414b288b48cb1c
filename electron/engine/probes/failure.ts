// Tells what a network error says about the thing looked at (a fact, in words) from what only says that this machine
// could not look (an OpsError). It makes no judgement.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

const tlsCode = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO$|HOSTNAME_MISMATCH|INVALID_CA)/;

const sentences: Record<string, (place: string) => string> = {
  ECONNREFUSED: (place) => `connection refused by ${place}`,
  ECONNRESET: (place) => `connection reset by ${place}`,
  EPIPE: (place) => `connection closed by ${place}`,
  UND_ERR_SOCKET: (place) => `connection closed by ${place} before an answer`,
  EHOSTUNREACH: (place) => `no route to ${place}`,
  ENETUNREACH: (place) => `no route to ${place}`,
  EHOSTDOWN: (place) => `no route to ${place}`,
  ETIMEDOUT: (place) => `no connection to ${place}: timed out`,
  UND_ERR_CONNECT_TIMEOUT: (place) => `no connection to ${place}: timed out`,
  UND_ERR_HEADERS_TIMEOUT: (place) => `no answer from ${place}: timed out`,
  UND_ERR_BODY_TIMEOUT: (place) => `the answer of ${place} stopped midway`,
  UND_ERR_HEADERS_OVERFLOW: (place) => `${place} answered with too many headers`,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: (place) => `${place} sent less or more than it announced`,
};

/** The `code` of a system or undici error; of the first one where several addresses were tried. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? codeOf(error.errors[0]) : '';
}

/** What a look that was cut off came to: words for a deadline; a cancelled look throws its reason. */
export function deadlineFailure({ reason }: { reason: unknown }, place: string, waitedMs: number): string {
  if (isDeadline(reason)) return `no answer from ${place} within ${Math.round(waitedMs)} ms`;
  throw reason;
}

export function isDeadline(reason: unknown): boolean {
  return reason instanceof OpsError
    ? reason.code === 'timed_out'
    : reason instanceof Error && reason.name === 'TimeoutError';
}

/**
 * @returns what went wrong at the place itself, in words.
 * @throws OpsError where the error says nothing about the place: no such host, no permission, a defect.
 */
export function networkFailure(error: unknown, place: string): string {
  if (error instanceof OpsError) throw error;
  const code = codeOf(error);
  const sentence = sentences[code];
  if (sentence) return sentence(place);
  if (tlsCode.test(code)) return `no TLS with ${place}: ${messageOf(error)} (${code})`;
  // The parser of undici gives a code for some of its errors only.
  if (code.startsWith('HPE_') || (error instanceof Error && error.name === 'HTTPParserError'))
    return `${place} did not answer in HTTP: ${messageOf(error)}`;
  throw cannotLook(error, code, place);
}

function cannotLook(error: unknown, code: string, place: string): OpsError {
  const cause = { cause: error };
  if (code === 'ENOTFOUND') return new OpsError('not_found', `no such host: ${place}`, cause);
  if (code === 'EAI_AGAIN') return new OpsError('unavailable', `the name of ${place} could not be resolved now`, cause);
  if (code === 'EACCES' || code === 'EPERM') {
    return new OpsError('denied', `this machine does not permit a connection to ${place} (${code})`, cause);
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new OpsError('bad_input', `the request to ${place} cannot be sent: ${messageOf(error)}`, cause);
  }
  return new OpsError('unavailable', `${place} could not be looked at: ${messageOf(error)}`, cause);
}
