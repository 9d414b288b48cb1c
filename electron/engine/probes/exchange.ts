// One bounded HTTP request and its answer, straight on undici's dispatcher: no streams, no parsing of URLs, no redirects.
// It reports what happened and interprets nothing.
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import type { Cutoff } from './cutoff.ts';

export interface Exchange {
  /** The request went out on an established connection. */
  connected: boolean;
  /** Set once the head of an answer has arrived. */
  status?: number;
  headers?: IncomingHttpHeaders;
  body: string;
  /** Bytes received; more than the limit when `truncated`. */
  bodyBytes: number;
  truncated: boolean;
  /** Why there is no whole answer; the cutoff's reason when it was aborted. */
  error?: unknown;
}

/**
 * Sends one request and reads at most `maxBodyBytes` of the answer; what is beyond is not read. Never rejects.
 * An abort settles at once, also while the request still waits for a connection.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  maxBodyBytes: number,
  cutoff: Cutoff,
): Promise<Exchange> {
  return new Promise((resolve) => {
    const answer: Exchange = { connected: false, body: '', bodyBytes: 0, truncated: false };
    const chunks: Buffer[] = [];
    let controller: Dispatcher.DispatchController | null = null;
    let settled = false;
    const settle = (): void => {
      if (settled) return;
      settled = true;
      cutoff.offAbort(stop);
      answer.body = textOf(chunks, maxBodyBytes);
      resolve(answer);
    };
    const fail = (error: unknown): void => {
      if (!settled) answer.error = error;
      settle();
    };
    const stop = (): void => {
      fail(cutoff.reason);
      controller?.abort(cutoff.reason as Error);
    };
    if (cutoff.aborted) return fail(cutoff.reason);
    cutoff.onAbort(stop);
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (settled) return started.abort(cutoff.reason as Error);
        answer.connected = true;
      },
      onResponseStart(_controller, status, headers) {
        answer.status = status;
        answer.headers = headers;
      },
      onResponseData(_controller, chunk) {
        if (settled) return;
        chunks.push(chunk);
        answer.bodyBytes += chunk.length;
        if (answer.bodyBytes <= maxBodyBytes) return;
        answer.truncated = true;
        settle();
        controller?.abort(new Error('the answer is longer than is read'));
      },
      onResponseEnd: settle,
      onResponseError: (_controller, error) => fail(error),
    });
  });
}

function textOf(chunks: Buffer[], maxBytes: number): string {
  const only = chunks[0];
  if (only === undefined) return '';
  const whole = chunks.length === 1 ? only : Buffer.concat(chunks);
  return whole.length > maxBytes ? whole.toString('utf8', 0, maxBytes) : whole.toString('utf8');
}
