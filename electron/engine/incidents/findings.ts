// What the record shows of a time, one line for each event that says something: what fired, what failed, what changed, and
// when nobody was looking. It judges no cause.
import type { Json } from '#shared/model/facts.ts';
import type { Finding } from '#shared/model/incident/declare.ts';
import type { JournalEvent } from '#shared/model/system.ts';

type Data = Record<string, Json>;
type Said = Pick<Finding, 'kind' | 'source' | 'words' | 'bad'> & { subject?: string; ref?: string | null };
/** Null for an event that says nothing here. */
type Describe = (data: Data, subject: string) => Said | null;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const shortened = (words: string): string => (words.length > 300 ? `${words.slice(0, 299)}…` : words);

/** The name under which an object is linked: that of what stays when it is made anew. */
export const objectRef = (source: 'docker' | 'kubernetes', subject: string): string => `${source}/${subject}`;

const unknown = (data: Data): Said => ({ kind: 'gap', source: 'triggers', words: `could not be evaluated: ${text(data['words'])}`, bad: false, ref: text(data['key']) }); // prettier-ignore
const judged = (source: string, data: Data): Said | null =>
  data['outcome'] === 'fail' ? { kind: 'failed', source, words: `failed: ${text(data['reason'])}`, bad: true } : null;
const edited = (words: string): Describe => (data) => ({ kind: 'change', source: 'console', words: `${words}${text(data['by']) === '' ? '' : ` by ${text(data['by'])}`}`, bad: false }); // prettier-ignore

const describers: Record<string, Describe> = {
  'trigger.firing': (data) => ({ kind: 'fired', source: 'triggers', words: `fires: ${text(data['words'])}`, bad: true, ref: text(data['key']) }), // prettier-ignore
  'trigger.no_data': unknown,
  'trigger.error': unknown,
  'criterion.judged': (data) => judged('criteria', data),
  'objective.judged': (data) => judged('objectives', data),
  'docker.changed': dockerChange,
  'kubernetes.changed': (data, subject) =>
    // The cluster's own events repeat what its objects show; only the bad ones tell more.
    data['kind'] === 'events' && data['bad'] !== true
      ? null
      : { kind: 'change', source: 'kubernetes', words: `${text(data['kind'])}: ${text(data['words'])}`, bad: data['bad'] === true, ref: objectRef('kubernetes', subject) }, // prettier-ignore
  'action.done': (data) => ({ kind: 'change', source: 'actions', words: `${text(data['action'])}: ${data['ok'] === false ? 'refused, ' : ''}${text(data['message'])}`, bad: data['ok'] === false }), // prettier-ignore
  'source.gap': (data) => ({ kind: 'gap', source: text(data['source']), words: `changes may be missing: ${text(data['reason'])}`, bad: false }), // prettier-ignore
  'source.state': (data) =>
    data['to'] === 'stale' || data['to'] === 'denied'
      ? {
          kind: 'gap',
          source: text(data['source']),
          words: `${text(data['to'])}: ${text(data['reason'])}`,
          bad: false,
        }
      : null,
  'engine.gap': () => ({ kind: 'gap', source: 'console', words: 'nobody was looking: the console did not run', bad: false }), // prettier-ignore
  'record.gap': () => ({ kind: 'gap', source: 'console', words: 'not everything could be recorded', bad: false }),
  'trigger.edited': edited('trigger changed'),
  'trigger.removed': edited('trigger removed'),
  'trigger.snoozed': edited('trigger snoozed'),
  'environment.saved': edited('environment changed'),
  'environment.activated': edited('environment activated'),
};
export const findingTypes: readonly string[] = [...Object.keys(describers), 'item.judged'];

/** The kind that a type's findings mostly are. */
export function kindOfType(type: string): Finding['kind'] {
  if (type === 'trigger.firing') return 'fired';
  if (type.endsWith('.judged')) return 'failed';
  return type.endsWith('.gap') || type === 'source.state' || type.startsWith('trigger.') ? 'gap' : 'change';
}

function dockerChange({ name, action, image, exitCode, health }: Data, subject: string): Said | null {
  const [verb = '', detail = ''] = text(action).split(': ');
  const said = (words: string, bad = false): Said => ({ kind: 'change', source: 'docker', words, bad, subject: text(name) || subject, ref: objectRef('docker', text(name) || subject) }); // prettier-ignore
  const code = typeof exitCode === 'number' ? exitCode : null;
  switch (verb) {
    case 'die':
      return said(code === 0 ? 'ended' : `ended with exit code ${code ?? 'unknown'}`, code !== 0);
    case 'oom':
      return said('ran out of memory', true);
    case 'health_status':
      return said(`is ${detail}`, detail === 'unhealthy');
    case 'create':
    case 'start':
      return said(`${verb === 'start' ? 'started' : 'created'} from ${text(image)}`);
    case 'destroy':
      return said('removed');
    case 'found_appeared':
    case 'found_changed':
      return said(`found ${verb === 'found_changed' ? 'changed' : 'new'}: ${text(image)}`, health === 'unhealthy');
    default:
      return verb === '' || verb === 'rename' ? null : said(text(action).replaceAll('_', ' '));
  }
}

/** In the order in which they happened. @param events in any order; looks at one item are told of where they turned. */
export function findingsOf(events: readonly JournalEvent[]): Finding[] {
  const outcomes = new Map<string, boolean>();
  const found: Finding[] = [];
  for (const event of events.toSorted((a, b) => a.time - b.time || a.sequence - b.sequence)) {
    const data = Object(event.data) as Data;
    const subject = event.subject ?? '';
    const said = event.type === 'item.judged' ? turned(outcomes, data, subject) : (describers[event.type]?.(data, subject) ?? null); // prettier-ignore
    if (said === null) continue;
    found.push({
      sequence: event.sequence,
      kind: said.kind,
      atMs: event.time,
      recordedMs: event.recordedTime,
      source: said.source,
      subject: shortened(said.subject ?? subject),
      words: shortened(said.words.replace(/: ?$/, '')),
      bad: said.bad,
      ref: said.ref ?? null,
    });
  }
  return found;
}

/** A look that failed after one that did not, or the first of the time that failed; another failure is no news. */
function turned(outcomes: Map<string, boolean>, { outcome, reason, title }: Data, subject: string): Said | null {
  if (outcome !== 'pass' && outcome !== 'fail') return null;
  const before = outcomes.get(subject);
  outcomes.set(subject, outcome === 'pass');
  if (outcome === 'pass' || before === false) return null;
  return { kind: 'failed', source: 'readiness', subject: text(title) || subject, words: `${before === true ? 'passed before, now failed' : 'failed'}: ${text(reason)}`, bad: true, ref: `item/${subject}` }; // prettier-ignore
}
