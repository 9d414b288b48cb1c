// One query drawn thin below the lanes, on their time axis: what was recorded of it, or what its server still has.
import { useCallback, useRef, useState } from 'react';
import type { Frame } from '#shared/model/series.ts';
import { spanText } from '#shared/model/span.ts';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import { Button } from '../../components/button.tsx';
import { Canvas } from '../../components/chart/canvas.tsx';
import { decodeFrame, type DecodedSeries } from '../../components/chart/decode-frame.ts';
import { pageColours, useTheme } from '../../components/chart/page-colours.ts';
import { segmentsOf } from '../../components/chart/segments.ts';
import { useSize } from '../../components/chart/use-size.ts';
import { useClock } from '../../components/clock-context.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { grouped } from '../../components/times.ts';
import { xOf } from '../../components/timeline/draw-lanes.ts';
import { rangeQuestion } from '../../state/panel-questions.ts';
import { useAnswer, useConsole, useWhole } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { useRested } from './use-timeline.ts';

export interface TimelineChartProps {
  query: string;
  /** What it is called where it is recorded; else the query itself. */
  name: string;
  span: TimeSpan;
  leftPx: number;
  onRemove: () => void;
}

const heightPx = 48;
const mostSeries = 8;
const restsMs = 250;

export function TimelineChart({ query, name, span, leftPx, onRemove }: TimelineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const widthPx = Math.max(0, (useSize(box)?.widthPx ?? 0) - leftPx);
  const { zone } = useClock();
  const rested = useRested(span, restsMs);
  const { operations } = useConsole();
  const { moment } = useWhole(useConsole().clock.store);
  const asked = { query, fromMs: Math.round(rested.fromMs), toMs: Math.round(rested.toMs), stepMs: Math.max(1_000, Math.round((rested.toMs - rested.fromMs) / Math.max(100, widthPx))) }; // prettier-ignore
  // What was recorded is what was known; a server may by now tell otherwise, or nothing.
  const recorded = useAnswer(widthPx < 20 ? null : JSON.stringify([asked, moment]), () => operations.timelineSamples(asked)); // prettier-ignore
  const live = usePanelQuery(
    rangeQuestion({ query, span: spanText(rested), zone, widthPx: Math.max(100, widthPx), seriesLimit: mostSeries }),
    0,
  );
  const [kept, setKept] = useState<Frame | null>(null);
  if (recorded.state === 'here' && recorded.value !== kept) setKept(recorded.value);
  const own = recorded.state === 'here' ? recorded.value : kept;
  const answer = own ?? live.answer;
  const failure = own === null ? live.failure : null;
  // Where nothing is drawn the reason stands in the place of the lines.
  const words =
    failure !== null && answer === null
      ? ''
      : failure === null
        ? `${own === null ? '' : 'recorded: '}${summaryOf(answer)}`
        : failure.reason;
  return (
    <div ref={box} className="timeline-chart" role="group" aria-label={`Chart of ${name}`} title={query}>
      <div className="timeline-chart-name" style={{ width: leftPx }}>
        <MiddleText text={name} />
        <span className={failure === null ? 'quiet' : 'timeline-chart-failed'} title={words}>
          {words}
        </span>
        <Button kind="quiet" icon="close" label={`Take away the chart of ${name}`} onClick={onRemove} />
      </div>
      {answer === null || widthPx < 20 ? (
        <p className="timeline-chart-none" style={{ height: heightPx }}>
          {failure === null ? 'Asking for samples' : `No samples: ${failure.reason}`}
        </p>
      ) : (
        <Lines frame={answer} span={span} widthPx={widthPx} />
      )}
    </div>
  );
}

function Lines({ frame, span, widthPx }: { frame: Frame; span: TimeSpan; widthPx: number }) {
  const theme = useTheme();
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const colourOf = pageColours();
      const series = decodeFrame(frame);
      const { low, high } = rangeOf(series);
      const y = (value: number): number => (high === low ? heightPx / 2 : heightPx - 4 - ((value - low) / (high - low)) * (heightPx - 8)); // prettier-ignore
      series.forEach(({ times, values }, index) => {
        context.strokeStyle = colourOf(`var(--series-${index % 8})`);
        context.fillStyle = context.strokeStyle;
        context.lineWidth = 1.5;
        const { starts, ends, alone } = segmentsOf(times, values, frame.stepMs);
        starts.forEach((start, place) => {
          context.beginPath();
          for (let at = start; at < (ends[place] ?? start); at++) context.lineTo(xOf(span, widthPx, times[at] ?? 0), y(values[at] ?? 0)); // prettier-ignore
          context.stroke();
        });
        for (const at of alone) context.fillRect(xOf(span, widthPx, times[at] ?? 0) - 1, y(values[at] ?? 0) - 1, 3, 3);
      });
    },
    // The colours change with the theme.
    // oxlint-disable-next-line react/exhaustive-deps
    [frame, span, widthPx, theme],
  );
  return <Canvas className="timeline-chart-lines" widthPx={widthPx} heightPx={heightPx} draw={draw} />;
}

function rangeOf(series: readonly DecodedSeries[]): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const { values } of series) {
    for (const value of values) {
      if (!Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return { low, high };
}

const figure = (value: number): string => grouped(Number(value.toPrecision(3)));

function summaryOf(frame: Frame | null): string {
  if (frame === null) return '';
  const series = decodeFrame(frame);
  const { low, high } = rangeOf(series);
  if (low > high) return 'no samples in this span';
  const lines = series.length === 1 ? '' : `, ${series.length} lines`;
  return `${figure(low)} to ${figure(high)}${lines}`;
}
