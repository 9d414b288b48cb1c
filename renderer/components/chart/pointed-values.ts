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
    const { times, values } = one.series;
    const at = nearestPoint(times, atMs, withinMs);
    const value = values[at] ?? Number.NaN;
    if (at < 0 || Number.isNaN(value)) continue;
    const drawnAt = one.bases === null ? at : nearestPoint(one.times, times[at] ?? 0, 0);
    const y = scaleFor(model, one).y(one.tops[drawnAt] ?? Number.NaN);
    const { top, height } = model.box;
    const inside = Number.isFinite(y) && y >= top - 1 && y <= top + height + 1;
    found.push({ one, value, atMs: times[at] ?? atMs, spot: inside ? { x: model.x(times[at] ?? atMs), y } : null });
  }
  return found.toSorted((a, b) => b.value - a.value);
}
