// What a trigger comes to on what was recorded of an incident, and what it is now.
import { createHash } from 'node:crypto';
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { Json } from '#shared/model/facts.ts';
import type { Sight } from '#shared/model/learning/proof.ts';
import { sightsShown } from '#shared/model/learning/proof.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { shownStateAt, type WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { canonicalJson } from '../plans/item-digest.ts';
import type { ReadDb } from '../store/database.ts';
import { triggerEventsIn } from '../store/learning-rows.ts';
import type { BacktestAlert } from '../triggers/backtest.ts';
import type { BacktestSpan } from '../triggers/backtest-spans.ts';
import type { LiveSince } from './covered-spans.ts';
import { dataText } from './data-text.ts';
import type { IncidentSpan } from './incident-span.ts';
import { pastSight } from './past-sight.ts';
import { backtestRecord } from './record-backtest.ts';

/** Of all that decides when it fires; its words and whether anybody watches it do not. */
export function triggerDefinition({ condition, forMs, keepFiringForMs, intervalMs, labels }: Trigger): string {
  return createHash('sha256').update(canonicalJson({ condition, forMs, keepFiringForMs, intervalMs, labels } as unknown as Json)).digest('hex'); // prettier-ignore
}

export interface TriggerTried {
  key: string;
  trigger: Trigger;
  /** Since when it is what it is. */
  savedAtMs: number;
  span: IncidentSpan;
  liveSince: LiveSince;
  signal: AbortSignal;
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/** Tried on the record; where that does not tell, what it did itself at that time counts, if it was the same then. */
export async function triggerOnIncident(read: ReadDb, tried: TriggerTried): Promise<Sight> {
  const { trigger, span, liveSince, signal } = tried;
  // What holds for a while has to begin before.
  const fromMs = span.fromMs - trigger.forMs - 2 * trigger.intervalMs;
  const report = await backtestRecord(read, { triggers: [{ group: '', trigger }], fromMs, toMs: span.toMs, intervalMs: null, signal, liveSince }); // prettier-ignore
  const alert = report.alerts[0];
  if (alert === undefined) throw new Error('a backtest of one trigger gave none');
  const fired = alert.spans.filter(({ firingFromMs, toMs }) => firingFromMs !== null && firingFromMs <= span.toMs && (toMs === null || toMs > span.fromMs)); // prettier-ignore
  const [first] = fired.toSorted((a, b) => (a.firingFromMs ?? 0) - (b.firingFromMs ?? 0));
  if (first !== undefined) return firedSight(read, tried, first, fired.length, fromMs);
  const live = firedItself(read, tried);
  if (live !== null) return live;
  return quietSight(alert, span);
}

function firedSight(
  read: ReadDb,
  { trigger, span, liveSince }: TriggerTried,
  first: BacktestSpan,
  count: number,
  fromMs: number,
): Sight {
  // prettier-ignore
  const { firingFromMs, pendingFromMs, lastTrueAtMs, values, labels } = first;
  const { alertname: _name, ...shown } = labels;
  const atMs = firingFromMs ?? pendingFromMs;
  const sight = pastSight(read, trigger, { fromMs, toMs: span.toMs, liveSince });
  const events =
    typeof sight === 'string' ? [] : sight.evidence(labels, { fromMs, toMs: Math.max(atMs, lastTrueAtMs) });
  const seen = [
    { atMs: pendingFromMs, words: `true for ${labelKey(shown)}, value ${values.first}`, sequence: null },
    { atMs, words: `fires, greatest value ${values.greatest}, least ${values.least}`, sequence: null },
    { atMs: lastTrueAtMs, words: `last true, value ${values.last}`, sequence: null },
    ...events.slice(-(sightsShown - 3)),
  ];
  const more = count > 1 ? `, and ${count - 1} more` : '';
  return { state: 'red', words: `it would have fired at ${iso(atMs)} for ${labelKey(shown)}${more}`, atMs, seen };
}

/** Only where it has been the same trigger since before. */
function firedItself(read: ReadDb, { key, trigger, savedAtMs, span }: TriggerTried): Sight | null {
  if (savedAtMs > span.toMs) return null;
  const events = triggerEventsIn(read, { key, ...span }).filter(({ type, time }) => type === 'trigger.firing' && time >= savedAtMs); // prettier-ignore
  const [first] = events;
  if (first === undefined) return null;
  const seen = events.slice(0, sightsShown).map(({ time, sequence, data }) => {
    const value = dataText(data, 'value');
    return { atMs: time, words: `${trigger.name} fired: ${dataText(data, 'words')}${value === '' ? '' : `, value ${value}`}`, sequence }; // prettier-ignore
  });
  return { state: 'red', words: `it fired itself at ${iso(first.time)}, as it is now`, atMs: first.time, seen };
}

function quietSight(alert: BacktestAlert, span: IncidentSpan): Sight {
  const unknown = alert.failures.filter(({ toMs }) => toMs >= span.fromMs);
  const failed = unknown.reduce((sum, { evaluations }) => sum + evaluations, 0);
  if (failed > 0) {
    const [{ reason, fromMs } = { reason: '', fromMs: span.fromMs }] = unknown.toSorted((a, b) => b.evaluations - a.evaluations); // prettier-ignore
    const some = failed < alert.planned ? `at ${failed} of ${alert.planned} moments it cannot be told, since ${iso(Math.max(fromMs, span.fromMs))}: ` : ''; // prettier-ignore
    return { state: 'unknown', words: `${some}${reason}`, atMs: null, seen: [] };
  }
  const longest = Math.max(0, ...alert.spans.map(({ pendingFromMs, lastTrueAtMs }) => lastTrueAtMs - pendingFromMs));
  const held = alert.spans.length === 0 ? 'its condition never held' : `its condition held for ${exactDurationInWords(longest)} at most, and “for” is ${exactDurationInWords(alert.forMs)}`; // prettier-ignore
  return { state: 'green', words: `it stays quiet over ${alert.planned} evaluations, ${held}`, atMs: null, seen: [] };
}

/** Pending is red: its condition holds. No data is not green. */
export function triggerNow(watched: WatchedTrigger, nowMs: number): Sight {
  const state = shownStateAt(watched, nowMs);
  const at = watched.lastEvaluatedAtMs;
  const sight = (is: Sight['state'], words: string): Sight => ({ state: is, words, atMs: at, seen: at === null ? [] : [{ atMs: at, words: state, sequence: null }] }); // prettier-ignore
  if (state === 'firing') return sight('red', `it fires since ${iso(watched.sinceMs)}`);
  if (state === 'pending') return sight('red', `its condition holds since ${iso(watched.sinceMs)}`);
  if (state === 'inactive' && at !== null) return sight('green', `it is quiet, evaluated at ${iso(at)}`);
  if (state === 'off') return sight('unknown', 'it is switched off');
  if (state === 'hole') return sight('unknown', 'its words are for a person to judge');
  return sight('unknown', watched.trouble?.reason ?? (at === null ? 'it has not been evaluated yet' : `it was last evaluated at ${iso(at)}`)); // prettier-ignore
}
