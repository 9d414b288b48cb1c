// The timeline of an incident: from an hour before its impact to its end, with its milestones as flags and what was pinned.
import { useMemo } from 'react';
import { isOpen } from '#shared/model/incident/status.ts';
import { beganAt, type Incident } from '#shared/model/incident/incident.ts';
import { milestoneOf, milestoneWords } from '#shared/model/incident/milestone.ts';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import { useClock } from '../../components/clock-context.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { TimelineFlag } from '../../components/timeline/timeline-flags.tsx';
import { TimelinePane } from '../timeline/timeline-pane.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { useIncident } from './use-incident.ts';

const beforeMs = 3_600_000;
const mostPins = 40;
/** An open one goes on: its end follows the present in steps. */
const stepMs = 15_000;

export function TimelineTab({ incidentId }: { incidentId: string }) {
  const { detail, reason } = useIncident(incidentId);
  if (detail !== null) return <Loaded incident={detail.incident} />;
  if (reason !== '') return <p role="alert" className="timeline-note">The incident could not be read: {reason}</p>; // prettier-ignore
  return <Placeholder rows={8} waitingFor="the incident" />;
}

function Loaded({ incident }: { incident: Incident }) {
  const { now } = useClock();
  const open = isOpen(incident.status);
  const span = useSpanOf(incident, open ? Math.ceil(now / stepMs) * stepMs : null);
  const flags = useMemo(() => flagsOf(incident), [incident]);
  const pins = usePins(incident);
  const kept = useMemo(() => [...new Set(incident.frozen.map(({ expr }) => expr))], [incident]);
  return <TimelinePane label={`Timeline of ${incident.title}`} span={span} follows={open} flags={flags} pins={pins} kept={kept} incidentId={incident.id} />; // prettier-ignore
}

function useSpanOf(incident: Incident, nowMs: number | null): TimeSpan {
  const began = beganAt(incident);
  const ended = milestoneOf(incident.milestones, 'impact_ended') ?? milestoneOf(incident.milestones, 'resolved');
  const last = Math.max(ended?.occurredAt ?? 0, incident.statusSince);
  const toMs = nowMs ?? last;
  return useMemo(() => {
    const room = Math.max(60_000, (toMs - began) * 0.03);
    return { fromMs: began - beforeMs, toMs: toMs + room };
  }, [began, toMs]);
}

function flagsOf({ milestones }: Incident): TimelineFlag[] {
  return milestones
    .filter(({ replaced }) => !replaced)
    .map(({ type, occurredAt, confidence, note }) => ({
      key: `m-${type}`,
      atMs: occurredAt,
      short: milestoneWords[type],
      title: `${milestoneWords[type]} (${confidence})${note === '' ? '' : `: ${note}`}`,
      sequence: null,
    }))
    .toSorted((a, b) => a.atMs - b.atMs);
}

/** Pinned words and events, where they happened; an event that is not kept any more has no place. */
function usePins(incident: Incident): readonly TimelineFlag[] {
  const { operations } = useConsole();
  const { pins, words } = incident;
  const numbers = pins.slice(-mostPins);
  const events = useAnswer(numbers.length === 0 ? null : `pins ${incident.id} ${numbers.join()}`, () =>
    Promise.all(numbers.map((sequence) => operations.timelineEvent(sequence).catch(() => null))),
  );
  return useMemo(() => {
    const said = words
      .filter(({ pinned, supersededBy }) => pinned && supersededBy === null)
      .map(({ id, sequence, occurredAt, text }) => ({ key: `w-${id}`, atMs: occurredAt, title: text, short: text.slice(0, 60), sequence })); // prettier-ignore
    const found = (events.value ?? []).flatMap((event) => (event === null ? [] : [{ key: `p-${event.sequence}`, atMs: event.time, title: event.title, short: event.title.slice(0, 60), sequence: event.sequence }])); // prettier-ignore
    return [...said, ...found];
  }, [words, events.value]);
}
