// Wires the metrics: the Prometheus and the Alertmanager of the active environment, how fresh they are, and when they were
// watched, into the journal.
import { randomUUID } from 'node:crypto';
import type { Container } from '#shared/model/container.ts';
import type { Environment } from '#shared/model/environment.ts';
import { plainAccess } from '#shared/model/metrics-access.ts';
import type { MetricsCandidate, MetricsKey, MetricsStatus } from '#shared/model/prometheus.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { ShellEvent } from '#shared/shell/host-messages.ts';
import type { Gap } from '../clock/clock-watch.ts';
import type { Locks } from '../environments/locks.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import { createAlertmanager, type Alertmanager } from '../metrics/alertmanager.ts';
import { discoverPrometheus } from '../metrics/discover.ts';
import { followServer, type ServerFollower } from '../metrics/follow-server.ts';
import { lookAtAlertmanager } from '../metrics/look-at-alertmanager.ts';
import { lookAtPrometheus } from '../metrics/look-at-prometheus.ts';
import { createPrometheusReader, type PrometheusReader } from '../metrics/prometheus-reader.ts';
import { createWay, type Meant } from '../metrics/way.ts';
import { createSecretReader } from '../secrets/secret-reader.ts';
import { createCoverage } from '../watch/coverage.ts';
import type { Recording } from './recording.ts';

export interface Metrics {
  reader: PrometheusReader;
  alertmanager: Alertmanager;
  status: Pick<Feed<MetricsStatus>, 'subscribe'>;
  discover: (signal?: AbortSignal) => Promise<MetricsCandidate[]>;
  /** Looks now instead of later. */
  retry: () => void;
  /** Another environment is active, or the active one names other servers. */
  follow: () => void;
  /** What a look on request found may be shown where nothing is followed. */
  followed: (key: string) => boolean;
  note: (event: ShellEvent) => void;
  noteGap: (gap: Gap) => void;
  close: () => void;
}

export interface MetricsOptions {
  sources: Feed<SourceStatus>;
  env: Record<string, string | undefined>;
  active: () => Environment;
  locks: Locks;
  containers: () => Promise<readonly Container[]>;
  demoUrl: () => string | null;
  keychain?: ((name: string) => Promise<string | null>) | undefined;
}

export function createMetrics(recording: Recording, options: MetricsOptions): Metrics {
  const { now, redactor } = recording;
  const { active, env, locks } = options;
  const secrets = createSecretReader({ env, onSecret: redactor.learn, keychain: options.keychain });
  const ways = { prometheus: createWay('Prometheus', secrets), alertmanager: createWay('Alertmanager', secrets) };
  const status = createFeed<MetricsStatus>();
  const tell = createTeller(recording, options.sources);
  const reader = createPrometheusReader({ way: ways.prometheus, onSilence: () => followers.prometheus.doubt() });

  const followers: Record<MetricsKey, ServerFollower> = {
    prometheus: followServer({
      key: 'prometheus',
      name: 'Prometheus',
      way: ways.prometheus,
      none: 'no Prometheus is named in this environment',
      target: () => Promise.resolve(prometheusOf(active())),
      look: (access, signal, known) => lookAtPrometheus(access, signal, known, now),
      now,
      onStatus: (next) => {
        const before = status.get('prometheus')?.state;
        status.publish([next]);
        tell(next);
        // Which Alertmanager there is, may be Prometheus' to say.
        if (next.state === 'live' && before !== 'live') followers.alertmanager.retry();
      },
    }),
    alertmanager: followServer({
      key: 'alertmanager',
      name: 'Alertmanager',
      way: ways.alertmanager,
      none: 'neither this environment nor its Prometheus names an Alertmanager',
      // Prometheus may be told of one at any time.
      noneEveryMs: 10_000,
      target: (signal) => alertmanagerOf(active(), reader, status.get('prometheus'), ways.alertmanager.meant(), signal),
      look: lookAtAlertmanager,
      now,
      onStatus: (next) => {
        status.publish([next]);
        tell(next);
        guardAlertmanager(locks, active(), next);
      },
    }),
  };
  status.publish([followers.prometheus.status(), followers.alertmanager.status()]);
  const each = (act: (follower: ServerFollower) => void): void => Object.values(followers).forEach(act);
  const follow = (): void => {
    ways.prometheus.lead(prometheusOf(active()));
    guardAlertmanager(locks, active(), followers.alertmanager.status());
    each((follower) => follower.repoint());
  };
  ways.prometheus.lead(prometheusOf(active()));

  return {
    reader,
    alertmanager: createAlertmanager({
      way: ways.alertmanager,
      locks,
      record: async (event) => {
        await recording.writer.write('audit', (db) => recording.journal.append(db, event));
      },
      onDefect: recording.onDefect,
      now,
      newId: randomUUID,
    }),
    status,
    discover: async (signal) => {
      const containers = await options.containers();
      return await discoverPrometheus({ env, containers: () => containers, demoUrl: options.demoUrl }, signal);
    },
    retry: () => each((follower) => follower.retry()),
    follow,
    followed: (key) => key === 'prometheus' && ways.prometheus.meant() !== null,
    note: ({ kind }) => {
      if (kind === 'suspend') each((follower) => follower.pause('this machine goes to sleep'));
      if (kind === 'resume') each((follower) => follower.resume());
    },
    noteGap: ({ kind, from, to }) => {
      if (kind === 'set_back') return;
      each((follower) => {
        follower.pause(`this machine or process stood still for ${Math.round((to - from) / 1000)} s`);
        follower.resume();
      });
    },
    close: () => each((follower) => follower.close()),
  };
}

/** Each status to the status bar and, as coverage, into the journal. What is not named has no place in the bar. */
function createTeller(
  { writer, journal, onDefect }: Recording,
  sources: Feed<SourceStatus>,
): (status: MetricsStatus) => void {
  const coverOf = (source: string) =>
    createCoverage({
      source,
      record: (event) => {
        writer.write('telemetry', (db) => journal.append(db, { ...event, source })).catch(onDefect);
      },
    });
  const covers = { prometheus: coverOf('prometheus'), alertmanager: coverOf('alertmanager') };
  return (status) => {
    const { key, name, state, since, reason, seenAt, warning } = status;
    const shown: SourceStatus = { key, name, state, since, reason, seenAt, ...(warning !== undefined && { warning }) };
    if (status.place === null) sources.publish([], [key]);
    else sources.publish([shown]);
    covers[key](shown);
  };
}

function prometheusOf({ prometheusUrl, prometheus }: Environment): Meant | null {
  return prometheusUrl === null ? null : { url: new URL(prometheusUrl), access: prometheus, from: '' };
}

/** As the environment names it, or else as Prometheus does; while that cannot be asked, the one it named last. */
async function alertmanagerOf(
  { alertmanagerUrl, alertmanager }: Environment,
  reader: PrometheusReader,
  prometheus: MetricsStatus | undefined,
  last: Meant | null,
  signal: AbortSignal,
): Promise<Meant | null> {
  if (alertmanagerUrl !== null) return { url: new URL(alertmanagerUrl), access: alertmanager, from: '' };
  if (prometheus === undefined || prometheus.place === null) return null;
  if (prometheus.state !== 'live') return last;
  if (!prometheus.capabilities.includes('alertmanagers')) return null;
  const found = await reader
    .ask({ timeoutMs: 5000, signal }, (client) => client.alertmanagers())
    .catch((error: unknown) => {
      // That Prometheus does not answer says nothing about an Alertmanager that is known already.
      if (last === null) throw error;
      return null;
    });
  if (found === null) return last;
  const [first] = found.filter((url) => URL.canParse(url));
  if (first === undefined) return null;
  const from = found.length === 1 ? 'named by Prometheus' : `the first of ${found.length} that Prometheus names`;
  return { url: new URL(first.replace(/\/api\/v[12]\/alerts\/?$/, '')), access: plainAccess, from };
}

/** Before an Alertmanager stands its environment; two of the same name are told apart by where it is. */
function guardAlertmanager(
  locks: Locks,
  { key, name, protected: isProtected }: Environment,
  { place }: MetricsStatus,
): void {
  locks.guard('alertmanager', place === null ? null : { name, identity: `${key} ${place}`, protected: isProtected });
}
