// What is known of the ways to the sources, as names and values: the environment, the locks, the Kubernetes connection and
// each kind that is followed on it. Pure; no value of a variable and no credential is among them.
import type { Environment, Lock } from '#shared/model/environment.ts';
import type { KubeConfigView, KubeConnection, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { absoluteInWords, grouped } from '../../components/times.ts';

export type Facts = Record<string, string>;

const momentOr = (at: number | null, none: string): string => (at === null ? none : absoluteInWords(at));

export function factsOfEnvironment(environment: Environment, locks: Iterable<Lock>): Facts {
  const { name, protected: isProtected, docker, kubernetes, prometheusUrl, vars } = environment;
  const pinned = kubernetes === null ? 'none' : `${kubernetes.context} at ${kubernetes.server}, CA ${kubernetes.caDigest ?? "the system's"}`; // prettier-ignore
  const facts: Facts = {
    name,
    protected: isProtected ? 'yes' : 'no',
    'Docker endpoint': docker ?? 'as the docker command line',
    'Kubernetes context': pinned,
    namespaces: kubernetes === null || kubernetes.namespaces.length === 0 ? 'all' : kubernetes.namespaces.join(', '),
    Prometheus: prometheusUrl ?? 'none',
    variables: Object.keys(vars).join(', ') || 'none',
  };
  for (const { key, name: of, locked, unlockedUntil, unlockedBy } of locks) {
    const open = unlockedUntil === null ? 'not protected' : `unlocked until ${absoluteInWords(unlockedUntil)} by ${unlockedBy}`; // prettier-ignore
    facts[`lock of ${key}`] = of === null ? 'nothing is connected' : locked ? `${of} is locked` : `${of} is ${open}`;
  }
  return facts;
}

export function factsOfSource({ state, since, reason, seenAt, warning }: SourceStatus): Facts {
  return {
    state,
    since: absoluteInWords(since),
    ...(reason === '' ? {} : { reason }),
    'last event': momentOr(seenAt, 'none yet'),
    ...(warning === undefined ? {} : { warning }),
  };
}

export function factsOfConnection(connection: KubeConnection, config: KubeConfigView | null): Facts {
  const { context, server, user, version, namespaces, proxy, caDigest, unverified } = connection;
  const used = config?.files.filter((file) => file.used).map(({ path }) => path) ?? [];
  const always = {
    state: connection.state,
    since: absoluteInWords(connection.since),
    ...(connection.reason === '' ? {} : { reason: connection.reason }),
    'config files': config === null ? 'not read yet' : used.join(', ') || 'none found',
    context: context ?? 'none connected',
  };
  // Of a way that is not gone nothing is said, least of all that it is safe.
  if (context === null) return always;
  return {
    ...always,
    'logged in by': loginOf(context, config),
    server: server ?? 'not known',
    user: user ?? 'not known',
    'server version': version ?? 'not known',
    namespaces: namespaces.length === 0 ? 'all' : namespaces.join(', '),
    proxy: proxy ?? 'none',
    certificates: unverified ? 'NOT CHECKED' : 'checked',
    'CA SHA-256': caDigest ?? "the system's",
    'last event': momentOr(connection.seenAt, 'none yet'),
    ...(connection.retryAt === null ? {} : { 'tried again at': absoluteInWords(connection.retryAt) }),
  };
}

/** The program that answers for the login; the words it is given may hold more than others should read. */
function loginOf(context: string, config: KubeConfigView | null): string {
  const auth = config?.contexts.find(({ name }) => name === context)?.auth;
  if (auth === undefined) return 'not known';
  if (auth.kind === 'exec') return auth.path ?? `${auth.argv[0] ?? 'a command'}, which was not found: ${auth.problem}`;
  return auth.kind === 'unsupported' ? auth.problem : auth.kind.replace('_', ' ');
}

/** Those that anybody looks at, the ones in need of a look first. */
export function followedKinds(kinds: Iterable<KubeKindStatus>): KubeKindStatus[] {
  const rank = ({ state }: KubeKindStatus): number => ['denied', 'stale', 'connecting', 'live', 'off'].indexOf(state);
  return [...kinds].filter(({ state }) => state !== 'off').toSorted((a, b) => rank(a) - rank(b));
}

/** Each kind as one fact. */
export function factsOfKinds(kinds: readonly KubeKindStatus[]): Facts {
  return Object.fromEntries(
    kinds.map(({ key, state, reason, count, events, relists, reconnects, seenAt }) => [
      key,
      `${state}${reason === '' ? '' : ` (${reason})`}, ${grouped(count)} objects, ${grouped(events)} events, ${grouped(relists)} relists, ${grouped(reconnects)} reconnects, last event ${momentOr(seenAt, 'none yet')}`,
    ]),
  );
}
