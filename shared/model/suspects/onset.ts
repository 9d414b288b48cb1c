// When something began, as an interval: between when it was last seen to be well and when it was first seen not to be. Not
// when an alert fired, which is later by its own waiting. Pure.
import type { Json } from '../facts.ts';
import { happenedAt } from '../timeline/lane.ts';
import type { ChangeEvent } from './change-of-event.ts';

export interface Onset {
  fromMs: number;
  toMs: number;
  words: string;
}

type Data = Record<string, Json | undefined>;
const failed = (data: Data): boolean => data['outcome'] === 'fail' || data['to'] === 'fail';
const passed = (data: Data): boolean => data['outcome'] === 'pass' || data['to'] === 'pass';

/** `bad`, `good`, or null for what says neither. */
export function turnOf({ type, data }: Pick<ChangeEvent, 'type' | 'data'>): 'bad' | 'good' | null {
  const about = Object(data) as Data;
  if (/^(trigger\.(pending|firing)|error\.(first_seen|regressed))$/.test(type)) return 'bad';
  if (/^trigger\.(resolved|cleared)$/.test(type)) return 'good';
  if (/^(item\.(judged|turned)|criterion\.judged|objective\.judged)$/.test(type)) return failed(about) ? 'bad' : passed(about) ? 'good' : null; // prettier-ignore
  if (type === 'docker.changed') return (about['action'] === 'oom' || about['action'] === 'health_status: unhealthy') || (about['action'] === 'die' && typeof about['exitCode'] === 'number' && about['exitCode'] !== 0) ? 'bad' : null; // prettier-ignore
  if (type === 'kubernetes.changed') return about['bad'] === true && about['kind'] !== 'events' ? 'bad' : null;
  return null;
}

export interface OnsetOptions {
  /** Turns for the worse and looks that passed, in the order in which they happened. */
  events: readonly ChangeEvent[];
  /** Between these it is looked for: how far back, and when somebody or something noticed. */
  fromMs: number;
  noticedMs: number;
  /** Who said when it began, where a person did. */
  said: { atMs: number; certain: boolean } | null;
}

/** Things that show the same within so long began together. */
const togetherMs = 10 * 60_000;

/**
 * The first turn for the worse of the run of them that leads up to when it was noticed; a calm of ten minutes ends a run.
 * Where nothing turned, what a person said, else when it was noticed.
 */
export function onsetOf({ events, fromMs, noticedMs, said }: OnsetOptions): Onset {
  const bad = events.filter((event) => turnOf(event) === 'bad' && happenedAt(event) >= fromMs && happenedAt(event) <= noticedMs); // prettier-ignore
  const newest = bad.at(-1);
  if (newest === undefined) {
    const atMs = said?.atMs ?? noticedMs;
    const words = said === null ? 'nothing in the record turned before it was noticed, so that is taken' : 'as a person said; nothing in the record turned before'; // prettier-ignore
    return { fromMs: Math.min(atMs, noticedMs) - togetherMs, toMs: atMs, words };
  }
  let first = newest;
  for (const event of bad.toReversed()) {
    if (happenedAt(first) - happenedAt(event) > togetherMs) break;
    first = event;
  }
  const toMs = happenedAt(first);
  const well = events.findLast((event) => event.subject === first.subject && event.type === first.type && turnOf(event) === 'good' && happenedAt(event) < toMs); // prettier-ignore
  const subject = first.subject === null || first.subject === '' ? 'something' : first.subject;
  return well === undefined
    ? { fromMs: toMs - togetherMs, toMs, words: `${subject} was the first to turn; when it was last well was not looked at, so ten minutes before are taken` } // prettier-ignore
    : {
        fromMs: happenedAt(well),
        toMs,
        words: `${subject} was the first to turn; at the look before it was still well`,
      };
}
