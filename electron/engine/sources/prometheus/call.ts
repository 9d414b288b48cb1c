// One HTTP call to a Prometheus or an Alertmanager: its answer within a time and a size, everything that went wrong on the
// way in words. What the answer means is its caller's business.
import { createGunzip, createInflate } from 'node:zlib';
import { pipeline, type Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { OpsError } from '#shared/model/ops-error.ts';
import { authorizationIn } from './access.ts';
import { networkWords } from './network-words.ts';

export interface CallOptions {
  /** Where it is reached, with its path prefix if it has one. */
  url: URL;
  dispatcher: Dispatcher;
  signal: AbortSignal;
  /** Sent with every question, e.g. an authorization. */
  headers?: Record<string, string>;
  /** What is asked, in words; by default `Prometheus`. */
  name?: string;
  /** The longest answer that is read piece by piece; by default 64 MiB. */
  longestBytes?: number;
}

export interface CallBody {
  form?: URLSearchParams;
  json?: unknown;
  method?: 'DELETE';
}

export interface Called {
  status: number;
  /** Where a redirect leads, without secrets. */
  location: string;
  /** @throws OpsError `too_large`, or why it was cut. Leaving the loop ends the connection. */
  chunks: (limitBytes: number) => AsyncGenerator<Buffer, void>;
  text: (limitBytes: number) => Promise<string>;
}

const mebi = 1024 * 1024;

/** @throws OpsError `unavailable` that names the place, or the signal's reason. Any status is an answer. */
export async function call(options: CallOptions, path: string, body: CallBody = {}): Promise<Called> {
  const { url, dispatcher, signal, headers = {} } = options;
  const place = placeOf(url, options.name);
  const failed = (error: unknown): unknown => {
    if (signal.aborted) return signalReason(signal, place);
    if (error instanceof OpsError) return error;
    return new OpsError('unavailable', `${place} cannot be asked: ${networkWords(error)}`, { cause: error });
  };
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname.replace(/\/*$/, '/')}${path}`,
      method: body.method ?? (body.form || body.json !== undefined ? 'POST' : 'GET'),
      headers: {
        accept: 'application/json',
        // Compressing costs a server seven times what sending does; it is worth it only over a long way.
        'accept-encoding': isNear(url.hostname) ? 'identity' : 'gzip',
        ...(body.form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(body.json !== undefined && { 'content-type': 'application/json' }),
        ...authorizationIn(url),
        ...headers,
      },
      body: body.form?.toString() ?? (body.json === undefined ? null : JSON.stringify(body.json)),
      signal,
    });
    const chunks: Called['chunks'] = (limitBytes) => chunksOf(response, limitBytes, place, failed);
    return {
      status: response.statusCode,
      location: locationOf(response),
      chunks,
      text: async (limitBytes) => {
        const parts: Buffer[] = [];
        for await (const chunk of chunks(limitBytes)) parts.push(chunk);
        return Buffer.concat(parts).toString('utf8');
      },
    };
  } catch (error) {
    throw failed(error);
  }
}

async function* chunksOf(
  { body, headers }: Dispatcher.ResponseData,
  limitBytes: number,
  place: string,
  failed: (error: unknown) => unknown,
): AsyncGenerator<Buffer, void> {
  const tooLarge = (): OpsError =>
    new OpsError('too_large', `${place} answered with more than ${Math.round(limitBytes / mebi)} MiB; ask for less`);
  let size = 0;
  try {
    if (Number(headers['content-length'] ?? 0) > limitBytes) throw tooLarge();
    for await (const chunk of plain(body, headers) as AsyncIterable<Buffer>) {
      // Counted as it is read, not as it was sent: a small answer may unpack to any size.
      size += chunk.length;
      if (size > limitBytes) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    throw failed(error);
  } finally {
    body.destroy();
  }
}

function plain(body: Readable, headers: Dispatcher.ResponseData['headers']): Readable {
  const encoding = String(headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding !== 'gzip' && encoding !== 'x-gzip' && encoding !== 'deflate') return body;
  // What fails in either is thrown by whoever reads the end of it.
  return pipeline(body, encoding === 'deflate' ? createInflate() : createGunzip(), () => undefined);
}

function locationOf({ statusCode, headers }: Dispatcher.ResponseData): string {
  if (statusCode < 300 || statusCode > 399) return '';
  return String(headers['location'] ?? '').replace(/\/\/[^/?#]*@/, '//').split('?')[0]?.slice(0, 300) ?? ''; // prettier-ignore
}

const isNear = (hostname: string): boolean =>
  /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[(::1|fd|fe80))|^[^.]+$|\.local$/.test(hostname);

/** Without user and password, which a URL may hold. */
export function placeOf(url: URL, name = 'Prometheus'): string {
  return `${name} at ${url.origin}${url.pathname === '/' ? '' : url.pathname.replace(/\/+$/, '')}`;
}

function signalReason(signal: AbortSignal, place: string): unknown {
  const reason: unknown = signal.reason;
  const late = reason instanceof OpsError && reason.code === 'timed_out';
  return late ? new OpsError('timed_out', `${place} gave no answer in time: ${reason.message}`) : reason;
}
