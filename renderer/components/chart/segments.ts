// Takes a series apart into what is joined by a line: nothing is drawn across a gap.

export interface Segments {
  /** Runs of samples from `starts[i]` to before `ends[i]`, each of at least two. */
  starts: number[];
  ends: number[];
  /** Samples alone between gaps. */
  alone: number[];
  /** Infinite samples; they break the line and are marked at the edge. */
  infinite: number[];
}

export const gapFactor = 1.5;

/**
 * @param keep says which finite values can be drawn at all: on a logarithmic axis those above zero.
 * @param bridgeMs samples so far apart are joined, though some between them are missing.
 */
export function segmentsOf(
  times: Float64Array,
  values: Float64Array,
  stepMs: number,
  keep: (value: number) => boolean = () => true,
  bridgeMs = 0,
): Segments {
  const found: Segments = { starts: [], ends: [], alone: [], infinite: [] };
  let start = -1;
  const close = (end: number): void => {
    if (start >= 0) {
      // A stair alone has two points at one moment.
      if (times[start] === times[end - 1]) found.alone.push(start);
      else {
        found.starts.push(start);
        found.ends.push(end);
      }
    }
    start = -1;
  };
  const widest = Math.max(stepMs * gapFactor, bridgeMs);
  let before = Number.NaN;
  for (let at = 0; at < times.length; at++) {
    const value = values[at] ?? Number.NaN;
    const time = times[at] ?? Number.NaN;
    if (!Number.isFinite(value) || !keep(value)) {
      close(at);
      if (value === Infinity || value === -Infinity) found.infinite.push(at);
    } else {
      if (start >= 0 && time - before > widest) close(at);
      if (start < 0) start = at;
    }
    before = time;
  }
  close(times.length);
  return found;
}
