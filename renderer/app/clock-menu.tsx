// The clock in the head: whether what is shown is the present, and what unfolds to go to another moment.
import { useMemo, useState } from 'react';
import { unpack } from '#shared/model/pack.ts';
import { unpackCells } from '#shared/model/timeline/cell.ts';
import { severities } from '#shared/model/timeline/lane.ts';
import type { Density } from '#shared/model/timeline/timeline.ts';
import { ClockPanel, clockSpans, type ClockSpan } from '../components/clock-panel.tsx';
import type { ClockTick } from '../components/clock-scale.tsx';
import { useClock } from '../components/clock-context.tsx';
import { Unfolding } from '../components/panels/unfolding.tsx';
import { absoluteInWords, momentInWords, zoneName } from '../components/times.ts';
import { speeds } from '../state/clock-store.ts';
import { useAnswer, useConsole, useWhole } from '../state/use-console.ts';

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
  // Until one is chosen, the shortest that holds the moment.
  const [fits = 'week'] = (['hour', 'day'] as const).filter((one) => moment === null || present - moment.at < clockSpans[one]); // prettier-ignore
  const span = chosen ?? fits;
  return (
    <ClockPanel
      moment={moment}
      known={known}
      speed={speed}
      speeds={speeds}
      span={span}
      ticks={useTicks(clockSpans[span])}
      onSpan={setChosen}
      onGo={clock.go}
      onDrag={clock.drag}
      onStep={clock.step}
      onKnown={clock.setKnown}
      onPlay={clock.play}
    />
  );
}

const buckets = 90;

/** How much was recorded in each part of the time before now; empty until it is known. */
function useTicks(spanMs: number): ClockTick[] {
  const { operations } = useConsole();
  const { present } = useClock();
  // The same question again and again until there is one bar more.
  const toMs = Math.ceil(present / (spanMs / buckets)) * (spanMs / buckets);
  const asked = { fromMs: toMs - spanMs, toMs, buckets, filter: { line: '', hidden: [] } };
  const { value } = useAnswer(`ticks ${asked.fromMs} ${toMs}`, () => operations.timelineDensity(asked));
  return useMemo(() => (value === null ? [] : ticksOf(value)), [value]);
}

function ticksOf({ cells, buckets: count }: Density): ClockTick[] {
  const counts = unpackCells(unpack(cells), count);
  const ticks = Array.from({ length: count }, () => ({ total: 0, severe: 0 }));
  counts.forEach((events, index) => {
    const tick = ticks[index % count];
    if (tick === undefined || events === 0) return;
    tick.total += events;
    if (Math.floor(index / count) % severities.length >= severities.indexOf('action')) tick.severe += events;
  });
  return ticks;
}
