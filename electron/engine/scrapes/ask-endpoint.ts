// One scrape over the network: asks within the limits and hands the answer on as it comes. A redirect is never followed: it
// would take the secrets along.
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { OpsError } from '#shared/model/ops-error.ts';
import { scrapeLimits } from '#shared/model/scrape.ts';
import type { Access } from '../sources/prometheus/access.ts';
import { networkWords } from '../sources/prometheus/network-words.ts';

export interface AskLimits {
  headersMs: number;
  bodyMs: number;
  bodyBytes: number;
}

/** Beside three seconds for the connection, which are the access'. */
export const usualAskLimits: AskLimits = { headersMs: 5000, bodyMs: 10_000, bodyBytes: scrapeLimits.bodyBytes };

export interface Answered {
  openMetrics: boolean;
  /** @throws OpsError `too_large`, `timed_out`, `unavailable` with the place. */
  chunks: () => AsyncGenerator<Buffer, void>;
}

const accept = 'application/openmetrics-text;version=1.0.0;q=0.9,text/plain;version=0.0.4;q=0.8,*/*;q=0.1';

/** @throws OpsError `denied`, `unavailable`, `timed_out`, or the signal's reason. */
export async function askEndpoint(
  { url, dispatcher, headers }: Pick<Access, 'url' | 'dispatcher' | 'headers'>,
  signal: AbortSignal,
  limits = usualAskLimits,
): Promise<Answered> {
  const place = `${url.origin}${url.pathname}`;
  const body = new AbortController();
  const either = AbortSignal.any([signal, body.signal]);
  const failed = (error: unknown): unknown => {
    if (either.aborted) return either.reason;
    if (error instanceof OpsError) return error;
    const late = error instanceof Error && 'code' in error && error.code === 'UND_ERR_HEADERS_TIMEOUT';
    if (late) return new OpsError('timed_out', `${place} said nothing for ${limits.headersMs / 1000} s`);
    return new OpsError('unavailable', `${place} cannot be scraped: ${networkWords(error)}`, { cause: error });
  };
  let response: Dispatcher.ResponseData;
  try {
    response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: 'GET',
      headers: { accept, 'accept-encoding': 'gzip', ...headers },
      headersTimeout: limits.headersMs,
      signal: either,
    });
  } catch (error) {
    throw failed(error);
  }
  const refused = refusalOf(response, place);
  if (refused !== null) {
    // What it still has to say is of no use, and may have no end.
    body.abort(refused);
    response.body.on('error', () => undefined).destroy();
    throw refused;
  }
  return {
    openMetrics: typeOf(response).includes('openmetrics'),
    chunks: () => chunksOf(response, body, place, limits, failed),
  };
}

async function* chunksOf(
  { body, headers }: Dispatcher.ResponseData,
  cut: AbortController,
  place: string,
  limits: AskLimits,
  failed: (error: unknown) => unknown,
): AsyncGenerator<Buffer, void> {
  const late = new OpsError('timed_out', `${place} did not end its answer within ${limits.bodyMs / 1000} s`);
  const timer = setTimeout(() => cut.abort(late), limits.bodyMs);
  const zipped = /^(x-)?gzip$/i.test(String(headers['content-encoding'] ?? ''));
  const plain: Readable = zipped ? pipeline(body, createGunzip(), () => undefined) : body;
  let size = 0;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      // Counted as it is read, not as it was sent: a small answer may unpack to any size.
      size += chunk.length;
      if (size > limits.bodyBytes) throw new OpsError('too_large', `${place} exposes more than ${Math.round(limits.bodyBytes / 1_048_576)} MiB`); // prettier-ignore
      yield chunk;
    }
  } catch (error) {
    throw failed(error);
  } finally {
    clearTimeout(timer);
    body.destroy();
  }
}

const typeOf = ({ headers }: Dispatcher.ResponseData): string => String(headers['content-type'] ?? '').toLowerCase();

function refusalOf(response: Dispatcher.ResponseData, place: string): OpsError | null {
  const { statusCode: status, headers } = response;
  if (status === 401) return new OpsError('denied', `${place} wants to know who asks (HTTP 401); name a user or a token under Access`); // prettier-ignore
  if (status === 403) return new OpsError('denied', `${place} does not permit this (HTTP 403)`);
  if (status >= 300 && status < 400) {
    const to = String(headers['location'] ?? '').replace(/\/\/[^/?#]*@/, '//').split('?')[0]?.slice(0, 300) ?? ''; // prettier-ignore
    return new OpsError('unavailable', `${place} sends elsewhere${to === '' ? '' : `, to ${to}`} (HTTP ${status}), which is not followed; name the right address`); // prettier-ignore
  }
  if (status === 404) return new OpsError('unavailable', `${place} has no such path (HTTP 404); metrics are often under /metrics`); // prettier-ignore
  if (status !== 200) return new OpsError('unavailable', `${place} answered HTTP ${status}, not 200`);
  const type = typeOf(response);
  if (/html|json|xml|image\/|protobuf/.test(type)) return new OpsError('unavailable', `${place} answered with ${type.split(';')[0] ?? type}, not with metrics as text`); // prettier-ignore
  const encoding = String(headers['content-encoding'] ?? 'identity');
  if (!/^(identity|(x-)?gzip)$/i.test(encoding)) return new OpsError('unavailable', `${place} answered in the encoding ${encoding.slice(0, 40)}, which was not asked for`); // prettier-ignore
  return null;
}
