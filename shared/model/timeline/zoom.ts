// How the span of the timeline moves: zoomed about a moment, moved along, kept within what can be shown; and which window
// is asked for, so that a small move needs no question. Pure.

export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

/** From one second to ten years. */
export const spanLimitsMs = { least: 1_000, most: 10 * 366 * 86_400_000 };

const lengthOf = ({ fromMs, toMs }: TimeSpan): number => toMs - fromMs;
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The moment stays where it is on the screen. @param factor below 1 comes nearer. */
export function zoomed(span: TimeSpan, factor: number, aboutMs: number): TimeSpan {
  const length = lengthOf(span);
  const next = within(length * factor, spanLimitsMs.least, spanLimitsMs.most);
  const share = length === 0 ? 0.5 : (aboutMs - span.fromMs) / length;
  const fromMs = aboutMs - share * next;
  return { fromMs, toMs: fromMs + next };
}

export const moved = ({ fromMs, toMs }: TimeSpan, byMs: number): TimeSpan => ({ fromMs: fromMs + byMs, toMs: toMs + byMs }); // prettier-ignore

/** Two moments in any order, no nearer to each other than can be shown. */
export function spanBetween(oneMs: number, otherMs: number): TimeSpan {
  const [fromMs, toMs] = oneMs < otherMs ? [oneMs, otherMs] : [otherMs, oneMs];
  const missing = Math.max(0, spanLimitsMs.least - (toMs - fromMs)) / 2;
  return { fromMs: fromMs - missing, toMs: toMs + missing };
}

export interface AskedWindow extends TimeSpan {
  buckets: number;
}

/** Of a bucket: about this many pixels wide, so that a bar can be told from the next. */
const bucketPx = 3;
const mostBuckets = 1_800;

/**
 * The window to ask for: a screen to either side, in buckets of a length that is a power of two milliseconds and that begin
 * at multiples of it. So neighbouring windows have the same buckets, and bars do not change while the span moves.
 */
export function askedWindow(span: TimeSpan, widthPx: number): AskedWindow {
  const shown = Math.max(20, Math.min(mostBuckets / 3, widthPx / bucketPx));
  const bucketMs = Math.max(1, 2 ** Math.ceil(Math.log2(lengthOf(span) / shown)));
  const fromMs = Math.floor((span.fromMs - lengthOf(span)) / bucketMs) * bucketMs;
  const toMs = Math.ceil((span.toMs + lengthOf(span)) / bucketMs) * bucketMs;
  return { fromMs, toMs, buckets: Math.max(1, Math.round((toMs - fromMs) / bucketMs)) };
}

/** Whether what was answered about a window is fine enough and wide enough for a span. */
export function covers(window: AskedWindow, span: TimeSpan, widthPx: number): boolean {
  const bucketMs = lengthOf(window) / window.buckets;
  const wanted = askedWindow(span, widthPx);
  const sameZoom = Math.abs(Math.log2((lengthOf(wanted) / wanted.buckets) / bucketMs)) < 0.5; // prettier-ignore
  return sameZoom && window.fromMs <= span.fromMs && window.toMs >= span.toMs;
}
