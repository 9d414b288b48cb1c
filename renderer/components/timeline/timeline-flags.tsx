// Milestones of an incident and what somebody pinned, as flags above the lanes; below them what each pole stands for.
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import { absoluteInWords, clockInWords, type Zone } from '../times.ts';
import { xOf } from './draw-lanes.ts';

export interface TimelineFlag {
  key: string;
  atMs: number;
  /** In full, and as short as a flag needs it. */
  title: string;
  short: string;
  /** The event behind it, where there is one. */
  sequence: number | null;
}

export interface TimelineFlagsProps {
  flags: readonly TimelineFlag[];
  pins: readonly TimelineFlag[];
  span: TimeSpan;
  widthPx: number;
  heightPx: number;
  onPick: (picked: { sequence: number | null; atMs: number }) => void;
}

/** A flag whose words would stand on another's has only its number, which the legend explains. */
const wordPx = 92;

export function TimelineFlags({ flags, pins, span, widthPx, heightPx, onPick }: TimelineFlagsProps) {
  const shown = (list: readonly TimelineFlag[]) =>
    list
      .filter(({ atMs }) => atMs >= span.fromMs && atMs <= span.toMs)
      .map((flag) => ({ ...flag, x: xOf(span, widthPx, flag.atMs) }));
  const worded = new Set(withWords(shown(flags), widthPx));
  return (
    <>
      {shown(flags).map((flag) => {
        const words = worded.has(flag.key);
        return (
          <button
            key={flag.key}
            type="button"
            className={words ? 'timeline-flag' : 'timeline-flag timeline-flag-bare'}
            style={{ left: flag.x, height: heightPx }}
            title={`${flag.title}, ${absoluteInWords(flag.atMs)}`}
            onClick={() => onPick(flag)}
          >
            <span className={words ? '' : 'unseen'}>{flag.short}</span>
            <i className="timeline-flag-number" aria-hidden>
              {numberOf(flags, flag.key)}
            </i>
          </button>
        );
      })}
      {shown(pins).map((pin) => (
        <button key={pin.key} type="button" className="timeline-pin" style={{ left: pin.x }} title={`Pinned: ${pin.title}, ${absoluteInWords(pin.atMs)}`} onClick={() => onPick(pin)}>
          <span className="unseen">{pin.short}</span>
        </button>
      ))}
    </>
  ); // prettier-ignore
}

const numberOf = (flags: readonly TimelineFlag[], key: string): number => flags.findIndex((one) => one.key === key) + 1;

export interface TimelineLegendProps {
  flags: readonly TimelineFlag[];
  span: TimeSpan;
  nowMs: number;
  zone: Zone;
  onPick: (picked: { sequence: number | null; atMs: number }) => void;
}

/** What the poles in the span stand for, by their numbers, and what the line of the present is; nothing without poles. */
export function TimelineLegend({ flags, span, nowMs, zone, onPick }: TimelineLegendProps) {
  const within = (atMs: number): boolean => atMs >= span.fromMs && atMs <= span.toMs;
  const shown = flags.filter(({ atMs }) => within(atMs));
  if (shown.length === 0) return null;
  return (
    <ul className="timeline-legend" aria-label="Milestones">
      {shown.map((flag) => (
        <li key={flag.key}>
          <button type="button" title={`${flag.title}, ${absoluteInWords(flag.atMs)}`} onClick={() => onPick(flag)}>
            <i className="timeline-flag-number">{numberOf(flags, flag.key)}</i> {flag.short}{' '}
            <span className="quiet">{clockInWords(flag.atMs, zone)}</span>
          </button>
        </li>
      ))}
      {within(nowMs) ? <li className="timeline-legend-now">now</li> : null}
    </ul>
  );
}

/** From the left: those whose words stand on no other's. */
function withWords(flags: readonly { key: string; x: number }[], widthPx: number): string[] {
  const found: { key: string; x: number }[] = [];
  for (const flag of flags) if (flag.x >= (found.at(-1)?.x ?? -Infinity) + wordPx && flag.x < widthPx - wordPx) found.push(flag); // prettier-ignore
  return found.map(({ key }) => key);
}
