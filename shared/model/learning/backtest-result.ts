// What a trigger would have come to over recorded time: when it would have fired, whether there was an incident then, and
// of which moments nothing can be said.
import { z } from 'zod';
import { beganAt, type Incident } from '../incident/incident.ts';
import { milestoneOf } from '../incident/milestone.ts';
import { labelsSchema } from '../series.ts';

export const firingSchema = z.object({
  labels: labelsSchema,
  fromMs: z.number(),
  /** Null where it still fires at the end. */
  toMs: z.number().nullable(),
  value: z.string(),
  /** `true_alarm`: during an incident. `false_alarm`: outside of any. `unknown`: during an exercise, or next to a time that is not known. */
  alarm: z.enum(['true_alarm', 'false_alarm', 'unknown']),
  incident: z.object({ id: z.string(), number: z.int(), title: z.string() }).nullable(),
});
export type BacktestFiring = z.infer<typeof firingSchema>;
export const firingsShown = 500;

export const backtestResultSchema = z.object({
  name: z.string(),
  expr: z.string(),
  fromMs: z.number(),
  toMs: z.number(),
  intervalMs: z.number(),
  evaluations: z.int(),
  /** Of how many of them nothing is known. */
  unknownEvaluations: z.int(),
  /** Times of which nothing is known, and why, by name. */
  unknown: z.array(z.object({ fromMs: z.number(), toMs: z.number(), reason: z.string() })),
  firings: z.array(firingSchema),
  /** All there are; more than are listed where they are many. */
  totalFirings: z.int(),
  /** Incidents of that time during which it would not have fired. */
  missed: z.array(z.object({ id: z.string(), number: z.int(), title: z.string(), known: z.boolean() })),
});
export type BacktestResult = z.infer<typeof backtestResultSchema>;

type Happened = Pick<Incident, 'id' | 'number' | 'title' | 'kind' | 'status' | 'declaredAt' | 'milestones'>;
interface Span {
  fromMs: number;
  toMs: number;
}

/** What is no incident that really was: exercises, tests, what was taken back. */
export const wasReal = ({ kind, status }: Pick<Happened, 'kind' | 'status'>): boolean =>
  kind !== 'test' && kind !== 'drill' && status !== 'cancelled' && status !== 'merged';

/** From its beginning to when it was over, or for ever. */
export function spanOfIncident({ milestones, declaredAt }: Pick<Happened, 'milestones' | 'declaredAt'>): Span {
  const over = milestoneOf(milestones, 'impact_ended') ?? milestoneOf(milestones, 'resolved');
  return { fromMs: beganAt({ milestones, declaredAt }), toMs: over?.occurredAt ?? Number.MAX_SAFE_INTEGER };
}

const overlap = (a: Span, b: Span): boolean => a.fromMs <= b.toMs && a.toMs >= b.fromMs;

/**
 * A firing during a real incident is a true alarm; one during an exercise, or next to a time of which nothing is known, is not
 * judged; every other one is false.
 * @param marginMs how long before an incident begins a firing still tells of it.
 */
export function judgeFirings(
  firings: readonly Omit<BacktestFiring, 'alarm' | 'incident'>[],
  {
    incidents,
    unknown,
    toMs,
    marginMs,
  }: { incidents: readonly Happened[]; unknown: readonly Span[]; toMs: number; marginMs: number },
): BacktestFiring[] {
  const real = incidents.filter(wasReal).map((incident) => ({ incident, span: spanOfIncident(incident) }));
  const exercises = incidents.filter(
    ({ kind, status }) => kind === 'drill' && status !== 'cancelled' && status !== 'merged',
  );
  return firings.map((firing) => {
    const span = { fromMs: firing.fromMs, toMs: firing.toMs ?? toMs };
    const found = real.find((one) => overlap(span, { fromMs: one.span.fromMs - marginMs, toMs: one.span.toMs }));
    if (found !== undefined) {
      const { id, number, title } = found.incident;
      return { ...firing, alarm: 'true_alarm', incident: { id, number, title } };
    }
    const exercise = exercises.find((one) => overlap(span, spanOfIncident(one)));
    if (exercise !== undefined) return { ...firing, alarm: 'unknown', incident: { id: exercise.id, number: exercise.number, title: exercise.title } }; // prettier-ignore
    return { ...firing, alarm: unknown.some((gap) => overlap(gap, span)) ? 'unknown' : 'false_alarm', incident: null };
  });
}

/** Real incidents of the time that no firing tells of; `known` where nothing of their time is missing. */
export function missedIncidents(
  judged: readonly BacktestFiring[],
  {
    incidents,
    unknown,
    fromMs,
    toMs,
  }: { incidents: readonly Happened[]; unknown: readonly Span[]; fromMs: number; toMs: number },
): BacktestResult['missed'] {
  return incidents
    .filter((one) => wasReal(one) && overlap(spanOfIncident(one), { fromMs, toMs }) && !judged.some(({ incident }) => incident?.id === one.id))
    .map((one) => ({ id: one.id, number: one.number, title: one.title, known: !unknown.some((gap) => overlap(gap, spanOfIncident(one))) })); // prettier-ignore
}
