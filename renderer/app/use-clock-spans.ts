// The stretches of time that the clock's scale can run over: the last hour, day and week, and that of the incident that is
// looked at or open; while a bundle is read, what was taken along in it.
import { useState } from 'react';
import { boundsOf } from '#shared/model/bundle/manifest.ts';
import { openFirst } from '#shared/model/incident/find-incidents.ts';
import { beganAt, incidentName, type IncidentSummary } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import type { ClockSpan } from '../components/clock-panel.tsx';
import { useClock } from '../components/clock-context.tsx';
import { useConsole, useFeed, useWhole } from '../state/use-console.ts';

const lengthsMs = { hour: 3_600_000, day: 86_400_000, week: 7 * 86_400_000 } as const;
/** What led to an incident is dragged through too. */
const beforeMs = 3_600_000;
const roomMs = 60_000;
/** The scale of one that is open grows in steps, so that what is below it is not asked for each second. */
const stepMs = 15_000;

export interface ClockSpans {
  spans: Partial<Record<ClockSpan, TimeSpan>>;
  /** In words, of each that there is. */
  words: Partial<Record<ClockSpan, string>>;
  /** The one that fits the moment best. */
  fits: ClockSpan;
}

export function useClockSpans(): ClockSpans {
  const { clock } = useConsole();
  const { moment } = useWhole(clock.store);
  const { present } = useClock();
  const own = useOwnSpan();
  const at = moment?.at ?? present;
  const spans: ClockSpans['spans'] = {};
  for (const name of ['hour', 'day', 'week'] as const) spans[name] = { fromMs: present - lengthsMs[name], toMs: present }; // prettier-ignore
  const words: ClockSpans['words'] = { hour: 'Last hour', day: 'Last day', week: 'Last week' };
  if (own !== null) {
    spans.incident = own.span;
    words.incident = own.words;
  }
  // The present is at the end of the last hour; a past moment is most often one of what is looked at.
  const held = (name: ClockSpan): boolean => at >= (spans[name]?.fromMs ?? Infinity) && at <= (spans[name]?.toMs ?? 0);
  const [fits = 'week'] = (moment === null ? (['hour'] as const) : (['incident', 'hour', 'day'] as const)).filter(held);
  return { spans, words, fits };
}

interface OwnSpan {
  span: TimeSpan;
  words: string;
}

function useOwnSpan(): OwnSpan | null {
  const { place, incidents, reviews } = useConsole();
  const { incident: id, review: reviewId } = useWhole(place.store);
  const { entries } = useFeed(incidents.all);
  const review = useFeed(reviews.all).entries.get(reviewId ?? '');
  const { present } = useClock();
  const looked = id === null ? [...entries.values()].filter(({ status }) => isOpen(status)).toSorted(openFirst)[0] : entries.get(id); // prettier-ignore
  // Dragged to before it was declared it is not known there, but the scale must not change under the hand.
  const [kept, setKept] = useState<IncidentSummary | null>(null);
  if (looked !== undefined && looked !== kept) setKept(looked);
  if (reviewId !== null) return review === undefined ? null : { span: boundsOf(review.manifest), words: review.manifest.incident.label }; // prettier-ignore
  const incident = looked ?? kept;
  return incident === null ? null : { span: spanOf(incident, present), words: incidentName(incident) };
}

function spanOf(incident: IncidentSummary, present: number): TimeSpan {
  const ended = milestoneOf(incident.milestones, 'impact_ended') ?? milestoneOf(incident.milestones, 'resolved');
  const last = Math.max(ended?.occurredAt ?? 0, incident.statusSince) + roomMs;
  return {
    fromMs: beganAt(incident) - beforeMs,
    toMs: isOpen(incident.status) ? Math.ceil(present / stepMs) * stepMs : Math.min(present, last),
  };
}
