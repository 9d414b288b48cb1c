// Thresholds behind the lines of a chart: a line where one begins, a tint over what lies in it.
import type { ReactNode } from 'react';
import type { ChartOptions } from './chart-types.ts';
import type { PlotModel } from './plot-model.ts';

export interface ThresholdBand {
  colour: string;
  topPx: number;
  bottomPx: number;
  /** Tinted between both. */
  region: boolean;
  /** With a line at its bottom. */
  line: boolean;
}

/** What lies within the plot, on the left axis; the lowest first. */
export function thresholdBands({ box, left }: PlotModel, thresholds: ChartOptions['thresholds']): ThresholdBand[] {
  if (thresholds === undefined) return [];
  const { steps, show } = thresholds;
  const inside = (value: number): number => Math.min(box.top + box.height, Math.max(box.top, left.y(value)));
  const known = (at: number | null): number => (at === null ? left.axis.min : at);
  return steps.map(({ at, colour }, place) => {
    const bottomPx = inside(known(at));
    const next = steps[place + 1];
    const topPx = next === undefined ? box.top : inside(known(next.at));
    const region = show !== 'lines' && colour !== 'transparent' && bottomPx > topPx;
    const line = show !== 'regions' && at !== null && bottomPx > box.top && bottomPx < box.top + box.height;
    return { colour, topPx, bottomPx, region, line };
  });
}

export function thresholdLayer(model: PlotModel, thresholds: ChartOptions['thresholds']): ReactNode {
  if (thresholds === undefined) return null;
  const { left, width } = model.box;
  return (
    <g>
      {thresholdBands(model, thresholds).map(({ colour, topPx, bottomPx, region, line }, place) => (
        <g key={thresholds.steps[place]?.at ?? 'lowest'}>
          {region ? <rect x={left} y={topPx} width={width} height={bottomPx - topPx} fill={colour} fillOpacity={0.09} /> : null}
          {line ? <path d={`M${left} ${bottomPx}h${width}`} stroke={colour} strokeDasharray="5 4" strokeOpacity={0.9} /> : null}
        </g>
      ))}
    </g>
  );
} // prettier-ignore
