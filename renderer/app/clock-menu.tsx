// The clock in the head: whether what is shown is the present, and what unfolds to go to another moment.
import { useMemo, useState } from 'react';
import { unpack } from '#shared/model/pack.ts';
import { unpackCells } from '#shared/model/timeline/cell.ts';
import { severities } from '#shared/model/timeline/lane.ts';
import type { Density } from '#shared/model/timeline/timeline.ts';
import { ClockPanel, type ClockSpan } from '../components/clock-panel.tsx';
import type { ClockTick } from '../components/clock-scale.tsx';
import { useClock } from '../components/clock-context.tsx';
import { Unfolding } from '../components/panels/unfolding.tsx';
import { absoluteInWords, momentInWords, zoneName } from '../components/times.ts';
import { speeds } from '../state/clock-store.ts';
import { useAnswer, useConsole, useWhole } from '../state/use-console.ts';
import { useClockSpans } from './use-clock-spans.ts';

/** It says LIVE only while it is so. */
export function ClockMenu() {
  const { link, place, clock } = useConsole();
  const { now, zone, present } = useClock();
  const { state } = useWhole(link.store);
  const { runId } = useWhole(place.store);
  const { moment } = useWhole(clock.store);
  const [open, setOpen] = useState(false);
  const word = moment !== null ? 'PAST' : runId !== null ? 'PAST RUN' : state === 'live' ? 'LIVE' : 'NOT LIVE';
  const sign = word === 'LIVE' ? 'live' : word === 'PAST' ? 'past' : 'not-live';
  const face = (
    <>
      <strong className={`clock-${sign}`}>{word}</strong> {momentInWords(now, present, zone)}{' '}
      <span className="quiet">{zoneName(zone, now)}</span>
    </>
  );
  return (
    <div className="clock" onToggle={(event) => setOpen((event.target as HTMLDetailsElement).open)}>
      <Unfolding button={face} className="clock-menu" title={`${absoluteInWords(now)}\nShow another moment`}>
        {open ? <OpenClock /> : null}
      </Unfolding>
    </div>
  );
}

function OpenClock() {
  const { place, clock } = useConsole();
  const { known } = useWhole(place.store);
  const { moment, speed } = useWhole(clock.store);
  const { present } = useClock();
  const [chosen, setChosen] = useState<ClockSpan | null>(null);
  const { spans, words, fits } = useClockSpans();
  // Until one is chosen, or when the chosen one is not there any more.
  const span = chosen !== null && spans[chosen] !== undefined ? chosen : fits;
  const { fromMs, toMs } = spans[span] ?? { fromMs: present - hourMs, toMs: present };
  return (
    <ClockPanel
      {...{ moment, known, speed, speeds, span, fromMs, toMs }}
      spanWords={words}
      ticks={useTicks(fromMs, toMs)}
      onSpan={setChosen}
      onGo={clock.go}
      onDrag={clock.drag}
      onStep={clock.step}
      onKnown={clock.setKnown}
      onPlay={clock.play}
    />
  );
}

const hourMs = 3_600_000;
const buckets = 90;

/**
 * How much was recorded in each part of the span; empty until it is known. While a past moment is shown, what is before it
 * is as of that moment, and after it is only said that something came.
 */
function useTicks(from: number, to: number): ClockTick[] {
  const { operations, clock } = useConsole();
  const { moment } = useWhole(clock.store);
  const { present } = useClock();
  // The same question again and again until there is one bar more.
  const stepMs = (to - from) / buckets;
  const toMs = Math.ceil(to / stepMs) * stepMs;
  const asked = { fromMs: toMs - (to - from), toMs, buckets, filter: { line: '', hidden: [] } };
  const key = `${asked.fromMs} ${toMs}`;
  const shown = useAnswer(`ticks ${key}`, () => operations.timelineDensity(asked)).value;
  const review = moment?.review ?? null;
  const today = review === null ? null : { at: present, known: 'now' as const, review };
  const whole = useAnswer(moment === null ? null : `all ticks ${key}`, () => operations.timelineDensityAt(asked, today)).value; // prettier-ignore
  const at = moment?.at ?? null;
  return useMemo(() => {
    if (shown === null) return [];
    const ticks = ticksOf(shown);
    if (at === null || whole === null) return ticks;
    const later = ticksOf(whole);
    const isLater = (place: number): boolean => whole.fromMs + place * ((whole.toMs - whole.fromMs) / buckets) > at;
    return ticks.map((tick, place) => (isLater(place) ? { total: later[place]?.total ?? 0, severe: 0, later: true } : tick)); // prettier-ignore
  }, [shown, whole, at]);
}

function ticksOf({ cells, buckets: count }: Density): ClockTick[] {
  const counts = unpackCells(unpack(cells), count);
  const ticks = Array.from({ length: count }, () => ({ total: 0, severe: 0, later: false }));
  counts.forEach((events, index) => {
    const tick = ticks[index % count];
    if (tick === undefined || events === 0) return;
    tick.total += events;
    if (Math.floor(index / count) % severities.length >= severities.indexOf('action')) tick.severe += events;
  });
  return ticks;
}
