// What is under the pointer, beside it; hidden from screen readers, which have the list.
import { laneWords, severities } from '#shared/model/timeline/lane.ts';
import { useClock } from '../clock-context.tsx';
import { durationInWords, momentInWords } from '../times.ts';
import { countsInWords, type Pointed } from './pointed.ts';

export interface PointedTipProps {
  pointed: Pointed;
  x: number;
  y: number;
  widthPx: number;
  nowMs: number;
}

const tipPx = 280;

export function PointedTip({ pointed, x, y, widthPx, nowMs }: PointedTipProps) {
  const { now, zone } = useClock();
  const at = (ms: number): string => momentInWords(ms, now, zone);
  const left = Math.max(4, Math.min(x + 12, widthPx - tipPx));
  return (
    <div className="timeline-tip" aria-hidden style={{ left, top: y + 14, maxWidth: tipPx }}>
      <strong>{laneWords[pointed.row.lane]}</strong>
      {pointed.kind === 'mark' ? <span>{at(pointed.mark.atMs)}, {severities[pointed.mark.severity]}: click to see it in the list</span> : null}
      {pointed.kind === 'bar' ? (
        <span>
          {countsInWords(pointed.counts)}, from {at(pointed.fromMs)}, within {durationInWords(pointed.toMs - pointed.fromMs)}
        </span>
      ) : null}
      {pointed.kind === 'interval' ? (
        <span>
          {pointed.interval.title}: {at(pointed.interval.fromMs)},{' '}
          {pointed.interval.toMs === null
            ? `for ${durationInWords(Math.max(0, nowMs - pointed.interval.fromMs))}, no end was seen`
            : `for ${durationInWords(pointed.interval.toMs - pointed.interval.fromMs)}`}
        </span>
      ) : null}
    </div>
  ); // prettier-ignore
}
