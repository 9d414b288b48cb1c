// One call of Prometheus' HTTP API: its envelope opened, and everything that is not an answer put into words.
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { PrometheusOptions } from './client.ts';

const longestAnswerBytes = 20_971_520;

const envelopeSchema = z.object({
  status: z.enum(['success', 'error']),
  data: z.unknown().optional(),
  errorType: z.string().default(''),
  error: z.string().default(''),
  warnings: z.array(z.string()).default([]),
  infos: z.array(z.string()).default([]),
});

export interface Envelope {
  data: unknown;
  warnings: string[];
  infos: string[];
}

/** Asks with GET, or with POST where a form is given. Throws OpsError as createPrometheusClient says. */
export async function askJson(options: PrometheusOptions, path: string, form?: URLSearchParams): Promise<Envelope> {
  const place = placeOf(options.url);
  const { status, text } = await ask(options, path, form, place);
  const envelope = envelopeOf(text);
  if (envelope?.status === 'success' && status === 200) {
    const { data, warnings, infos } = envelope;
    return { data, warnings, infos };
  }
  if (status === 401 || status === 403) throw new OpsError('denied', `${place} does not permit this (HTTP ${status})`);
  if (envelope?.status === 'error') {
    const code = envelope.errorType === 'bad_data' || status === 422 ? 'bad_input' : 'unavailable';
    throw new OpsError(code, `${place} refused: ${envelope.error.slice(0, 1000)} (${envelope.errorType})`);
  }
  const content = /^\s*</.test(text) ? 'an HTML page' : 'something that is not the JSON of its API';
  const answered = status === 200 ? content : `HTTP ${status}`;
  throw new OpsError('unavailable', `${place} answered with ${answered}; is this the address of a Prometheus server?`);
}

async function ask(
  { url, dispatcher, signal, headers = {} }: PrometheusOptions,
  path: string,
  form: URLSearchParams | undefined,
  place: string,
): Promise<{ status: number; text: string }> {
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname.replace(/\/*$/, '/')}${path}`,
      method: form ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...authorizationOf(url),
        ...headers,
      },
      body: form?.toString() ?? null,
      signal,
    });
    return { status: response.statusCode, text: await boundedText(response, place) };
  } catch (error) {
    if (signal.aborted) throw signalReason(signal, place);
    if (error instanceof OpsError) throw error;
    throw new OpsError('unavailable', `${place} cannot be asked: ${networkWords(error)}`, { cause: error });
  }
}

async function boundedText({ body }: Dispatcher.ResponseData, place: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > longestAnswerBytes)
      throw new OpsError('too_large', `${place} answered with more than 20 MiB; ask for less`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function envelopeOf(text: string): z.infer<typeof envelopeSchema> | null {
  try {
    return envelopeSchema.parse(JSON.parse(text));
  } catch {
    return null; // Not the API's envelope: the caller says what it is instead.
  }
}

/** Without user and password, which a URL may hold. */
export function placeOf(url: URL): string {
  return `Prometheus at ${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
}

function authorizationOf(url: URL): { authorization?: string } {
  if (url.username === '' && url.password === '') return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function signalReason(signal: AbortSignal, place: string): unknown {
  const reason: unknown = signal.reason;
  const late = reason instanceof OpsError && reason.code === 'timed_out';
  return late ? new OpsError('timed_out', `${place} gave no answer in time: ${reason.message}`) : reason;
}

function networkWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const words: Record<string, string> = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection reset',
    ENOTFOUND: 'no such host',
    EAI_AGAIN: 'its name could not be resolved now',
    UND_ERR_SOCKET: 'the connection was closed before an answer',
    UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  };
  return words[code] ?? messageOf(error);
}
