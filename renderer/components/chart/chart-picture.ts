// A chart as a PNG of what is seen: title, axes, thresholds, lines, flags, notes of staleness, and below them when somebody
// was watching, the series by their whole names, and the events.
import { absoluteInWords } from '../times.ts';
import { annotationsIn } from './annotation-flags.tsx';
import { oneLine } from './chart-summary.ts';
import type { Annotation, ChartOptions, CoverageRow } from './chart-types.ts';
import { drawFlags, drawLanes, drawThresholds, laneRowPx, toneColour } from './draw-around.ts';
import { drawSeries, type ColourOf } from './draw-series.ts';
import { drawAxes } from './draw-axes.ts';
import type { PlotModel } from './plot-model.ts';

export interface ChartPicture {
  title: string;
  model: PlotModel;
  thresholds: ChartOptions['thresholds'];
  annotations: readonly Annotation[];
  coverage: readonly CoverageRow[];
  /** Said below the title where it is not live. */
  note: string;
  colourOf: ColourOf;
}

const padPx = 14;
const headPx = 40;
const linePx = 18;
const scale = 2;

/** @throws where the page has no canvas. */
export function chartPicture(picture: ChartPicture): Promise<Blob> {
  const { title, model, note, colourOf, coverage } = picture;
  const canvas = document.createElement('canvas');
  const events = annotationsIn(picture.annotations, model.span.fromMs, model.span.toMs);
  const lanesPx = coverage.length * laneRowPx;
  const listPx = (model.drawn.length + events.length) * linePx + padPx;
  canvas.width = (model.widthPx + 2 * padPx) * scale;
  canvas.height = (headPx + model.heightPx + lanesPx + listPx + 2 * padPx) * scale;
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
  drawThresholds(context, model, picture.thresholds, colourOf);
  drawAxes(context, model, colourOf, fontFamily);
  context.font = `11px ${fontFamily}`;
  drawSeries(context, model, colourOf);
  drawFlags(context, model, events, colourOf);
  context.translate(0, model.heightPx + 4);
  drawLanes(context, model, coverage, colourOf);
  context.translate(0, lanesPx + padPx - 4);
  drawLegend(context, model, colourOf);
  context.translate(0, model.drawn.length * linePx);
  drawEvents(context, events, colourOf);
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
  drawn.forEach(({ series, colour, dash }, place) => {
    const y = place * linePx;
    context.strokeStyle = colourOf(colour);
    context.lineWidth = 3;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(18, y);
    context.stroke();
    context.setLineDash([]);
    context.fillStyle = colourOf('var(--text)');
    context.fillText(series.fullName ?? series.name, 26, y);
  });
}

function drawEvents(context: Context, events: readonly Annotation[], colourOf: ColourOf): void {
  events.forEach(({ atMs, title, tone }, place) => {
    context.fillStyle = colourOf(toneColour(tone));
    context.fillText(String(place + 1), 0, place * linePx);
    context.fillStyle = colourOf('var(--text)');
    context.fillText(`${absoluteInWords(atMs)}  ${title}`, 26, place * linePx);
  });
}
