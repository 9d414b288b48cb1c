// What is told of the watch on Kubernetes as a whole: one status for the bar, and gaps for the journal.
import type { KubeConnection, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { Json } from '#shared/model/facts.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { EventType } from '../journal/journal.ts';

/** As fresh as the stalest of its parts: live only where the connection is and no followed kind lags. */
export function sourceStatusOf(
  before: SourceStatus,
  { state, reason, seenAt }: KubeConnection,
  kinds: KubeKindStatus[],
  now: number,
): SourceStatus {
  const verdict = state === 'live' ? kindsOf(kinds, before.state === 'live') : { state, reason };
  const heard = verdict.state === 'stale' ? oldest(kinds, seenAt) : seenAt;
  const changed = verdict.state !== before.state;
  const since = changed ? (verdict.state === 'stale' ? (heard ?? now) : now) : before.since;
  return { ...before, ...verdict, seenAt: heard, since };
}

/** `live`: a kind that somebody now looks at for the first time does not make the others less so. */
function kindsOf(kinds: KubeKindStatus[], live: boolean): Pick<SourceStatus, 'state' | 'reason'> {
  const stale = kinds.filter(({ state }) => state === 'stale');
  if (stale.length > 0) return { state: 'stale', reason: inWords(stale) };
  const connecting = kinds.filter(({ state }) => state === 'connecting');
  if (connecting.length > 0 && !live) return { state: 'connecting', reason: `reading ${connecting.map(({ key }) => key).join(', ')}` }; // prettier-ignore
  const followed = kinds.filter(({ state }) => state === 'live' || state === 'denied');
  const denied = followed.filter(({ state }) => state === 'denied');
  if (followed.length > 0 && denied.length === followed.length) return { state: 'denied', reason: inWords(denied) };
  return { state: 'live', reason: '' };
}

function inWords(kinds: KubeKindStatus[]): string {
  return `${kinds.map(({ key }) => key).join(', ')}: ${kinds[0]?.reason ?? ''}`;
}

function oldest(kinds: KubeKindStatus[], otherwise: number | null): number | null {
  const seen = kinds.flatMap(({ state, seenAt }) => (state === 'stale' && seenAt !== null ? [seenAt] : []));
  return seen.length > 0 ? Math.min(...seen) : otherwise;
}

/** Where a kind had to be read anew, what happened in between left no trace but its end. */
export function gapOf(
  before: KubeKindStatus,
  after: KubeKindStatus,
  now: number,
): { type: EventType; subject: string; time: number; data: Record<string, Json> } | null {
  if (after.relists <= before.relists) return null;
  const from = before.state === 'stale' ? before.since : (before.seenAt ?? now);
  const data = { source: 'kubernetes', kind: after.key, from, to: now, reason: before.reason };
  return { type: 'source.gap', subject: after.key, time: now, data };
}

/** What a person wants to know who asks why it is as it is. */
export function factsOf(connection: KubeConnection, kinds: KubeKindStatus[]): Record<string, string> {
  const { context, server, user, proxy, caDigest, version, unverified, state, reason, seenAt } = connection;
  const followed = kinds.filter((kind) => kind.state !== 'off');
  const sum = (of: (kind: KubeKindStatus) => number): string =>
    String(followed.reduce((total, kind) => total + of(kind), 0));
  return {
    connectedContext: context ?? '',
    connection: reason === '' ? state : `${state}: ${reason}`,
    server: server ?? '',
    user: user ?? '',
    serverVersion: version ?? '',
    certificates: unverified ? 'not checked' : caDigest === null ? "checked with the system's CAs" : `checked with the CA ${caDigest.slice(0, 16)}`, // prettier-ignore
    proxy: proxy ?? 'none',
    heardOf: seenAt === null ? 'never' : new Date(seenAt).toISOString(),
    followed: followed.map(({ key, state: kind, count }) => `${key} ${count} ${kind}`).join(', '),
    events: sum(({ events }) => events),
    reconnects: sum(({ reconnects }) => reconnects),
    relists: sum(({ relists }) => relists),
  };
}
