// What came of the controls of earlier incidents of a class when it happened again: whether they told, or were silent, or
// whether that is not known.
import type { Incident } from '#shared/model/incident/incident.ts';
import type { Control } from '#shared/model/learning/control.ts';
import { controlWords } from '#shared/model/learning/control.ts';
import type { Learning, Recurrence } from '#shared/model/learning/learning.ts';
import { recursOf } from '#shared/model/learning/recurrence.ts';
import type { ReadDb } from '../store/database.ts';
import { resultsOfItem, triggerEventsIn } from '../store/learning-rows.ts';
import { dataText } from './data-text.ts';
import { incidentSpan } from './incident-span.ts';

type Told = Recurrence['controls'][number];

/** A control tells a little before people say that it began. */
const beforeMs = 60 * 60_000;
const dayMs = 86_400_000;

export function recurrencesOf(
  read: ReadDb,
  incident: Incident,
  others: readonly Incident[],
  {
    learningOf,
    nowMs,
    recordedBy,
  }: { learningOf: (id: string) => Learning | null; nowMs: number; recordedBy?: number },
): Recurrence[] {
  const { fromMs, toMs } = incidentSpan(incident, nowMs);
  const span = { fromMs: fromMs - beforeMs, toMs, ...(recordedBy === undefined ? {} : { recordedBy }) };
  return recursOf(incident, others).map(({ incident: { id, number, title }, closedAt }) => ({
    incident: { id, number, title, closedAt },
    daysBetween: Math.max(0, Math.floor((fromMs - closedAt) / dayMs)),
    // What was made after this one began cannot have told of it.
    controls: (learningOf(id)?.controls ?? [])
      .filter(({ removed, at }) => removed === null && at <= fromMs)
      .map((control) => ({
        title: control.title,
        kind: controlWords[control.target.kind],
        ...told(read, control, span),
      })),
  }));
}

function told(
  read: ReadDb,
  { target }: Control,
  span: { fromMs: number; toMs: number; recordedBy?: number },
): Omit<Told, 'title' | 'kind'> {
  // prettier-ignore
  if (target.kind === 'playbook_entry') return { told: 'unknown', words: 'words tell nobody by themselves', sequence: null };
  if (target.kind === 'trigger') {
    const events = triggerEventsIn(read, { key: target.key, ...span });
    const fired = events.find(({ type }) => type === 'trigger.firing');
    if (fired !== undefined) return { told: 'told', words: `it fired at ${iso(fired.time)}`, sequence: fired.sequence };
    const blind = events.find(({ type }) => type === 'trigger.no_data' || type === 'trigger.error');
    if (blind !== undefined) return { told: 'unknown', words: `it could not be evaluated: ${dataText(blind.data, 'words')}`, sequence: blind.sequence }; // prettier-ignore
    return { told: 'silent', words: 'no firing was recorded; see whether it was watched at that time', sequence: null };
  }
  const looks = resultsOfItem(read, { ...target, ...span, limit: 1000 });
  const failed = looks.find(({ result }) => result.outcome === 'fail');
  if (failed !== undefined) return { told: 'told', words: `it failed at ${iso(failed.result.startedAt)}: ${failed.result.reason}`, sequence: failed.sequence }; // prettier-ignore
  if (looks.length === 0) return { told: 'unknown', words: 'nobody looked at it during that time', sequence: null };
  return { told: 'silent', words: `it passed ${looks.length} times`, sequence: looks.at(-1)?.sequence ?? null };
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
