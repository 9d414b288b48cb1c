// Draws a heat map: one cell a bucket and step, in the colour that its count has; nothing where nothing was.
import type { InkOf } from './heat-colours.ts';
import type { Buckets } from './histogram-buckets.ts';

export interface HeatPlot {
  left: number;
  top: number;
  width: number;
  height: number;
  fromMs: number;
  toMs: number;
  stepMs: number;
  /** The lowest bucket stands at the top. */
  reversed: boolean;
}

/** The rows from the top down: the highest bucket first, or last where it is reversed. Buckets that never had anything at either end have no row. */
export function rowsOf({ buckets }: Buckets, reversed: boolean): number[] {
  const used = buckets.map(({ counts }) => counts.some((count) => count > 0));
  const first = Math.max(0, used.indexOf(true));
  const last = Math.max(first, used.lastIndexOf(true));
  const rows = buckets.map((_, place) => place).filter((place) => place >= first && place <= last);
  return reversed ? rows : rows.toReversed();
}

/** The greatest count, for the scale of colours; 0 where there is none. */
export function greatestCount({ buckets }: Buckets): number {
  let greatest = 0;
  for (const { counts } of buckets) for (const count of counts) if (count > greatest) greatest = count;
  return greatest;
}

export function drawHeat(context: CanvasRenderingContext2D, heat: Buckets, plot: HeatPlot, inkOf: InkOf): void {
  const rows = rowsOf(heat, plot.reversed);
  const rowPx = plot.height / Math.max(1, rows.length);
  const perMs = plot.width / (plot.toMs - plot.fromMs);
  const cellPx = Math.max(1, plot.stepMs * perMs);
  context.save();
  context.beginPath();
  context.rect(plot.left, plot.top, plot.width, plot.height);
  context.clip();
  // Setting one makes a browser read the colour, for every cell anew.
  let colour = '';
  rows.forEach((bucket, row) => {
    const { counts } = heat.buckets[bucket] ?? { counts: new Float64Array() };
    const y = Math.round(plot.top + row * rowPx);
    const height = Math.max(1, Math.round(plot.top + (row + 1) * rowPx) - y - (rowPx > 4 ? 1 : 0));
    for (let at = 0; at < counts.length; at++) {
      const ink = inkOf(counts[at] ?? Number.NaN);
      if (ink === null) continue;
      if (ink.colour !== colour) context.fillStyle = colour = ink.colour;
      context.globalAlpha = ink.alpha;
      // A sample of a rate stands for the step that ends with it.
      const end = plot.left + ((heat.times[at] ?? 0) - plot.fromMs) * perMs;
      // On whole pixels, or neighbours show through each other.
      const x = Math.round(end - cellPx);
      context.fillRect(x, y, Math.max(1, Math.round(end) - x - (cellPx > 8 ? 1 : 0)), height);
    }
  });
  context.restore();
}

/** The cell at a point of the plot; null outside of all. */
export function cellAt(heat: Buckets, plot: HeatPlot, x: number, y: number): { bucket: number; at: number } | null {
  const rows = rowsOf(heat, plot.reversed);
  const row = Math.floor(((y - plot.top) / plot.height) * rows.length);
  const bucket = rows[row];
  const ms = plot.fromMs + ((x - plot.left) / plot.width) * (plot.toMs - plot.fromMs);
  const at = heat.times.findIndex((time) => time >= ms && time - plot.stepMs < ms);
  return bucket === undefined || at < 0 ? null : { bucket, at };
}
