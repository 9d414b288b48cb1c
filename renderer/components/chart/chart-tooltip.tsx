// The values at the crosshair, the greatest first; shown by the chart that is pointed at.
import { useSyncExternalStore } from 'react';
import { useClock } from '../clock-context.tsx';
import { momentInWords } from '../times.ts';
import type { Annotation } from './chart-types.ts';
import type { Crosshair } from './crosshair.ts';
import { scaleFor, type PlotModel } from './plot-model.ts';
import { pointedValues } from './pointed-values.ts';
import { SeriesSwatch } from './series-swatch.tsx';

const mostRows = 12;
const rowPx = 18;
/** Its edges, the moment, and the line for those that have no room. */
const besidesPx = 62;
const widthPx = 300;
const nearPx = 6;

export interface ChartTooltipProps {
  model: PlotModel;
  chartId: string;
  crosshair: Crosshair;
  annotations: readonly Annotation[];
}

export function ChartTooltip({ model, chartId, crosshair, annotations }: ChartTooltipProps) {
  const pointed = useSyncExternalStore(crosshair.subscribe, crosshair.get);
  const { now, zone } = useClock();
  if (pointed?.by !== chartId || model.drawn.length === 0) return null;
  const values = pointedValues(model, pointed.atMs);
  const atMs = values[0]?.atMs ?? pointed.atMs;
  const x = model.x(pointed.atMs);
  const leftHalf = x < model.box.left + model.box.width / 2;
  const place = leftHalf ? { left: Math.min(x + 14, model.widthPx - 120) } : { right: Math.min(model.widthPx - x + 14, model.widthPx - 120) }; // prettier-ignore
  const rows = Math.max(1, Math.min(mostRows, Math.floor((model.heightPx - besidesPx) / rowPx)));
  const near = annotations.filter((one) => Math.abs(model.x(one.atMs) - x) <= nearPx);
  return (
    <div className="chart-tooltip" style={{ ...place, maxWidth: widthPx }} aria-hidden>
      <strong>{momentInWords(atMs, now, zone)}</strong>
      {values.length === 0 ? <p className="quiet">No samples here.</p> : null}
      <ul>
        {values.slice(0, rows).map(({ one, value }) => (
          <li key={one.series.key}>
            <SeriesSwatch colour={one.colour} dash={one.look.dash} />
            <span className="chart-tooltip-name">{one.series.name}</span>
            <span className="chart-figure">{scaleFor(model, one).unit.format(value)}</span>
          </li>
        ))}
      </ul>
      {values.length > rows ? <p className="quiet">and {values.length - rows} more below these</p> : null}
      {near.map((one) => (
        <p key={one.key} className={`chart-tooltip-event chart-tone-${one.tone}`}>
          {one.title}
        </p>
      ))}
    </div>
  );
}
