// Draws the series of a chart on a canvas: on the screen where they are too many for elements, and for a picture.
import { scaleFor, type DrawnSeries, type PlotModel } from './plot-model.ts';

/** Makes a CSS colour one that a canvas knows: variables are of the page. */
export type ColourOf = (colour: string) => string;

type Context = CanvasRenderingContext2D;

/** Clears nothing; the lowest first, marks on top of all lines. */
export function drawSeries(context: Context, model: PlotModel, colourOf: ColourOf): void {
  const { box } = model;
  context.save();
  context.beginPath();
  context.rect(box.left, box.top, box.width, box.height);
  context.clip();
  context.lineJoin = 'round';
  for (const one of model.drawn) drawFill(context, model, one, colourOf(one.colour));
  for (const one of model.drawn) drawLine(context, model, one, colourOf(one.colour));
  for (const one of model.drawn) drawMarks(context, model, one, colourOf(one.colour));
  context.restore();
}

function drawFill(context: Context, model: PlotModel, one: DrawnSeries, colour: string): void {
  const { fill, mode, segments, times, tops, bases } = one;
  if (fill <= 0 || mode !== 'line') return;
  const { y } = scaleFor(model, one);
  const foot = footOf(model, one);
  context.globalAlpha = fill;
  context.fillStyle = colour;
  segments.starts.forEach((start, place) => {
    const end = segments.ends[place] ?? start;
    context.beginPath();
    for (let at = start; at < end; at++) context.lineTo(model.x(times[at] ?? 0), y(tops[at] ?? 0));
    for (let at = end - 1; at >= start; at--)
      context.lineTo(model.x(times[at] ?? 0), bases === null ? foot : y(bases[at] ?? 0));
    context.fill();
  });
  context.globalAlpha = 1;
}

function drawLine(context: Context, model: PlotModel, one: DrawnSeries, colour: string): void {
  const { mode, segments, times, tops, lineWidthPx, dash } = one;
  if (mode === 'bars') return drawBars(context, model, one, colour);
  if (mode !== 'line' || lineWidthPx <= 0) return undefined;
  const { y } = scaleFor(model, one);
  context.strokeStyle = colour;
  context.lineWidth = lineWidthPx;
  context.setLineDash([...dash]);
  context.beginPath();
  segments.starts.forEach((start, place) => {
    const end = segments.ends[place] ?? start;
    context.moveTo(model.x(times[start] ?? 0), y(tops[start] ?? 0));
    for (let at = start + 1; at < end; at++) context.lineTo(model.x(times[at] ?? 0), y(tops[at] ?? 0));
  });
  context.stroke();
  context.setLineDash([]);
  return undefined;
}

function drawBars(context: Context, model: PlotModel, one: DrawnSeries, colour: string): void {
  const { times, tops, bases, series } = one;
  const { y } = scaleFor(model, one);
  const foot = footOf(model, one);
  const stepPx = model.x(model.span.fromMs + model.stepMs) - model.box.left;
  const beside = model.drawn.filter(({ mode, bases: stacked }) => mode === 'bars' && stacked === null);
  const place = bases === null ? beside.findIndex((other) => other.series === series) : 0;
  const width = Math.max(1, (stepPx * 0.8) / (bases === null ? Math.max(1, beside.length) : 1));
  const shift = bases === null ? (place - (beside.length - 1) / 2) * width : 0;
  context.fillStyle = colour;
  context.globalAlpha = Math.max(0.4, one.fill || 0.8);
  for (let at = 0; at < tops.length; at++) {
    const top = tops[at] ?? Number.NaN;
    if (!Number.isFinite(top)) continue;
    const from = bases === null ? foot : y(bases[at] ?? 0);
    const x = model.x(times[at] ?? 0) + shift - width / 2;
    context.fillRect(x, Math.min(from, y(top)), Math.max(1, width - (width > 4 ? 1 : 0)), Math.max(1, Math.abs(from - y(top)))); // prettier-ignore
  }
  context.globalAlpha = 1;
}

/** Samples alone between gaps as dots, all of them where points are wished for, infinities as arrows at the edge. */
function drawMarks(context: Context, model: PlotModel, one: DrawnSeries, colour: string): void {
  const { mode, segments, times, tops, pointPx, stairs } = one;
  const { y } = scaleFor(model, one);
  context.fillStyle = colour;
  const dot = (at: number, radius: number): void => {
    context.beginPath();
    context.arc(model.x(times[at] ?? 0), y(tops[at] ?? 0), radius, 0, 2 * Math.PI);
    context.fill();
  };
  if (mode !== 'bars') for (const at of segments.alone) dot(at, Math.max(2, pointPx / 2));
  if (pointPx > 0)
    segments.starts.forEach((start, place) => {
      for (let at = start; at < (segments.ends[place] ?? start); at++)
        if (!stairs || at % 2 === 1) dot(at, pointPx / 2);
    });
  for (const at of segments.infinite) {
    const arrow = infinityArrow(model, times[at] ?? 0, (tops[at] ?? 0) > 0);
    context.beginPath();
    for (const [x, up] of arrow) context.lineTo(x, up);
    context.fill();
  }
}

/** Where a band or bar without a base stands. */
export function footOf(model: PlotModel, one: DrawnSeries): number {
  const { axis, kind, y } = scaleFor(model, one);
  return kind === 'log' ? y(axis.min) : y(Math.min(axis.max, Math.max(axis.min, 0)));
}

/** Corners of the arrow that says that a value is beyond any axis. */
export function infinityArrow({ x, box }: PlotModel, atMs: number, up: boolean): [number, number][] {
  const at = x(atMs);
  const [edge, inner] = up ? [box.top + 1, box.top + 8] : [box.top + box.height - 1, box.top + box.height - 8];
  return [
    [at, edge],
    [at + 4, inner],
    [at - 4, inner],
  ];
}
