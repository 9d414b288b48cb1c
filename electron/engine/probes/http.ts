// Asks a URL once and reports the answer. No redirects unless asked for, no proxy, no credentials but those in the plan.
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { FactSchema, Facts } from '#shared/model/facts.ts';
import { exchange, type Exchange } from './exchange.ts';
import { deadlineFailure, networkFailure } from './failure.ts';
import { jsonOf } from './json-text.ts';
import { httpUrl, placeOf, urlDemand, urlParam } from './params.ts';
import { defineProbe, type Observation, type Observed, type ProbeContext } from './probe.ts';
import { redirectOf, type HttpRequest } from './redirect.ts';
import { spanMs } from './spans.ts';
import { isThisMachine, traceHeader } from './trace-header.ts';

const maxRedirects = 5;
/** What is longer takes its time to be parsed, and is, between two requests. */
const shortBytes = 4096;

const params = z.strictObject({
  url: urlParam.describe('What to ask.'),
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']).default('GET'),
  headers: z.record(z.string().max(256), z.string().max(8192)).optional().describe('Headers to send.'),
  body: z.string().max(1_048_576).optional().describe('The body to send, as text.'),
  followRedirects: z
    .boolean()
    .default(false)
    .describe('Follow up to five redirects; credentials are not sent on to another host.'),
  traceparent: z
    .boolean()
    .optional()
    .describe(
      'Send the header traceparent, by which the service can name this look; by default to this machine alone.',
    ),
  insecureTls: z.boolean().default(false).describe('Accept a certificate that cannot be verified.'),
  maxBodyBytes: z.int().min(0).max(20_971_520).default(1_048_576).describe('How much of the answer is read, in bytes.'),
});
type HttpParams = z.output<typeof params>;

const facts: FactSchema = {
  connected: { type: 'boolean', doc: 'Whether the request went out on a connection.' },
  failure: { type: 'string', doc: 'Why there is no whole answer; absent when there is one.' },
  status: { type: 'number', doc: 'The status code.' },
  durationMs: { type: 'number', doc: 'From the request to the end of the answer, in milliseconds.' },
  headers: { type: 'map', doc: 'Headers of the answer, names in lower case; repeated ones joined by ", ".' },
  contentType: { type: 'string', doc: 'The content type, without parameters, in lower case.' },
  body: { type: 'string', doc: 'The body as UTF-8 text, up to maxBodyBytes.' },
  bodyBytes: { type: 'number', doc: 'Bytes of body received; more than maxBodyBytes when the rest was not read.' },
  truncated: { type: 'boolean', doc: 'Whether the body was longer than maxBodyBytes.' },
  json: { type: 'any', doc: 'The body, when it is JSON.' },
  redirects: { type: 'number', doc: 'How many redirects were followed.' },
  finalUrl: { type: 'string', doc: 'The URL that answered, when redirects were followed.' },
};

export const httpProbe = defineProbe<HttpParams>({
  kind: 'http',
  doc: 'Asks a URL and looks at status, headers, body and duration.',
  params,
  facts,
  demands: ({ url }) => [urlDemand(url)],
  run: (given, context) => (given.insecureTls ? askInsecurely(given, context) : ask(given, context, context.http)),
});

/** Parameters without variables are the same object in every run; a URL is then taken apart once. */
const prepared = new WeakMap<HttpParams, Prepared>();
interface Prepared {
  request: HttpRequest;
  place: string;
  origin: string;
  path: string;
  /** Names and values by turns, which undici takes with the least ado. */
  headers: string[];
  /** The plan itself sends a header of that name, which stays. */
  sendsTrace: boolean;
  thisMachine: boolean;
}

function prepare(request: HttpRequest): Prepared {
  const { url } = request;
  const headers = Object.entries(request.headers ?? {}).flat();
  const sendsTrace = headers.some((text, at) => at % 2 === 0 && text.toLowerCase() === 'traceparent');
  const path = url.pathname + url.search;
  return { request, place: placeOf(url), origin: url.origin, path, headers, sendsTrace, thisMachine: isThisMachine(url) }; // prettier-ignore
}

async function ask(given: HttpParams, context: ProbeContext, dispatcher: Dispatcher): Promise<Observed> {
  let ready = prepared.get(given);
  if (!ready) prepared.set(given, (ready = prepare(firstRequest(given))));
  const startedMs = context.elapsedMs();
  for (let redirects = 0; ; redirects++) {
    const { request, place, sendsTrace, thisMachine }: Prepared = ready;
    context.permit({ kind: 'host', subject: place });
    // A redirect leads where nobody asked for it to be sent.
    const wish = redirects > 0 && given.traceparent === true ? undefined : given.traceparent;
    const trace = sendsTrace ? null : traceHeader(wish ?? thisMachine, context.span);
    const answer = await exchange(dispatcher, dispatchOptions(ready, trace), given.maxBodyBytes, context.cutoff);
    const next = given.followRedirects && answer.error === undefined ? redirectOf(request, answer) : null;
    if (next === null || typeof next === 'string' || redirects === maxRedirects) {
      const durationMs = spanMs(context.elapsedMs() - startedMs);
      const seenLater = (): Observation => {
        const seen = observe(answer, place, context, durationMs);
        if (given.followRedirects) seen.facts['redirects'] = redirects;
        if (redirects > 0) seen.facts['finalUrl'] = request.url.href;
        if (typeof next === 'string') seen.facts['failure'] = next;
        else if (next !== null) seen.facts['failure'] = `more than ${maxRedirects} redirects`;
        return seen;
      };
      return answer.bodyBytes <= shortBytes ? seenLater : seenLater();
    }
    ready = prepare(next);
  }
}

/** A connection of its own, so that no verified one is shared with a look that did not verify. */
async function askInsecurely(given: HttpParams, context: ProbeContext): Promise<Observed> {
  const { createHttpAgent } = await import('#engine/consent/http-agent.ts');
  const agent = createHttpAgent(context.permit, { insecureTls: true });
  try {
    return await ask(given, context, agent);
  } finally {
    await agent.destroy();
  }
}

function firstRequest(given: HttpParams): HttpRequest {
  const url = httpUrl(given.url);
  let headers = given.headers;
  if (url.username !== '' || url.password !== '') {
    // undici drops user and password of a URL without a word.
    const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    headers = { authorization: `Basic ${Buffer.from(pair).toString('base64')}`, ...headers };
    url.username = '';
    url.password = '';
  }
  return { url, method: given.method, headers, body: given.body };
}

function dispatchOptions(
  { request, origin, path, headers }: Prepared,
  trace: string | null,
): Dispatcher.DispatchOptions {
  return {
    origin,
    path,
    method: request.method,
    headers: trace === null ? headers : [...headers, 'traceparent', trace],
    body: request.body ?? null,
    // The attempt's deadline is the only clock.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
}

function observe(answer: Exchange, place: string, context: ProbeContext, durationMs: number): Observation {
  const facts: Facts = { connected: answer.connected, durationMs };
  if (answer.error !== undefined) facts['failure'] = failureOf(answer, place, context, durationMs);
  if (answer.status === undefined || answer.headers === undefined) return { facts };
  const { body, headers } = answer;
  const contentType = mediaTypeOf(headers['content-type']);
  facts['status'] = answer.status;
  facts['headers'] = headerFacts(headers);
  if (contentType !== '') facts['contentType'] = contentType;
  facts['body'] = body;
  facts['bodyBytes'] = answer.bodyBytes;
  facts['truncated'] = answer.truncated;
  const json = answer.truncated ? undefined : jsonOf(body, contentType);
  if (json !== undefined) facts['json'] = json;
  return {
    facts,
    evidence: { mediaType: contentType === '' ? 'text/plain' : contentType, text: body, sizeBytes: answer.bodyBytes },
  };
}

function failureOf(answer: Exchange, place: string, context: ProbeContext, waitedMs: number): string {
  if (context.cutoff.aborted) return deadlineFailure(context.cutoff, place, waitedMs);
  return networkFailure(answer.error, place);
}

function headerFacts(headers: NonNullable<Exchange['headers']>): Record<string, string> {
  for (const name in headers) {
    if (Array.isArray(headers[name])) headers[name] = headers[name].join(', ');
  }
  return headers as Record<string, string>;
}

function mediaTypeOf(header: string | undefined): string {
  if (header === undefined) return '';
  const end = header.indexOf(';');
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}
