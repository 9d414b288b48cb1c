// Where a redirect leads and what may be sent there. Pure; following is the http probe's.
import type { Exchange } from './exchange.ts';

export interface HttpRequest {
  url: URL;
  method: string;
  headers: Record<string, string> | undefined;
  body: string | undefined;
}

const credential = /auth|cookie|token|secret|session|credential|api-?key|^host$/i;

/**
 * The request that a redirect asks for; null when the answer is not one. To another origin neither credentials nor a
 * body are sent: a text says why the redirect is not followed.
 */
export function redirectOf(request: HttpRequest, answer: Exchange): HttpRequest | string | null {
  const location = answer.headers?.['location'];
  const status = answer.status ?? 0;
  if (typeof location !== 'string' || ![301, 302, 303, 307, 308].includes(status)) return null;
  if (!URL.canParse(location, request.url.href)) return `the redirect leads to "${location}", which is not a URL`;
  const url = new URL(location, request.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `the redirect leads to ${url.protocol}, not to HTTP`;
  url.username = '';
  url.password = '';
  const keepsMethod = status === 307 || status === 308 || request.method === 'GET' || request.method === 'HEAD';
  const method = keepsMethod ? request.method : 'GET';
  const body = keepsMethod ? request.body : undefined;
  if (url.origin === request.url.origin) return { url, method, headers: request.headers, body };
  if (body !== undefined) return `the redirect leads to ${url.origin}, and a body is not sent on to another host`;
  return { url, method, headers: withoutCredentials(request.headers), body };
}

function withoutCredentials(headers: HttpRequest['headers']): HttpRequest['headers'] {
  return headers && Object.fromEntries(Object.entries(headers).filter(([name]) => !credential.test(name)));
}
