// What happened in a time, for charts: restarts, deploys, gaps, triggers, judgements and notes out of the journal, in words.
// It judges nothing: whether one thing caused another is for whoever looks.
import type { AnnotationEntry, Annotations } from '#shared/model/annotation.ts';
import type { Json } from '#shared/model/facts.ts';
import { wordsOfEvent } from '#shared/model/timeline/event-words.ts';
import type { JournalEvent } from '#shared/model/system.ts';

export interface AnnotationsOptions {
  /** Events of a type that happened in a span, the newest first. */
  eventsBetween: (query: { type: string; fromMs: number; toMs: number; limit: number }) => JournalEvent[];
}

/** What says something beside a chart; the rest is for the timeline. */
export const annotatedTypes: readonly string[] = ['docker.changed', 'kubernetes.changed', 'source.gap', 'engine.gap', 'record.gap', 'trigger.firing', 'trigger.resolved', 'criterion.judged', 'soak.started', 'soak.judged', 'soak.finished', 'soak.stopped', 'incident.declared', 'incident.moved', 'action.done', 'note.saved']; // prettier-ignore
const dockerNews = new Set(['start', 'die', 'oom', 'health_status']);

/** Events of the cluster repeat what its objects show, many times over; only the bad ones tell more. */
function isNews({ type, data }: JournalEvent): boolean {
  const { kind, bad, action, outcome } = Object(data) as Record<string, Json>;
  // Too little evidence is no event of the system; what it came to is.
  if (type === 'criterion.judged' || type === 'soak.judged') return outcome === 'fail' || outcome === 'pass';
  if (type === 'kubernetes.changed') return kind !== 'events' || bad === true;
  return type !== 'docker.changed' || (typeof action === 'string' && dockerNews.has(action.split(':')[0] ?? ''));
}

export interface AnnotationsQuery {
  fromMs: number;
  toMs: number;
  limit: number;
}

/** Events of the span that say something beside a chart, at most `limit`, the newest. */
export function createAnnotations({ eventsBetween }: AnnotationsOptions) {
  return ({ fromMs, toMs, limit }: AnnotationsQuery): Annotations => {
    const found = annotatedTypes
      .flatMap((type) => eventsBetween({ type, fromMs, toMs, limit: limit + 1 }))
      .flatMap((event) => entryOf(event))
      .toSorted((a, b) => a.atMs - b.atMs || a.key.localeCompare(b.key));
    return { entries: found.slice(-limit), total: found.length };
  };
}

function entryOf(event: JournalEvent): AnnotationEntry[] {
  if (!isNews(event)) return [];
  const { title, detail, tone, fromMs, toMs = null } = wordsOfEvent(event);
  return [{ key: event.id, atMs: fromMs ?? event.time, toMs, title, detail: detailsOf(event, detail), tone }];
}

/** A flag has little room: the text of a note is not repeated in it. */
const detailsOf = ({ type }: JournalEvent, detail: string): string => (type === 'note.saved' ? '' : detail);
