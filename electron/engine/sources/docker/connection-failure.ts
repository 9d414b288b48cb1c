// Why a connection to an engine failed, in words for people. Knows the codes of the system, of TLS and of ssh.
import { OpsError } from '#shared/model/ops-error.ts';

export interface ConnectionFailure {
  state: 'absent' | 'denied' | 'refused' | 'timed_out' | 'error';
  words: string;
}

const distrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
  'CERT_SIGNATURE_FAILURE',
]);

/** @param error of a socket, of TLS, or an OpsError that says it already. */
export function failureOf(error: NodeJS.ErrnoException): ConnectionFailure {
  const { code = '', message } = error;
  if (error instanceof OpsError) return { state: stateOf(error), words: message };
  if (code === 'ENOENT') return { state: 'absent', words: 'there is no such socket' };
  if (code === 'EACCES' || code === 'EPERM') {
    return { state: 'denied', words: 'this user may not use the socket (is it in the group docker?)' };
  }
  if (code === 'ECONNREFUSED') return { state: 'refused', words: 'nothing listens there' };
  if (code === 'ECONNRESET') return { state: 'error', words: 'the connection was cut' };
  if (distrusted.has(code)) {
    return { state: 'error', words: `its certificate is not trusted: ca.pem did not sign it (${message})` };
  }
  if (code === 'CERT_HAS_EXPIRED') return { state: 'error', words: 'its certificate has expired' };
  if (code === 'CERT_NOT_YET_VALID') return { state: 'error', words: 'its certificate is not valid yet' };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return { state: 'error', words: `its certificate is for another host: ${message}` };
  }
  if (
    /ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|ACCESS_DENIED)/i.test(code)
  ) {
    return { state: 'denied', words: 'it does not accept our certificate: cert.pem and key.pem are wrong or missing' };
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return { state: 'error', words: 'it does not speak TLS' };
  }
  return { state: 'error', words: message };
}

function stateOf({ code }: OpsError): ConnectionFailure['state'] {
  if (code === 'denied' || code === 'timed_out') return code;
  return 'error';
}

/** The same as an error that crosses a port. */
export function asOpsError(error: NodeJS.ErrnoException): OpsError {
  if (error instanceof OpsError) return error;
  const { state, words } = failureOf(error);
  return new OpsError(state === 'denied' ? 'denied' : 'unavailable', words, { cause: error });
}
