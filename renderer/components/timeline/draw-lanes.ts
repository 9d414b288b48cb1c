// Draws the lanes of the timeline on a canvas: what was watched, what lasted, what happened. It knows pixels and colours and
// decides nothing.
import type { CoverageEntry } from '#shared/model/annotation.ts';
import { severities } from '#shared/model/timeline/lane.ts';
import type { TimelineInterval } from '#shared/model/timeline/timeline.ts';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import { lanePieces } from '../chart/coverage-lane.tsx';
import type { ColourOf } from '../chart/draw-series.ts';
import type { TimeTick } from '../chart/time-ticks.ts';
import { countsFrom, coverageOf, headPx, type DrawnDensity, type LaneRow, type Mark } from './lane-rows.ts';

export interface LanesPicture {
  widthPx: number;
  heightPx: number;
  span: TimeSpan;
  rows: readonly LaneRow[];
  density: DrawnDensity | null;
  intervals: readonly TimelineInterval[];
  /** Null while it is not known: nothing is claimed then. */
  coverage: readonly CoverageEntry[] | null;
  ticks: readonly TimeTick[];
  /** The event that is selected. */
  selected: { sequence: number; atMs: number } | null;
  /** The present, and the moment that is looked at where it is another. */
  nowMs: number;
  cursorMs: number | null;
  font: string;
}

const severityColours = ['var(--text-soft)', 'var(--inconclusive)', 'var(--fail)', 'var(--fail)'];

export const xOf = ({ fromMs, toMs }: TimeSpan, widthPx: number, atMs: number): number => ((atMs - fromMs) / (toMs - fromMs)) * widthPx; // prettier-ignore
export const msOf = ({ fromMs, toMs }: TimeSpan, widthPx: number, x: number): number => fromMs + (x / widthPx) * (toMs - fromMs); // prettier-ignore

export function drawLanes(context: CanvasRenderingContext2D, picture: LanesPicture, colourOf: ColourOf): void {
  drawTime(context, picture, colourOf);
  const hatch = hatching(context, colourOf);
  for (const row of picture.rows) {
    drawCoverage(context, picture, row, hatch, colourOf);
    drawIntervals(context, picture, row, colourOf);
    drawEvents(context, picture, row, colourOf);
    context.fillStyle = colourOf('var(--line)');
    context.fillRect(0, row.topPx + row.heightPx - 1, picture.widthPx, 1);
  }
  drawCursors(context, picture, colourOf);
}

function drawTime(context: CanvasRenderingContext2D, { ticks, span, widthPx, heightPx, font }: LanesPicture, colourOf: ColourOf): void {
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  for (const { atMs, text, day } of ticks) {
    const x = Math.round(xOf(span, widthPx, atMs));
    context.fillStyle = colourOf(day ? 'var(--line-strong)' : 'var(--line)');
    context.fillRect(x, headPx - 6, 1, heightPx - headPx + 6);
    context.font = `${day ? '600 ' : ''}11px ${font}`;
    context.fillStyle = colourOf(day ? 'var(--text)' : 'var(--text-soft)');
    context.fillText(text, Math.min(widthPx - 24, Math.max(24, x)), headPx - 14);
  }
} // prettier-ignore

const hatches = new Map<string, HTMLCanvasElement>();

/** Strokes across, for times in which nobody looked; one tile for each colour. */
function hatching(context: CanvasRenderingContext2D, colourOf: ColourOf): CanvasPattern | string {
  const colour = colourOf('var(--line-strong)');
  let tile = hatches.get(colour);
  if (tile === undefined) hatches.set(colour, (tile = hatchTile(colour)));
  return context.createPattern(tile, 'repeat') ?? 'transparent';
}

function hatchTile(colour: string): HTMLCanvasElement {
  const tile = document.createElement('canvas');
  tile.width = tile.height = 8;
  const context = tile.getContext('2d');
  if (context === null) return tile;
  context.strokeStyle = colour;
  context.globalAlpha = 0.55;
  for (const from of [-8, 0, 8]) {
    context.beginPath();
    context.moveTo(from, 8);
    context.lineTo(from + 8, 0);
    context.stroke();
  }
  return tile;
}

/** Watched times are plain; the rest is hatched, but for what lies ahead and for what nothing is known of. */
function drawCoverage(context: CanvasRenderingContext2D, { coverage, span, widthPx, nowMs }: LanesPicture, row: LaneRow, hatch: CanvasPattern | string, colourOf: ColourOf): void {
  const [top, height] = [row.topPx, row.heightPx - 1];
  const until = Math.min(span.toMs, nowMs);
  const fill = (fromMs: number, toMs: number, style: CanvasPattern | string): void => {
    const from = Math.max(0, xOf(span, widthPx, fromMs));
    const to = Math.min(widthPx, xOf(span, widthPx, toMs));
    if (to <= from) return;
    context.fillStyle = style;
    context.fillRect(from, top, to - from, height);
  };
  fill(span.fromMs, span.toMs, colourOf('var(--surface)'));
  if (coverage === null) return;
  const known = coverageOf(coverage, row.lane);
  if (known === null) return fill(span.fromMs, until, hatch);
  fill(span.fromMs, Math.min(until, known.knownFromMs), hatch);
  if (until <= span.fromMs) return;
  for (const piece of lanePieces(known, { fromMs: span.fromMs, toMs: until })) if (piece.state === 'unwatched') fill(piece.fromMs, piece.toMs, hatch); // prettier-ignore
} // prettier-ignore

function drawIntervals(context: CanvasRenderingContext2D, { intervals, span, widthPx, nowMs }: LanesPicture, row: LaneRow, colourOf: ColourOf): void {
  for (const { lane, fromMs, toMs, turnedMs, severity } of intervals) {
    const endMs = toMs ?? nowMs;
    if (lane !== row.lane || endMs < span.fromMs || fromMs > span.toMs) continue;
    const x = (atMs: number): number => Math.min(widthPx + 2, Math.max(-2, xOf(span, widthPx, atMs)));
    const colour = colourOf(severityColours[severities.indexOf(severity)] ?? 'var(--text-soft)');
    const y = row.topPx + row.heightPx - 8;
    context.fillStyle = colour;
    context.globalAlpha = 0.3;
    context.fillRect(x(fromMs), y, Math.max(2, x(endMs) - x(fromMs)), 5);
    context.globalAlpha = 1;
    if (turnedMs !== null) context.fillRect(x(turnedMs), y, Math.max(2, x(endMs) - x(turnedMs)), 5);
    context.fillRect(x(fromMs), y, 1, 5);
    // One that has no end yet is open to the right.
    if (toMs !== null) context.fillRect(x(endMs) - 1, y - 2, 2, 9);
  }
} // prettier-ignore

/** One by one where there is room for each, else as bars. */
function drawEvents(context: CanvasRenderingContext2D, picture: LanesPicture, row: LaneRow, colourOf: ColourOf): void {
  const { density, span, widthPx } = picture;
  if (density === null) return;
  const shown = marksShown(density, row, span, widthPx);
  if (shown === null) return drawBars(context, picture, density, row, colourOf);
  for (const mark of shown) drawMark(context, mark, xOf(span, widthPx, mark.atMs), row, picture.selected?.sequence === mark.sequence, colourOf); // prettier-ignore
}

/** Fewer than one in so many pixels are drawn one by one. */
const pxForMark = 5;

/** The marks of a lane that are in the span; null where there are too many to tell apart. */
export function marksShown({ marks }: DrawnDensity, { lane }: LaneRow, span: TimeSpan, widthPx: number): readonly Mark[] | null {
  const shown = marks.get(lane)?.filter(({ atMs }) => atMs >= span.fromMs && atMs <= span.toMs) ?? null;
  return shown === null || shown.length > widthPx / pxForMark ? null : shown;
} // prettier-ignore

/** Left to what lasted, at the foot of a lane. */
const footPx = 9;

function drawBars(context: CanvasRenderingContext2D, { span, widthPx }: LanesPicture, density: DrawnDensity, row: LaneRow, colourOf: ColourOf): void {
  const { counts, buckets } = density;
  const bucketMs = (density.toMs - density.fromMs) / buckets;
  const first = Math.max(0, Math.floor((span.fromMs - density.fromMs) / bucketMs));
  const last = Math.min(buckets - 1, Math.ceil((span.toMs - density.fromMs) / bucketMs));
  const starts = severities.map((_, severity) => countsFrom(density, row.lane, severity));
  const totalOf = (bucket: number): number => starts.reduce((sum, start) => sum + (counts[start + bucket] ?? 0), 0);
  let fullest = 1;
  for (let bucket = first; bucket <= last; bucket++) fullest = Math.max(fullest, totalOf(bucket));
  const base = row.topPx + row.heightPx - footPx;
  const barPx = row.heightPx - footPx - 2;
  const widthOfOne = Math.max(1, (widthPx * bucketMs) / (span.toMs - span.fromMs) - 0.5);
  const reached = new Float64Array(last + 1);
  // One colour after the other: changing it for each bar costs more than the bars.
  for (const [severity, start] of starts.entries()) {
    context.fillStyle = colourOf(severityColours[severity] ?? 'var(--text-soft)');
    for (let bucket = first; bucket <= last; bucket++) {
      const count = counts[start + bucket] ?? 0;
      if (count === 0) continue;
      const total = totalOf(bucket);
      // A root: one event beside a thousand stays to be seen.
      const height = (Math.max(3, Math.sqrt(total / fullest) * barPx) * count) / total;
      const part = severity === 0 ? height : Math.max(2, height);
      const top = (reached[bucket] ?? 0) + part;
      reached[bucket] = top;
      const from = xOf(span, widthPx, density.fromMs + bucket * bucketMs);
      context.fillRect(from, base - top, widthOfOne, part);
      // What is urgent carries a notch, as its colour is that of the one below.
      if (severity === 3) context.fillRect(from - 1, base - top - 2, widthOfOne + 2, 2);
    }
  }
} // prettier-ignore

/** A tick, a triangle, a square, a larger one with a rim: what matters more has more of a shape. */
function drawMark(context: CanvasRenderingContext2D, { severity }: Mark, x: number, row: LaneRow, selected: boolean, colourOf: ColourOf): void {
  const y = row.topPx + (row.heightPx - footPx) / 2 + 1;
  context.fillStyle = colourOf(severityColours[severity] ?? 'var(--text-soft)');
  if (severity === 0) context.fillRect(Math.round(x) - 1, y - 5, 2, 10);
  else if (severity === 1) {
    context.beginPath();
    context.moveTo(x, y - 5);
    context.lineTo(x + 5, y + 4);
    context.lineTo(x - 5, y + 4);
    context.fill();
  } else {
    const half = severity === 3 ? 5 : 4;
    context.fillRect(x - half, y - half, half * 2, half * 2);
    if (severity === 3) {
      context.fillStyle = colourOf('var(--surface)');
      context.fillRect(x - 2, y - 2, 4, 4);
    }
  }
  if (!selected) return;
  context.strokeStyle = colourOf('var(--accent)');
  context.lineWidth = 2;
  context.strokeRect(x - 7, y - 8, 14, 16);
} // prettier-ignore

function drawCursors(context: CanvasRenderingContext2D, { span, widthPx, heightPx, nowMs, cursorMs }: LanesPicture, colourOf: ColourOf): void {
  const line = (atMs: number, colour: string, width: number): void => {
    if (atMs < span.fromMs || atMs > span.toMs) return;
    context.fillStyle = colourOf(colour);
    context.fillRect(Math.round(xOf(span, widthPx, atMs)), headPx - 6, width, heightPx - headPx + 6);
  };
  // What lies ahead is not known: it is shaded.
  if (nowMs < span.toMs) {
    const from = Math.max(0, xOf(span, widthPx, nowMs));
    context.fillStyle = colourOf('var(--ground)');
    context.globalAlpha = 0.6;
    context.fillRect(from, headPx, widthPx - from, heightPx - headPx);
    context.globalAlpha = 1;
  }
  line(nowMs, 'var(--accent)', 1);
  if (cursorMs !== null) line(cursorMs, 'var(--waived)', 2);
} // prettier-ignore
