// What went wrong on the way to an API server, in words.
import { OpsError, messageOf } from '#shared/model/ops-error.ts';

const words: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  ETIMEDOUT: 'no connection in time',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'there is no network to it',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'its name could not be resolved now',
  UND_ERR_HEADERS_OVERFLOW: 'the head of its answer is too large',
  HPE_HEADER_OVERFLOW: 'the head of its answer is too large',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself and not by the CA that the kubeconfig names',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by a CA that the kubeconfig does not name',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by the CA that the kubeconfig names',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not signed by a CA that is known here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; is the clock of this machine right?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
};

/** Anything thrown on the way, as an OpsError; one that is already stays as it is. */
export function inWords(error: unknown): OpsError {
  if (error instanceof OpsError) return error;
  const code = codeOf(error);
  const said = code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? `its certificate is for another name (${hostWords(error)})` : words[code]; // prettier-ignore
  return new OpsError('unavailable', said ?? messageOf(error), { cause: error });
}

/** Happy eyeballs reports one error per address; the first tells as much as any. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return '';
  if ('code' in error && typeof error.code === 'string' && error.code in words) return error.code;
  if (error.cause !== undefined) return codeOf(error.cause) || String('code' in error ? error.code : '');
  return 'code' in error ? String(error.code) : '';
}

function hostWords(error: unknown): string {
  const said = messageOf(error);
  return said
    .slice(said.indexOf(':') + 1)
    .trim()
    .slice(0, 200);
}
