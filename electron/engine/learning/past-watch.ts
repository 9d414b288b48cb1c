// What triggers on containers, pods and rollouts would have seen, moment by moment, out of the record: the same sights as
// live, fed with what was recorded.
import type { Container } from '#shared/model/container.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { objectsAtInTurns } from '../recorder/objects-at.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsInSpan } from '../store/journal-times.ts';
import { createDockerSight, longestWindowMs } from '../triggers/docker-sight.ts';
import { createKubernetesSight } from '../triggers/kubernetes-sight.ts';
import type { Sights } from '../triggers/observe-local.ts';
import type { Span } from '../triggers/watched-spans.ts';
import { coveredSpans, type LiveSince } from './covered-spans.ts';

export interface PastWatch {
  sights: Sights;
  /** Moves on to a moment, never back; a promise where that takes a while. */
  moveTo: (atMs: number) => Promise<void> | null;
  /** Numbers of the events of a subject in a span, for evidence. */
  eventsOf: (name: string, span: Span) => JournalEvent[];
}

export interface PastWatchAsked extends Span {
  source: 'docker' | 'kubernetes';
  kinds: readonly ('containers' | 'pods' | 'deployments')[];
  liveSince: LiveSince;
}

/** A step of a rollout has no other event than that of its object. */
const objectNews = ['object.appeared', 'object.changed', 'object.gone'];
const isObjectNews = (type: string): boolean => objectNews.includes(type);

/** Events of a day of trouble; where there are more, the oldest are missing and count as not watched. */
const mostEvents = 20_000;

export function createPastWatch(read: ReadDb, { source, kinds, fromMs, toMs, liveSince }: PastWatchAsked): PastWatch {
  let atMs = fromMs;
  const sights: Sights = { docker: createDockerSight(() => atMs), kubernetes: createKubernetesSight(() => atMs) };
  const beforeMs = fromMs - longestWindowMs;
  const found = eventsInSpan(read, { fromMs: beforeMs, toMs, types: [`${source}.changed`, ...objectNews], limit: mostEvents }).toReversed(); // prettier-ignore
  const knownFromMs = found.length === mostEvents ? (found[0]?.time ?? fromMs) : beforeMs;
  const events = found.filter(({ type, data }) => !isObjectNews(type) || kinds.some((kind) => kind === (Object(data) as { kind?: unknown }).kind)); // prettier-ignore
  const spans = coveredSpans(read, source, { fromMs: beforeMs, toMs }, liveSince).map((span) => ({ ...span, fromMs: Math.max(span.fromMs, knownFromMs) })); // prettier-ignore
  const covers = source === 'docker' ? [sights.docker.cover] : [sights.kubernetes.pods, sights.kubernetes.deployments];
  for (const cover of covers) for (const span of spans) cover.add(span);
  let next = 0;
  let listedMs: number | null = null;
  const shown = new Map<string, Container>();

  const take = ({ time, data }: JournalEvent): void => {
    const { name, action, kind, change, namespace, restarts } = Object(data) as Record<string, unknown>;
    if (source === 'docker') {
      if (typeof name === 'string' && typeof action === 'string') sights.docker.recorded(name, action, time);
    } else if (kind === 'pods' && change === 'restart') {
      sights.kubernetes.recorded(`${String(namespace)}/${String(name)}`, Number(restarts), time);
    }
  };
  const list = async (): Promise<void> => {
    for (const kind of kinds) {
      const rows = (await objectsAtInTurns(read, { source, kind, at: atMs, known: 'now' })).map(({ row }) => row);
      if (kind === 'containers') {
        const all = rows as unknown as Container[];
        const gone = [...shown.keys()].filter((id) => !all.some((one) => one.id === id));
        shown.clear();
        for (const one of all) shown.set(one.id, one);
        sights.docker.rows(all, gone);
      } else {
        // Restarts are told by their events: a row that stands beside itself adds none.
        const changes = (rows as unknown as KubeRow[]).map((after) => ({ before: kind === 'pods' ? after : undefined, after })); // prettier-ignore
        sights.kubernetes.rows(kind, changes as never, true);
      }
    }
    listedMs = atMs;
  };
  return {
    sights,
    moveTo: (toAtMs) => {
      atMs = toAtMs;
      let news = listedMs === null;
      for (let event = events[next]; event !== undefined && event.time <= atMs; event = events[++next]) {
        take(event);
        news = true;
      }
      const watched = spans.some((span) => span.fromMs <= atMs && atMs <= span.toMs);
      // The state alone: what was watched is known from the record, and is not counted on here.
      for (const cover of covers) cover.status(watched ? 'live' : 'stale', watched ? '' : 'nobody was looking then');
      return news ? list() : null;
    },
    eventsOf: (name, span) =>
      events.filter(({ time, subject, data }) => time >= span.fromMs && time <= span.toMs && (subject === name || (Object(data) as { name?: unknown }).name === name)), // prettier-ignore
  };
}
