// What happened in a time, for charts: restarts, deploys, gaps, triggers and notes out of the journal, in words.
// It judges nothing: whether one thing caused another is for whoever looks.
import type { AnnotationEntry, Annotations } from '#shared/model/annotation.ts';
import type { Json } from '#shared/model/facts.ts';
import type { JournalEvent } from '#shared/model/system.ts';

export interface AnnotationsOptions {
  /** Events of a type that happened in a span, the newest first. */
  eventsBetween: (query: { type: string; fromMs: number; toMs: number; limit: number }) => JournalEvent[];
}

type Data = Record<string, Json>;
/** Null for an event that is no news on a chart. */
type Describe = (data: Data, event: JournalEvent) => Pick<AnnotationEntry, 'title' | 'tone'> & Partial<AnnotationEntry> | null; // prettier-ignore

const words = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const plain = (title: string, detail = '') => ({ title, detail, tone: 'plain' as const });
const bad = (title: string, detail = '') => ({ title, detail, tone: 'bad' as const });

const describers: Record<string, Describe> = {
  'docker.changed': dockerChange,
  'kubernetes.changed': ({ words: said, bad: isBad, kind, name }, { subject }) =>
    // Events of the cluster repeat what its objects show, many times over; only the bad ones tell more.
    kind === 'events' && isBad !== true
      ? null
      : { title: `${subject ?? words(name)}: ${words(said)}`, tone: isBad === true ? 'bad' : 'plain' },
  'source.gap': ({ source, reason }) => ({ title: `${words(source)}: changes may be missing`, detail: words(reason), tone: 'gap' }), // prettier-ignore
  'engine.gap': ({ from, to }) => ({ title: 'Nobody was looking: the console was not running', ...interval(from, to), tone: 'gap' }), // prettier-ignore
  'record.gap': () => ({ title: 'Not everything could be recorded', tone: 'gap' }),
  'trigger.firing': (data, { subject }) => bad(`Fires: ${subject ?? ''}`, words(data['words'])),
  'trigger.resolved': (_data, { subject }) => ({ title: `Resolved: ${subject ?? ''}`, tone: 'good' }),
  'incident.opened': ({ title }, { subject }) => bad(`Incident: ${words(title) || (subject ?? '')}`),
  'incident.closed': ({ title }, { subject }) => ({ title: `Incident closed: ${words(title) || (subject ?? '')}`, tone: 'good' }), // prettier-ignore
  'action.done': ({ action, ok }, { subject }) =>
    ok === false ? bad(`Failed: ${words(action)} ${subject ?? ''}`) : plain(`${words(action)} ${subject ?? ''}`.trim()),
  'note.saved': (_data, { subject }) => plain(`Note on ${subject ?? 'a plan'}`),
};
export const annotatedTypes: readonly string[] = Object.keys(describers);

function dockerChange({ name, action, image, exitCode }: Data): ReturnType<Describe> {
  const [verb = '', detail = ''] = words(action).split(': ');
  const who = words(name);
  if (verb === 'start') return plain(`${who} started`, words(image));
  if (verb === 'die') return exitCode === 0 ? plain(`${who} ended`) : bad(`${who} ended with ${typeof exitCode === 'number' ? `exit code ${exitCode}` : 'an unknown exit code'}`); // prettier-ignore
  if (verb === 'oom') return bad(`${who} ran out of memory`);
  if (verb === 'health_status') return detail === 'unhealthy' ? bad(`${who} is unhealthy`) : { title: `${who} is ${detail}`, tone: 'good' }; // prettier-ignore
  return null;
}

const interval = (from: Json | undefined, to: Json | undefined) =>
  typeof from === 'number' && typeof to === 'number' && to > from ? { atMs: from, toMs: to } : {};

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
  const described = describers[event.type]?.(Object(event.data) as Data, event) ?? null;
  return described === null ? [] : [{ key: event.id, atMs: event.time, toMs: null, detail: '', ...described }];
}
