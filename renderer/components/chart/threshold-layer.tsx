// Thresholds behind the lines of a chart: a line where one begins, a tint over what lies in it.
import type { ReactNode } from 'react';
import type { ChartOptions } from './chart-types.ts';
import type { PlotModel } from './plot-model.ts';

export function thresholdLayer(model: PlotModel, thresholds: ChartOptions['thresholds']): ReactNode {
  if (thresholds === undefined) return null;
  const { box, left } = model;
  const { steps, show } = thresholds;
  const inside = (value: number): number => Math.min(box.top + box.height, Math.max(box.top, left.y(value)));
  const known = (at: number | null): number => (at === null ? left.axis.min : at);
  return (
    <g>
      {steps.map(({ at, colour }, place) => {
        const bottom = inside(known(at));
        const next = steps[place + 1];
        const top = next === undefined ? box.top : inside(known(next.at));
        const region = show !== 'lines' && colour !== 'transparent' && bottom > top;
        const line = show !== 'regions' && at !== null && bottom > box.top && bottom < box.top + box.height;
        return (
          <g key={at ?? 'lowest'}>
            {region ? (
              <rect x={box.left} y={top} width={box.width} height={bottom - top} fill={colour} fillOpacity={0.09} />
            ) : null}
            {line ? (
              <path
                d={`M${box.left} ${bottom}h${box.width}`}
                stroke={colour}
                strokeDasharray="5 4"
                strokeOpacity={0.9}
              />
            ) : null}
          </g>
        );
      })}
    </g>
  );
}
