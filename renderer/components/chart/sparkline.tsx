// A small line without axes, for the ground of a figure. It says nothing that the figure beside it does not.
import { useCallback } from 'react';
import { Canvas } from './canvas.tsx';
import { pageColours, useTheme } from './page-colours.ts';
import { segmentsOf } from './segments.ts';

export interface SparklineProps {
  times: Float64Array;
  values: Float64Array;
  fromMs: number;
  toMs: number;
  stepMs: number;
  widthPx: number;
  heightPx: number;
  /** A CSS colour or variable. */
  colour?: string;
  fill?: boolean;
}

export function Sparkline(props: SparklineProps) {
  const { times, values, fromMs, toMs, stepMs, widthPx, heightPx, colour = 'var(--series-0)', fill = true } = props;
  const theme = useTheme();
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const finite = values.filter(Number.isFinite);
      const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
      const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
      const x = (at: number): number => (((times[at] ?? 0) - fromMs) / (toMs - fromMs)) * widthPx;
      const y = (at: number): number =>
        high === low ? heightPx / 2 : heightPx - 2 - (((values[at] ?? 0) - low) / (high - low)) * (heightPx - 4);
      const { starts, ends, alone } = segmentsOf(times, values, stepMs);
      context.strokeStyle = pageColours()(colour);
      context.fillStyle = context.strokeStyle;
      context.lineWidth = 1.5;
      starts.forEach((start, place) => {
        const end = ends[place] ?? start;
        context.beginPath();
        for (let at = start; at < end; at++) context.lineTo(x(at), y(at));
        context.stroke();
        if (!fill) return;
        context.lineTo(x(end - 1), heightPx);
        context.lineTo(x(start), heightPx);
        context.globalAlpha = 0.15;
        context.fill();
        context.globalAlpha = 1;
      });
      for (const at of alone) context.fillRect(x(at) - 1, y(at) - 1, 2, 2);
    },
    // The colour changes with the theme.
    // oxlint-disable-next-line react/exhaustive-deps
    [times, values, fromMs, toMs, stepMs, widthPx, heightPx, colour, fill, theme],
  );
  return <Canvas className="sparkline" widthPx={widthPx} heightPx={heightPx} draw={draw} />;
}
