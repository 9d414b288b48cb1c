// What each series has at the moment that is pointed at.
import { gapFactor } from './segments.ts';
import { nearestPoint } from './nearest-point.ts';
import { scaleFor, type DrawnSeries, type PlotModel } from './plot-model.ts';

export interface PointedValue {
  one: DrawnSeries;
  atMs: number;
  /** The sample's own value, not that of the stack below it. */
  value: number;
  /** Where it is drawn; null where that is outside of the plot. */
  spot: { x: number; y: number } | null;
}

/** Series with nothing near the moment are left out; the greatest first. */
export function pointedValues(model: PlotModel, atMs: number): PointedValue[] {
  // Reduced series have samples where their pixels are: the nearest may be a few pixels away, never over a gap.
  const withinMs = Math.max(model.stepMs * (gapFactor / 2), 4 * (model.timeOf(1) - model.timeOf(0)));
  const found: PointedValue[] = [];
  for (const one of model.drawn) {
    const { times, values, style } = one.series;
    if (style?.hideFromTooltip === true) continue;
    const at = nearestPoint(times, atMs, withinMs);
    const value = values[at] ?? Number.NaN;
    if (at < 0 || Number.isNaN(value)) continue;
    const drawnAt = drawnPlace(one, at);
    const y = scaleFor(model, one).y(one.tops[drawnAt] ?? Number.NaN);
    const { top, height } = model.box;
    const inside = Number.isFinite(y) && y >= top - 1 && y <= top + height + 1;
    found.push({ one, value, atMs: times[at] ?? atMs, spot: inside ? { x: model.x(times[at] ?? atMs), y } : null });
  }
  return found.toSorted((a, b) => b.value - a.value);
}

/** Where the sample stands among what is drawn: stacks, stairs and bridged gaps have points of their own. */
function drawnPlace({ series, times, stairs }: DrawnSeries, at: number): number {
  if (times === series.times) return at;
  const place = nearestPoint(times, series.times[at] ?? 0, 0);
  if (!stairs || place < 0 || place % 2 === 1) return place;
  // Of the points of stairs at one moment that at the odd place is the sample's.
  return times[place + 1] === times[place] ? place + 1 : place - 1;
}
