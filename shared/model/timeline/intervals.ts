// Pairs of events that begin and end something: pending and resolved, started and finished, opened and closed. What begins
// and is not seen to end lasts, as far as anybody knows. Pure.
import type { Json } from '../facts.ts';
import { wordsOfEvent, type Told } from './event-words.ts';
import { placeOfEvent, type Severity } from './lane.ts';
import type { TimelineInterval } from './timeline.ts';

export interface IntervalEvent extends Told {
  sequence: number;
}

type Role = 'begin' | 'turn' | 'end' | 'whole';
interface Part {
  role: Role;
  /** Which thing, among those of its kind. */
  key: string;
}
type Data = Record<string, Json | undefined>;

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
const labelsOf = (data: Data): string => {
  const labels = Object(data['labels']) as Record<string, Json>;
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
};
const triggerKey = (data: Data): string => `trigger ${text(data['key'])} ${labelsOf(data)}`;
/** Of an incident: it is over, whatever has still to be learned from it. */
const endStates = new Set(['resolved', 'closed', 'cancelled', 'merged']);
const roles: Record<string, (data: Data, told: Told) => Part> = {
  'trigger.pending': (data) => ({ role: 'begin', key: triggerKey(data) }),
  'trigger.firing': (data) => ({ role: 'turn', key: triggerKey(data) }),
  'trigger.resolved': (data) => ({ role: 'end', key: triggerKey(data) }),
  'trigger.cleared': (data) => ({ role: 'end', key: triggerKey(data) }),
  'run.started': (data) => ({ role: 'begin', key: `run ${text(data['runId'])}` }),
  'run.finished': (data) => ({ role: 'end', key: `run ${text(data['runId'])}` }),
  'run.interrupted': (data) => ({ role: 'end', key: `run ${text(data['runId'])}` }),
  'terminal.opened': (data) => ({ role: 'begin', key: `terminal ${text(data['terminal'])}` }),
  'terminal.closed': (data) => ({ role: 'end', key: `terminal ${text(data['terminal'])}` }),
  'forward.started': (data) => ({ role: 'begin', key: `forward ${text(data['forward'])}` }),
  'forward.ended': (data) => ({ role: 'end', key: `forward ${text(data['forward'])}` }),
  'lock.opened': (data) => ({ role: 'begin', key: `lock ${text(data['lock'])}` }),
  'lock.closed': (data) => ({ role: 'end', key: `lock ${text(data['lock'])}` }),
  'soak.started': (data) => ({ role: 'begin', key: `soak ${text(data['key'])}` }),
  'soak.finished': (data) => ({ role: 'end', key: `soak ${text(data['key'])}` }),
  'soak.stopped': (data) => ({ role: 'end', key: `soak ${text(data['key'])}` }),
  'incident.declared': (_data, { subject }) => ({ role: 'begin', key: `incident ${subject ?? ''}` }),
  'incident.moved': ({ to }, { subject }) => ({
    role: endStates.has(text(to)) ? 'end' : 'turn',
    key: `incident ${subject ?? ''}`,
  }),
  'source.gap': () => ({ role: 'whole', key: 'gap' }),
  'engine.gap': () => ({ role: 'whole', key: 'gap' }),
};
export const intervalTypes: readonly string[] = Object.keys(roles);

interface Open {
  event: IntervalEvent;
  turnedMs: number | null;
  worst: IntervalEvent;
}

/** @param events of the interval types, in the order in which they happened. */
export function pairIntervals(events: readonly IntervalEvent[]): TimelineInterval[] {
  const open = new Map<string, Open>();
  const found: TimelineInterval[] = [];
  const finish = (key: string, toMs: number | null): void => {
    const one = open.get(key);
    open.delete(key);
    if (one !== undefined) found.push(intervalOf(one.event, one.worst, one.turnedMs, one.event.time, toMs));
  };
  for (const event of events) {
    const data = Object(event.data) as Data;
    const part = roles[event.type]?.(data, event);
    if (part === undefined) continue;
    const { role, key } = part;
    if (role === 'whole') {
      const { fromMs, toMs } = wordsOfEvent(event);
      if (fromMs !== undefined && toMs !== undefined) found.push(intervalOf(event, event, null, fromMs, toMs));
    } else if (role === 'end') finish(key, event.time);
    else if (role === 'turn' && event.type !== 'trigger.firing') continue;
    else if (role === 'turn' && open.has(key)) {
      const one = open.get(key);
      if (one !== undefined) Object.assign(one, { turnedMs: one.turnedMs ?? event.time, worst: event });
    } else {
      // What begins anew without an end was interrupted where the new one begins.
      finish(key, event.time);
      open.set(key, { event, worst: event, turnedMs: role === 'turn' ? event.time : null });
    }
  }
  for (const key of open.keys()) finish(key, null);
  return found.toSorted((a, b) => a.fromMs - b.fromMs || a.sequence - b.sequence);
}

function intervalOf(
  event: IntervalEvent,
  worst: IntervalEvent,
  turnedMs: number | null,
  fromMs: number,
  toMs: number | null,
): TimelineInterval {
  const { lane } = placeOfEvent(event.type, event.source, Object(event.data));
  const severity: Severity = placeOfEvent(worst.type, worst.source, Object(worst.data)).severity;
  const { title } = wordsOfEvent(worst);
  return { key: `i${event.sequence}`, lane, severity, title, fromMs, toMs, turnedMs, sequence: event.sequence };
}
