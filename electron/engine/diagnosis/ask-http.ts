// One GET over a plain socket with a time limit: for ready checks and diagnosis. No redirects, no retries.
import { get as getPlain } from '../sources/node-http.ts';

export interface HttpAnswer {
  status: number;
  /** At most 64 KiB; the rest is not read. */
  body: string;
}

const bodyLimitBytes = 64 * 1024;

/** Throws what the socket says (its `code` is kept), or an error that names the limit. */
export function askHttp(url: string, timeoutMs: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    // Not imported: a start of the engine asks nobody.
    const get = url.startsWith('https:') ? process.getBuiltinModule('node:https').get : getPlain;
    const request = get(url, { agent: false, headers: { accept: 'application/json, text/plain' } }, (response) => {
      let body = '';
      const finish = (): void => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, body });
        response.destroy();
      };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
        if (body.length >= bodyLimitBytes) finish();
      });
      response.on('end', finish).on('error', fail);
    });
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
    };
    const timer = setTimeout(() => request.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    request.on('error', fail);
  });
}
