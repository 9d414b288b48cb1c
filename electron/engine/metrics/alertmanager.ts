// The Alertmanager beside the Prometheus that is followed: its alerts and silences for the screens, and the one way by which a
// silence is made or ended: through the lock, recorded before and after.
import { matcherWords, type AlertmanagerAnswer, type ManagedAlert, type Matcher, type Silence, type SilenceWish } from '#shared/model/alertmanager.ts'; // prettier-ignore
import type { Json } from '#shared/model/facts.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { linesLimit } from '#shared/model/prometheus.ts';
import type { Locks } from '../environments/locks.ts';
import type { EventType } from '../journal/journal.ts';
import type { Access } from '../sources/prometheus/access.ts';
import { momentOf } from '../sources/prometheus/shapes.ts';
import { createAlertmanagerChanger, createAlertmanagerClient, type AlertmanagerAlert, type AlertmanagerChanger, type AlertmanagerClient, type AlertmanagerSilence } from '../sources/alertmanager/client.ts'; // prettier-ignore
import type { Way } from './way.ts';

export interface Alertmanager {
  answer: (signal?: AbortSignal) => Promise<AlertmanagerAnswer>;
  /** The alerts that such a silence would hold back now, as the server itself says; at most 200 of them. */
  preview: (matchers: readonly Matcher[], signal?: AbortSignal) => Promise<{ alerts: ManagedAlert[]; total: number }>;
  /** @throws OpsError `denied` while it is locked, or why it cannot be done; nothing is done that is not recorded. */
  silence: (wish: SilenceWish, by: string) => Promise<{ key: string }>;
  expire: (id: string, by: string) => Promise<void>;
}

export interface AlertmanagerOptions {
  way: Way;
  locks: Pick<Locks, 'permit'>;
  /** Resolves when it is on the disk. */
  record: (event: { type: EventType; subject: string; source: string; correlationId: string; data: Record<string, Json> }) => Promise<void>; // prettier-ignore
  onDefect: (error: unknown) => void;
  now: () => number;
  newId: () => string;
}

const limitMs = 10_000;
const previewLimit = 200;

export function createAlertmanager(options: AlertmanagerOptions): Alertmanager {
  const { way, now } = options;
  const ask = async <T>(signal: AbortSignal | undefined, question: (client: AlertmanagerClient) => Promise<T>) =>
    await within(way, signal, (access, both) => question(createAlertmanagerClient({ ...access, signal: both })));
  return {
    answer: async (signal) => {
      const readAt = now();
      const [alerts, silences] = await ask(signal, (client) => Promise.all([client.alerts(), client.silences()]));
      return {
        readAt,
        alerts: alerts.slice(0, linesLimit).map(alertRow),
        totalAlerts: alerts.length,
        silences: silences.toSorted(newestFirst).slice(0, linesLimit).map(silenceRow),
        totalSilences: silences.length,
      };
    },
    preview: async (matchers, signal) => {
      const alerts = await ask(signal, (client) => client.alerts(matchers.map(matcherWords)));
      return { alerts: alerts.slice(0, previewLimit).map(alertRow), total: alerts.length };
    },
    silence: async (wish, by) => {
      const { matchers, comment, durationMs } = wish;
      const startsAt = now();
      const asked = {
        matchers: matchers.map((matcher) => ({ ...matcher })),
        startsAt: new Date(startsAt).toISOString(),
        endsAt: new Date(startsAt + durationMs).toISOString(),
        createdBy: by,
        comment,
      };
      const subject = matchers.map(matcherWords).join(', ');
      const key = await change(options, { action: 'silence', subject, by, data: asked }, (changer) => changer.silence(asked)); // prettier-ignore
      return { key };
    },
    expire: async (id, by) => {
      await change(options, { action: 'expire', subject: `silence ${id}`, by, data: { id } }, (changer) => changer.expire(id)); // prettier-ignore
    },
  };
}

interface Intent {
  action: 'silence' | 'expire';
  subject: string;
  by: string;
  data: Record<string, Json>;
}

async function change<T>(
  options: AlertmanagerOptions,
  intent: Intent,
  make: (changer: AlertmanagerChanger) => Promise<T>,
): Promise<T> {
  const { locks, way, record, onDefect, newId } = options;
  const guarded = locks.permit('alertmanager');
  const { action, by } = intent;
  const subject = intent.subject.slice(0, 200);
  const data = { action, where: guarded.name, system: 'alertmanager', ...intent.data };
  const said = { subject, source: `person:${by}`, correlationId: newId() };
  await record({ type: 'action.confirmed', ...said, data });
  // It may have been locked, or another environment come, while the word was written.
  if (locks.permit('alertmanager') !== guarded) throw new OpsError('conflict', 'not begun: something else is connected now'); // prettier-ignore
  const done = (ok: boolean, message: string): Promise<void> =>
    record({ type: 'action.done', ...said, data: { ...data, ok, message } }).catch(onDefect);
  try {
    const made = await within(way, undefined, (access, signal) => make(createAlertmanagerChanger({ ...access, signal }))); // prettier-ignore
    await done(true, typeof made === 'string' ? `silence ${made}` : 'done');
    return made;
  } catch (error) {
    await done(false, messageOf(error));
    throw error;
  }
}

type Asked = Pick<Access, 'url' | 'dispatcher' | 'headers'>;

async function within<T>(
  way: Way,
  signal: AbortSignal | undefined,
  ask: (access: Asked, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new OpsError('timed_out', `waited ${limitMs / 1000} s`)), limitMs);
  const asker = signal === undefined ? way.signal() : AbortSignal.any([signal, way.signal()]);
  try {
    const { url, dispatcher, headers } = await way.open();
    return await ask({ url, dispatcher, headers }, AbortSignal.any([asker, late.signal]));
  } catch (error) {
    if (asker.aborted && !(error instanceof OpsError)) throw new OpsError('cancelled', 'The question was withdrawn.', { cause: error }); // prettier-ignore
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function alertRow(alert: AlertmanagerAlert): ManagedAlert {
  const { fingerprint, labels, annotations, status, receivers, startsAt, endsAt, generatorURL } = alert;
  return {
    key: fingerprint,
    labels,
    annotations,
    state: status.state,
    silencedBy: status.silencedBy ?? [],
    inhibitedBy: status.inhibitedBy ?? [],
    receivers: receivers.map(({ name }) => name),
    startsAtMs: momentOf(startsAt) ?? 0,
    endsAtMs: momentOf(endsAt),
    generatorUrl: generatorURL,
  };
}

function silenceRow({ id, status, matchers, startsAt, endsAt, createdBy, comment }: AlertmanagerSilence): Silence {
  return { key: id, state: status.state, matchers, startsAtMs: momentOf(startsAt) ?? 0, endsAtMs: momentOf(endsAt) ?? 0, createdBy, comment }; // prettier-ignore
}

/** Those that hold back now before those that no longer do. */
function newestFirst(a: AlertmanagerSilence, b: AlertmanagerSilence): number {
  const over = Number(a.status.state === 'expired') - Number(b.status.state === 'expired');
  return over === 0 ? (momentOf(b.startsAt) ?? 0) - (momentOf(a.startsAt) ?? 0) : over;
}
