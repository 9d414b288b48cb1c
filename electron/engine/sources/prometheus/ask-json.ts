// One question to Prometheus' HTTP API: its envelope opened, and everything that is not an answer put into words.
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { OpsError } from '#shared/model/ops-error.ts';
import { createBreathe } from '../kubernetes/breathe.ts';
import { call, placeOf, type Called, type CallOptions } from './call.ts';
import { refusalOf } from './refusal.ts';
import { scanElements } from './scan-elements.ts';

export { placeOf };

const mebi = 1024 * 1024;
/** The most that is parsed in one piece where others wait for the loop. */
export const pieceLimitBytes = 4 * mebi;
const streamLimitBytes = 64 * mebi;
const beginningBytes = 64 * 1024;
/** What is parsed before the loop has its turn. */
const sliceMs = 8;
const breathe = createBreathe(sliceMs, () => performance.now());

const envelopeSchema = z.object({
  status: z.enum(['success', 'error']),
  data: z.unknown().optional(),
  errorType: z.string().default(''),
  error: z.string().default(''),
  warnings: z.array(z.string()).nullish(),
  infos: z.array(z.string()).nullish(),
});

export interface Envelope {
  data: unknown;
  warnings: string[];
  infos: string[];
}

/** Asks with GET, or with POST where a form is given. Throws OpsError as createPrometheusClient says. */
export async function askJson(
  options: CallOptions,
  path: string,
  form?: URLSearchParams,
  limitBytes = 20 * mebi,
): Promise<Envelope> {
  const called = await call(options, path, form ? { form } : {});
  const place = placeOf(options.url, options.name);
  if (called.status !== 200) throw await refused(called, place);
  const text = await called.text(limitBytes);
  return opened(() => JSON.parse(text), called, place, text);
}

export interface Elements {
  /** The array whose members are taken one by one; all else is in the envelope. */
  key: string;
  /** How many keys stand above it. */
  depth: number;
  /** Given each as its JSON, while the answer arrives. What it throws ends the question. */
  take: (element: Buffer) => void;
}

/**
 * As askJson, for answers of any length: its elements are handed on in slices that leave the loop free, none is kept.
 * Refuses what is too long as soon as that is known.
 */
export async function askElements(
  options: CallOptions,
  path: string,
  { key, depth, take }: Elements,
  form?: URLSearchParams,
): Promise<Envelope> {
  const called = await call(options, path, form ? { form } : {});
  const place = placeOf(options.url, options.name);
  if (called.status !== 200) throw await refused(called, place);
  const scanner = scanElements({ key, depth }, pieceLimitBytes);
  let beginning = '';
  for await (const chunk of called.chunks(options.longestBytes ?? streamLimitBytes)) {
    if (beginning.length < 200) beginning += chunk.toString('utf8', 0, 200);
    for (const element of scanned(() => scanner.push(chunk), place)) {
      take(element);
      await breathe();
    }
    await breathe();
  }
  return opened(scanner.end, called, place, beginning);
}

function scanned(push: () => Buffer[], place: string): Buffer[] {
  try {
    return push();
  } catch (error) {
    throw new OpsError('too_large', `${place} answered with one piece of more than 4 MiB; ask for less`, { cause: error }); // prettier-ignore
  }
}

function opened(parse: () => unknown, { status, location }: Called, place: string, text: string): Envelope {
  let json: unknown;
  try {
    json = parse();
  } catch (error) {
    if (/^\s*\{\s*"status"/.test(text))
      throw new OpsError('unavailable', `${place} answered with JSON that is not whole`, { cause: error });
    throw refusalOf({ place, status, location, text }, null);
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) throw refusalOf({ place, status, location, text }, null);
  const { data, warnings, infos, errorType: type, error: words } = envelope.data;
  if (envelope.data.status === 'error') throw refusalOf({ place, status, location, text }, { type, words });
  return { data, warnings: warnings ?? [], infos: infos ?? [] };
}

/** A status that is no success; its body may say why. */
async function refused({ status, location, text }: Called, place: string): Promise<OpsError> {
  const body = await text(beginningBytes).catch((error: unknown) => {
    // The status says enough where its body is endless; that the time is over is said as such.
    if (error instanceof OpsError && error.code !== 'too_large') throw error;
    return '';
  });
  return refusalOf({ place, status, location, text: body }, saidIn(body));
}

function saidIn(body: string): { type: string; words: string } | null {
  try {
    const { data } = envelopeSchema.safeParse(JSON.parse(body));
    return data?.status === 'error' ? { type: data.errorType, words: data.error } : null;
  } catch {
    // Not the API's envelope: the status alone is told.
    return null;
  }
}
