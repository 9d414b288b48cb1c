// Which step a range is asked with: enough for the pixels, never more than Prometheus allows.
export const pointsLimit = 11_000;
/** Steps that people can read, in milliseconds. */
const niceMs = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000]; // prettier-ignore

export interface RangeAsked {
  fromMs: number;
  toMs: number;
  widthPx: number;
  minStepMs: number;
  /** The last moment is the very end, where only that one is shown; otherwise both ends are on whole steps. */
  endsNow?: boolean;
}

/** At most one point a pixel and 11,000 in all, which is Prometheus' own limit; the range begins and ends on whole steps. */
export function rangeStep({ fromMs, toMs, widthPx, minStepMs, endsNow = false }: RangeAsked): {
  startMs: number;
  endMs: number;
  stepMs: number;
} {
  const spanMs = Math.max(1, toMs - fromMs);
  const leastMs = Math.max(minStepMs, spanMs / widthPx, spanMs / (pointsLimit - 1));
  const stepMs = niceMs.find((ms) => ms >= leastMs) ?? Math.ceil(leastMs / 86_400_000) * 86_400_000;
  if (endsNow) return { startMs: toMs - Math.floor(spanMs / stepMs) * stepMs, endMs: toMs, stepMs };
  return onWholeSteps(fromMs, toMs, stepMs);
}

/** On whole steps, so that the same moments are asked again and again while time goes on, and nothing flickers. */
export function onWholeSteps(
  fromMs: number,
  toMs: number,
  stepMs: number,
): { startMs: number; endMs: number; stepMs: number } {
  const startMs = Math.ceil(fromMs / stepMs) * stepMs;
  const endMs = Math.floor(toMs / stepMs) * stepMs;
  // Between two steps there is none: then its end alone is asked for.
  return endMs < startMs ? { startMs: toMs, endMs: toMs, stepMs } : { startMs, endMs, stepMs };
}
