// How far what a live screen shows can be trusted: the worst of the link, the feed and the source decides. Pure.
import type { Freshness as SourceState } from '#shared/model/system.ts';

/** `waiting`: nothing has been heard yet. */
export interface Freshness {
  state: 'waiting' | 'live' | 'stale' | 'denied' | 'off';
  since: number | null;
  reason: string;
  /** The moment that is shown while it is not the present; null where nothing was ever heard. */
  asOf: number | null;
}

/** What stands before the counts of a list, by how far they can be trusted. */
export function leadOf({ state }: Freshness): string {
  if (state === 'live') return '';
  return state === 'waiting' ? 'So far: ' : 'As last known: ';
}

export interface FreshnessInput {
  source: { state: SourceState; since: number; reason: string; seenAt: number | null } | undefined;
  /** The link or a feed itself is lost; then nobody knows how the source is. */
  lost: { since: number | null; reason: string } | null;
  heardAt: number | null;
}

export function freshnessOf({ source, lost, heardAt }: FreshnessInput): Freshness {
  const asOf = source?.seenAt ?? heardAt;
  if (lost !== null && heardAt !== null) return { state: 'stale', asOf: heardAt, ...lost };
  if (lost !== null || source === undefined) {
    return { state: 'waiting', since: null, reason: lost?.reason ?? '', asOf: null };
  }
  const { state, since, reason } = source;
  if (state === 'connecting') return { state: source.seenAt === null ? 'waiting' : 'stale', since, reason, asOf };
  if (state === 'live' && heardAt === null) return { state: 'waiting', since, reason: '', asOf: null };
  return { state, since, reason, asOf };
}
