// Draws axes and grid on a canvas: for a picture, and on the screen where the lines are on a canvas too.
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
  if (!left.hidden) figures(context, left, box.left - 8, 'right');
  if (right !== null && !right.hidden) figures(context, right, box.left + box.width + 8, 'left');
  context.textAlign = 'center';
  // Those of one kind together: every change of the font makes the browser work styles out.
  for (const ofDays of [false, true]) {
    const ticks = model.ticks.filter(({ day }) => day === ofDays);
    if (ofDays && ticks.length > 0) context.font = `600 11px ${font}`;
    context.fillStyle = colourOf(ofDays ? 'var(--text)' : 'var(--text-soft)');
    for (const { atMs, text } of ticks) {
      context.fillRect(model.x(atMs), foot, 1, 4);
      context.fillText(text, model.x(atMs), foot + 13);
    }
  }
  context.restore();
}

function figures(context: CanvasRenderingContext2D, { axis, unit, y }: Scale, x: number, align: CanvasTextAlign): void {
  context.textAlign = align;
  for (const tick of axis.ticks) context.fillText(tickText(axis, unit, tick), x, y(tick));
}
