// What the record holds of restarts and of times that were watched, before this start: without it a window would begin
// with every start anew.
import type { JournalEvent } from '#shared/model/system.ts';
import type { Journal } from '../journal/journal.ts';
import { longestWindowMs, type DockerSight } from './docker-sight.ts';
import type { KubernetesSight } from './kubernetes-sight.ts';

const pageSize = 500;
/** A day of more than this is not read whole; what is missing then counts as not watched. */
const mostPages = 40;

export function takeRecorded(
  journal: Journal,
  { docker, kubernetes }: { docker: DockerSight; kubernetes: KubernetesSight },
  nowMs: number,
): void {
  // prettier-ignore
  // Of another environment's systems nothing is taken for this one's.
  const [activated] = journal.page({ before: null, limit: 1, type: 'environment.activated' });
  const afterMs = Math.max(nowMs - longestWindowMs, activated?.recordedTime ?? 0);
  const dockerEvents = readBack(journal, 'docker.changed', afterMs);
  for (const { time, data } of dockerEvents.events) {
    const { name, action } = data as { name?: unknown; action?: unknown };
    if (typeof name === 'string' && typeof action === 'string') docker.recorded(name, action, time);
  }
  const kubeEvents = readBack(journal, 'kubernetes.changed', afterMs);
  for (const { time, data } of kubeEvents.events) {
    const { kind, change, namespace, name, restarts } = data as Record<string, unknown>;
    if (kind === 'pods' && change === 'restart') kubernetes.recorded(`${String(namespace)}/${String(name)}`, Number(restarts), time); // prettier-ignore
  }
  for (const { data } of readBack(journal, 'source.covered', afterMs).events) {
    const { source, from, to } = data as { source?: unknown; from?: unknown; to?: unknown };
    const read = source === 'docker' ? dockerEvents : kubeEvents;
    const span = { fromMs: Math.max(Number(from), read.fromMs), toMs: Number(to) };
    if (source === 'docker') docker.cover.add(span);
    if (source === 'kubernetes') kubernetes.pods.add(span);
  }
}

/** Ascending, and from when on they are whole. */
function readBack(journal: Journal, type: string, afterMs: number): { events: JournalEvent[]; fromMs: number } {
  const events: JournalEvent[] = [];
  let before: number | null = null;
  for (let page = 0; page < mostPages; page++) {
    const found: JournalEvent[] = journal.page({ before, limit: pageSize, type });
    events.push(...found.filter(({ recordedTime }) => recordedTime > afterMs));
    const last = found.at(-1);
    if (!last || found.length < pageSize || last.recordedTime <= afterMs) return { events: events.reverse(), fromMs: afterMs }; // prettier-ignore
    before = last.sequence;
  }
  return { fromMs: events.at(-1)?.recordedTime ?? afterMs, events: events.reverse() };
}
