// A chart as a PNG of what is seen: title, axes, lines, notes of staleness, and the legend below.
import { oneLine } from './chart-summary.ts';
import { drawSeries, type ColourOf } from './draw-series.ts';
import { drawAxes } from './draw-axes.ts';
import type { PlotModel } from './plot-model.ts';
import { dashes } from './series-colours.ts';

export interface ChartPicture {
  title: string;
  model: PlotModel;
  /** Said below the title where it is not live. */
  note: string;
  colourOf: ColourOf;
}

const padPx = 14;
const headPx = 40;
const linePx = 18;
const scale = 2;

/** @throws where the page has no canvas. */
export function chartPicture({ title, model, note, colourOf }: ChartPicture): Promise<Blob> {
  const canvas = document.createElement('canvas');
  const legendPx = model.drawn.length * linePx + padPx;
  canvas.width = (model.widthPx + 2 * padPx) * scale;
  canvas.height = (headPx + model.heightPx + legendPx + 2 * padPx) * scale;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this page cannot draw pictures');
  context.scale(scale, scale);
  context.fillStyle = colourOf('var(--surface)');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.translate(padPx, padPx);
  context.textBaseline = 'middle';
  const { fontFamily } = getComputedStyle(document.body);
  write(context, title, 0, 8, `650 14px ${fontFamily}`, colourOf('var(--text)'));
  write(context, [oneLine(model.span), note].filter(Boolean).join(' · '), 0, 26, `11px ${fontFamily}`, colourOf('var(--text-soft)')); // prettier-ignore
  context.translate(0, headPx);
  drawAxes(context, model, colourOf, fontFamily);
  context.font = `11px ${fontFamily}`;
  drawSeries(context, model, colourOf);
  context.translate(0, model.heightPx + padPx);
  drawLegend(context, model, colourOf);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error('the picture could not be made')) : resolve(blob)));
  });
}

type Context = CanvasRenderingContext2D;

function write(context: Context, text: string, x: number, y: number, font: string, colour: string): void {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawLegend(context: Context, { drawn }: PlotModel, colourOf: ColourOf): void {
  drawn.forEach(({ series, colour, look }, place) => {
    const y = place * linePx;
    context.strokeStyle = colourOf(colour);
    context.lineWidth = 3;
    context.setLineDash([...(dashes[look.dash] ?? [])]);
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(18, y);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = colourOf('var(--text)');
    context.fillText(series.name, 26, y);
  });
}
