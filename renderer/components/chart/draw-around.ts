// Draws into a picture what stands around the lines of a chart: thresholds behind them, flags of events over them, and the
// lanes that say when somebody was watching.
import { flagHeightPx, flagsOf, toneOf } from './annotation-flags.tsx';
import type { Annotation, ChartOptions, CoverageRow } from './chart-types.ts';
import { lanePieces, laneWords } from './coverage-lane.tsx';
import type { ColourOf } from './draw-series.ts';
import type { PlotModel } from './plot-model.ts';
import { thresholdBands } from './threshold-layer.tsx';

type Context = CanvasRenderingContext2D;

/** With its words below. */
export const laneRowPx = 26;
const laneHeightPx = 6;
const toneColours: Record<Annotation['tone'], string> = {
  plain: 'var(--text-soft)',
  good: 'var(--pass)',
  bad: 'var(--fail)',
  gap: 'var(--inconclusive)',
};
export const toneColour = (tone: Annotation['tone']): string => toneColours[tone];

export function drawThresholds(context: Context, model: PlotModel, thresholds: ChartOptions['thresholds'], colourOf: ColourOf): void {
  const { left, width } = model.box;
  context.save();
  for (const { colour, topPx, bottomPx, region, line } of thresholdBands(model, thresholds)) {
    context.globalAlpha = 0.09;
    context.fillStyle = colourOf(colour);
    if (region) context.fillRect(left, topPx, width, bottomPx - topPx);
    context.globalAlpha = 0.9;
    context.strokeStyle = colourOf(colour);
    context.setLineDash([5, 4]);
    if (line) stroke(context, left, bottomPx, left + width, bottomPx);
  }
  context.restore();
} // prettier-ignore

/** Each with the numbers that its events have in the list below the picture. */
export function drawFlags(context: Context, model: PlotModel, annotations: readonly Annotation[], colourOf: ColourOf): void {
  const { top, height } = model.box;
  context.save();
  context.textAlign = 'center';
  for (const { x, first, last, members } of flagsOf(annotations, model)) {
    context.strokeStyle = context.fillStyle = colourOf(toneColour(toneOf(members)));
    context.setLineDash([2, 2]);
    stroke(context, x, top - 3, x, top + height);
    context.fillText(last > first ? `${first}–${last}` : String(first), x, top - flagHeightPx / 2 - 1);
  }
  context.restore();
} // prettier-ignore

/** From the present origin down, one a source: watched is full, unwatched is hatched, unknown is empty. */
export function drawLanes(context: Context, model: PlotModel, rows: readonly CoverageRow[], colourOf: ColourOf): void {
  context.save();
  rows.forEach((row, place) => {
    const y = place * laneRowPx;
    for (const { fromMs, toMs, state } of lanePieces(row, model.span)) {
      const [x, width] = [model.x(fromMs), Math.max(1, model.x(toMs) - model.x(fromMs))];
      context.fillStyle = colourOf(state === 'watched' ? 'var(--pass)' : 'var(--inconclusive)');
      if (state === 'watched') context.fillRect(x, y, width, laneHeightPx);
      else for (let at = x; at < x + width; at += 4) context.fillRect(at, y, 1.5, laneHeightPx);
    }
    context.fillStyle = colourOf('var(--text-soft)');
    context.fillText(laneWords(row, model.span), model.box.left, y + laneHeightPx + 9);
  });
  context.restore();
} // prettier-ignore

function stroke(context: Context, fromX: number, fromY: number, toX: number, toY: number): void {
  context.beginPath();
  context.moveTo(fromX, fromY);
  context.lineTo(toX, toY);
  context.stroke();
}
