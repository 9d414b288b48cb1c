// A slider over the last hour, day or week, with how much was recorded below it. It asks nothing itself.
import { useState } from 'react';
import { absoluteInWords, momentInWords, type Zone } from './times.ts';

/** How much was recorded in one part of the span, and how much of that was bad. */
export interface ClockTick {
  total: number;
  severe: number;
  /** After the moment that is shown: that something is there is told, not how bad it is. */
  later: boolean;
}

export interface ClockScaleProps {
  fromMs: number;
  toMs: number;
  /** The moment that is shown. */
  at: number;
  present: number;
  zone: Zone;
  ticks: readonly ClockTick[];
  onMove: (at: number) => void;
}

const heightPx = 26;

export function ClockScale({ fromMs, toMs, at, present, zone, ticks, onMove }: ClockScaleProps) {
  // The hand moves the thumb at once; the moment that is shown follows a little later.
  const [held, setHeld] = useState<number | null>(null);
  const value = Math.min(toMs, Math.max(fromMs, held ?? at));
  return (
    <div className="clock-scale">
      <input
        type="range"
        aria-label="Moment that is shown"
        aria-valuetext={absoluteInWords(value)}
        min={fromMs}
        max={toMs}
        step={1_000}
        value={value}
        onChange={(event) => {
          setHeld(Number(event.target.value));
          onMove(Number(event.target.value));
        }}
        onPointerUp={() => setHeld(null)}
        onKeyUp={() => setHeld(null)}
        onBlur={() => setHeld(null)}
      />
      <Ticks ticks={ticks} />
      <div className="clock-ends">
        <span>{momentInWords(fromMs, present, zone)}</span>
        <span>{momentInWords(toMs, present, zone)}</span>
      </div>
    </div>
  );
}

function Ticks({ ticks }: { ticks: readonly ClockTick[] }) {
  const most = Math.max(1, ...ticks.map(({ total }) => total));
  const count = (of: readonly ClockTick[]): number => of.reduce((sum, { total }) => sum + total, 0);
  const events = count(ticks.filter(({ later }) => !later));
  const later = count(ticks) - events;
  const severe = ticks.reduce((sum, one) => sum + one.severe, 0);
  // A single event beside thousands is seen still.
  const tall = (of: number): number => (of === 0 ? 0 : 3 + (heightPx - 3) * (Math.log1p(of) / Math.log1p(most))); // prettier-ignore
  return (
    <svg
      className="clock-ticks"
      role="img"
      aria-label={ticks.length === 0 ? 'What was recorded is not known yet' : `${events} ${events === 1 ? 'event was' : 'events were'} recorded in this time, ${severe} of them bad${later === 0 ? '' : `; ${later} came after the moment that is shown`}`} // prettier-ignore
      viewBox={`0 0 ${Math.max(1, ticks.length)} ${heightPx}`}
      preserveAspectRatio="none"
    >
      {ticks.map(({ total, severe: bad, later: after }, place) =>
        total === 0 ? null : (
          <g key={place}>
            <rect
              className={after ? 'clock-tick-later' : 'clock-tick'}
              x={place + 0.15}
              width={0.7}
              y={heightPx - tall(total)}
              height={tall(total)}
            />
            {bad === 0 ? null : (
              <rect
                className="clock-tick-bad"
                x={place + 0.15}
                width={0.7}
                y={heightPx - tall(bad)}
                height={tall(bad)}
              />
            )}
          </g>
        ),
      )}
    </svg>
  );
}
