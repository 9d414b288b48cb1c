// Draws axes and grid on a canvas: for a picture, and on the screen until the frame of elements has its turn.
import type { ColourOf } from './draw-series.ts';
import { tickText, type PlotModel, type Scale } from './plot-model.ts';

/** As the frame of elements has them, to the pixel where fonts allow. */
export function drawAxes(context: CanvasRenderingContext2D, model: PlotModel, colourOf: ColourOf, font: string): void {
  const { box, left, right } = model;
  const foot = box.top + box.height;
  context.save();
  context.font = `11px ${font}`;
  context.textBaseline = 'middle';
  context.strokeStyle = colourOf('var(--line)');
  context.beginPath();
  for (const tick of left.axis.ticks) {
    const y = Math.round(left.y(tick)) + 0.5;
    context.moveTo(box.left, y);
    context.lineTo(box.left + box.width, y);
  }
  context.stroke();
  context.strokeStyle = colourOf('var(--line-strong)');
  context.strokeRect(box.left, foot, box.width, 0);
  context.fillStyle = colourOf('var(--text-soft)');
  figures(context, left, box.left - 8, 'right');
  if (right !== null) figures(context, right, box.left + box.width + 8, 'left');
  context.textAlign = 'center';
  for (const { atMs, text, day } of model.ticks) {
    context.font = `${day ? '600 ' : ''}11px ${font}`;
    context.fillStyle = colourOf(day ? 'var(--text)' : 'var(--text-soft)');
    context.fillRect(model.x(atMs), foot, 1, 4);
    context.fillText(text, model.x(atMs), foot + 13);
  }
  context.restore();
}

function figures(context: CanvasRenderingContext2D, { axis, unit, y }: Scale, x: number, align: CanvasTextAlign): void {
  context.textAlign = align;
  for (const tick of axis.ticks) context.fillText(tickText(axis, unit, tick), x, y(tick));
}
