// Asks an Alertmanager over its HTTP API, version 2. The two calls that change something are apart from those that read:
// what watches is never given them.
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { call, placeOf, type CallBody, type CallOptions } from '../prometheus/call.ts';
import { refusalOf } from '../prometheus/refusal.ts';

const labels = z.record(z.string(), z.string());
const alertSchema = z.object({
  labels,
  annotations: labels.default({}),
  fingerprint: z.string(),
  receivers: z.array(z.object({ name: z.string() })).default([]),
  startsAt: z.string(),
  endsAt: z.string().optional(),
  generatorURL: z.string().default(''),
  status: z.object({
    state: z.enum(['active', 'suppressed', 'unprocessed']),
    silencedBy: z.array(z.string()).nullish(),
    inhibitedBy: z.array(z.string()).nullish(),
  }),
});
export type AlertmanagerAlert = z.output<typeof alertSchema>;

const matcherSchema = z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean().default(true) }); // prettier-ignore
const silenceSchema = z.object({
  id: z.string(),
  status: z.object({ state: z.enum(['active', 'pending', 'expired']) }),
  matchers: z.array(matcherSchema),
  startsAt: z.string(),
  endsAt: z.string(),
  createdBy: z.string().default(''),
  comment: z.string().default(''),
});
export type AlertmanagerSilence = z.output<typeof silenceSchema>;

const statusSchema = z.object({ versionInfo: z.object({ version: z.string() }) });

export interface AlertmanagerClient {
  version: () => Promise<string>;
  /** @param filter matchers as Alertmanager writes them; it says itself which alerts they match. */
  alerts: (filter?: string[]) => Promise<AlertmanagerAlert[]>;
  silences: () => Promise<AlertmanagerSilence[]>;
}

/** What changes an Alertmanager. */
export interface AlertmanagerChanger {
  /** Answers with the new silence's id. */
  silence: (silence: Omit<AlertmanagerSilence, 'id' | 'status'>) => Promise<string>;
  expire: (id: string) => Promise<void>;
}

const mebi = 1024 * 1024;
/** Some eight thousand alerts. */
const limitBytes = 8 * mebi;

type Ask = <T>(path: string, schema: z.ZodType<T>, body?: CallBody) => Promise<T>;

/** Every call throws OpsError: `unavailable`, `denied`, `bad_input` in the server's words, `too_large`, `timed_out`. */
export function createAlertmanagerClient(options: CallOptions): AlertmanagerClient {
  const ask = asker(options);
  return {
    version: async () => (await ask('api/v2/status', statusSchema)).versionInfo.version,
    alerts: (filter = []) => {
      const query = new URLSearchParams(filter.map((matcher): [string, string] => ['filter', matcher])).toString();
      return ask(`api/v2/alerts${query === '' ? '' : `?${query}`}`, z.array(alertSchema));
    },
    silences: () => ask('api/v2/silences', z.array(silenceSchema)),
  };
}

export function createAlertmanagerChanger(options: CallOptions): AlertmanagerChanger {
  const ask = asker(options);
  return {
    silence: async (silence) => {
      const made = z.object({ silenceID: z.string() });
      return (await ask('api/v2/silences', made, { json: silence })).silenceID;
    },
    expire: async (id) => {
      await ask(`api/v2/silence/${encodeURIComponent(id)}`, z.unknown(), { method: 'DELETE' });
    },
  };
}

function asker(options: CallOptions): Ask {
  const named = { name: 'Alertmanager', ...options };
  const place = placeOf(named.url, named.name);
  return async (path, schema, body) => {
    const called = await call(named, path, body);
    const text = await called.text(limitBytes);
    if (called.status !== 200) {
      const { status, location } = called;
      throw refusalOf({ place, status, location, text, product: 'an Alertmanager' }, saidIn(status, text));
    }
    if (body?.method === 'DELETE') return schema.parse(null);
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      const words = error instanceof z.ZodError ? messageOf(error.issues[0] ?? error) : 'not JSON';
      throw new OpsError('unavailable', `${place} answered in a form that is not its API's: ${words}`.slice(0, 500), { cause: error }); // prettier-ignore
    }
  };
}

/** It says why as a JSON text, or as an object with a message. */
function saidIn(status: number, text: string): { type: string; words: string } | null {
  if (status !== 400 && status !== 404 && status !== 422 && status !== 500) return null;
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === 'string') return { type: '', words: said };
    const { data } = z.object({ message: z.string() }).safeParse(said);
    return data === undefined ? null : { type: '', words: data.message };
  } catch {
    // Another server's page: the status alone is told.
    return null;
  }
}
