// What went wrong on the way to a Prometheus or an Alertmanager, in words.
import { messageOf } from '#shared/model/ops-error.ts';

const words: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'there is no network to it',
  ETIMEDOUT: 'no connection in time',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'its name could not be resolved now',
  UND_ERR_SOCKET: 'the connection was closed before the answer was whole',
  UND_ERR_CONNECT_TIMEOUT: 'no connection within 3 s',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle of its answer for 10 s',
  UND_ERR_HEADERS_OVERFLOW: 'the head of its answer is larger than 32 KiB',
  HPE_HEADER_OVERFLOW: 'the head of its answer is larger than 32 KiB',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'its answer is shorter than it says',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself; name a CA file that vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not known here; name its CA file',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not known here; name its CA file',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate is signed by an authority that is not known here; name its CA file',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; is the clock of this machine right?',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; is it http?',
  EPROTO: 'it does not speak TLS as we do',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it wants a client certificate',
  Z_DATA_ERROR: 'its answer is compressed in a way that cannot be read',
  Z_BUF_ERROR: 'its compressed answer is not whole',
};

export function networkWords(error: unknown): string {
  const said = words[codeOf(error)] ?? messageOf(error);
  // Node's parser speaks of what it expected.
  return codeOf(error).startsWith('HPE_') && !(codeOf(error) in words) ? 'it does not speak HTTP' : said;
}

/** Happy eyeballs reports one error per address; the first tells as much as any. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return '';
  const own = 'code' in error ? String(error.code) : '';
  if (own in words || error.cause === undefined) return own;
  return codeOf(error.cause) || own;
}
