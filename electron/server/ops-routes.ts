// What machines may ask of the loopback server: errors in, log records of OpenTelemetry in, the summary of failures out. They
// bring a token of their own in the Authorization header; a session of the page is none.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpsAnswer, OpsTarget } from '#engine/errors/ops-target.ts';
import { EnvelopeRefused } from '#engine/errors/refusal.ts';
import { BodyRefused, readBody } from './read-body.ts';

export interface OpsRoute {
  method: 'GET' | 'POST';
  answer: (ops: OpsTarget, request: IncomingMessage, query: URLSearchParams) => Promise<OpsAnswer>;
}

const lineTypes = /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)$/;
const traceOf = (request: IncomingMessage): string | undefined => {
  const header = request.headers['traceparent'];
  return typeof header === 'string' ? header : undefined;
};

const routes: Record<string, OpsRoute> = {
  '/ops/errors': {
    method: 'POST',
    answer: async (ops, request) => {
      const type = typeOf(request);
      if (type !== 'application/json' && !lineTypes.test(type)) {
        return { status: 415, body: { message: 'Send application/json, or application/x-ndjson for one envelope a line.' } }; // prettier-ignore
      }
      const text = await readBody(request);
      return ops.errors({ form: type === 'application/json' ? 'json' : 'lines', text, traceparent: traceOf(request) });
    },
  },
  '/v1/logs': {
    method: 'POST',
    answer: async (ops, request) => {
      if (typeOf(request) !== 'application/json') {
        return { status: 415, body: { code: 3, message: 'Only OTLP as JSON is taken; set OTEL_EXPORTER_OTLP_PROTOCOL=http/json.' } }; // prettier-ignore
      }
      return ops.logs({ form: 'json', text: await readBody(request), traceparent: traceOf(request) });
    },
  },
  '/ops/incidents/infra-summary': {
    method: 'GET',
    answer: (ops, _request, query) => Promise.resolve(ops.infraSummary(query.get('hours'))),
  },
};

/** The route of a path; null where the path is none for machines. */
export const opsRoute = (pathname: string): OpsRoute | null =>
  Object.hasOwn(routes, pathname) ? (routes[pathname] ?? null) : null;

/** Answers a request whose Host and Origin were admitted. */
export async function answerOps(route: OpsRoute, ops: OpsTarget, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? '';
  const question = target.indexOf('?');
  if (!holdsToken(request, ops.token)) {
    response.setHeader('www-authenticate', 'Bearer');
    return send(response, { status: 401, body: { message: 'This needs the header Authorization: Bearer and the token of the file that Errors, Ingest names.' } });
  }
  try {
    send(response, await route.answer(ops, request, new URLSearchParams(question < 0 ? '' : target.slice(question))));
  } catch (error) {
    if (!(error instanceof BodyRefused)) throw error;
    // What may come again is not lost yet.
    if (error.status !== 503) await ops.refused(target.startsWith('/v1/') ? 'otlp' : 'http', new EnvelopeRefused(error.status === 413 ? 'too_large' : 'schema_invalid', error.message));
    // What is left of the body is not read.
    response.setHeader('connection', 'close');
    send(response, { status: error.status, body: { code: 3, message: error.message }, ...(error.status === 503 && { retryAfterSeconds: 1 }) });
  }
} // prettier-ignore

function send(response: ServerResponse, { status, body, retryAfterSeconds }: OpsAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
  });
  response.end(text);
}

const typeOf = (request: IncomingMessage): string =>
  (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';

function holdsToken(request: IncomingMessage, token: string): boolean {
  const given = /^Bearer ([\w-]{1,300})$/i.exec(request.headers.authorization ?? '')?.[1];
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(digest(given), digest(token));
}
