// Wires the wall: what the watches see goes to it and, for Kubernetes, into the journal.
import type { JournalEvent } from '#shared/model/system.ts';
import type { EventType } from '../journal/journal.ts';
import { appendOnce, identityOf } from '../recorder/source-identity.ts';
import { createKubernetesNews, eventIdentity } from '../watch/kubernetes-news.ts';
import type { RowListener } from '../watch/kubernetes-watch.ts';
import { createWall, type Wall } from '../watch/wall/wall.ts';
import type { Recording } from './recording.ts';

export interface WatchWall {
  wall: Wall;
  /** To be told of the rows of Kubernetes. */
  onRows: RowListener;
  /** To be told of what the watch on Kubernetes records. */
  onRecord: (event: { type: EventType; time: number; data: Record<string, unknown> }) => void;
  close: () => void;
}

const tickMs = 1000;
const pageSize = 500;
const mostPages = 10;

export function createWatchWall({ journal, writer, now, onDefect }: Recording): WatchWall {
  const wall = createWall({ now });
  const timer = setInterval(() => wall.tick(), tickMs).unref();
  /** The newest of them; a cluster keeps its events for an hour. */
  const recordedEvents = function* (): Generator<string> {
    let before: number | null = null;
    for (let page = 0; page < mostPages; page++) {
      const events: JournalEvent[] = journal.page({ before, limit: pageSize, type: 'kubernetes.changed' });
      for (const { data } of events) {
        const { kind, uid, count } = data as { kind?: unknown; uid?: unknown; count?: unknown };
        if (kind === 'events' && typeof uid === 'string') yield eventIdentity(uid, Number(count));
      }
      const last = events.at(-1);
      if (!last || events.length < pageSize) return;
      before = last.sequence;
    }
  };
  const onRows = createKubernetesNews({
    wall,
    now,
    recorded: recordedEvents,
    record: (events) => {
      // In pieces: one task of the writer's holds up everything behind it.
      for (let at = 0; at < events.length; at += pageSize) {
        const piece = events.slice(at, at + pageSize).map((event) => {
          const { kind, uid, count } = event.data;
          const isEvent = kind === 'events' && typeof uid === 'string';
          // A cluster tells its events anew at every start; one is told once for each time that it was counted up.
          const identity = isEvent ? identityOf('kubernetes', '', eventIdentity(uid, Number(count))) : null;
          return { event: { ...event, source: 'kubernetes' }, identity };
        });
        writer.write('telemetry', (db) => appendOnce(db, journal, piece)).catch(onDefect);
      }
    },
  });
  return {
    wall,
    onRows,
    onRecord: ({ type, time, data }) => {
      if (type !== 'source.gap') return;
      const reason = typeof data['reason'] === 'string' && data['reason'] !== '' ? `: ${data['reason']}` : '';
      const kind = typeof data['kind'] === 'string' ? data['kind'] : 'objects';
      wall.kubernetes.gap(time, `${kind} had to be read anew, what happened in between is not known${reason}`);
    },
    close: () => clearInterval(timer),
  };
}
