// M4: of each pixel column the first, last, least and greatest sample. A line drawn through what is kept has the same pixels
// as one drawn through everything (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014), so a
// spike of one sample stays. NaN is no least or greatest; a column of nothing else keeps its first and last. A gap stays one:
// what is kept may stand further apart than the samples did, so that the distance no longer tells.

export interface Points {
  times: Float64Array;
  values: Float64Array;
}

/**
 * One pass, no sorting. At most four samples a column, each as it was, in their order; neighbours are at most a column apart.
 * @param columns how many columns the span is cut into, at least 1
 * @param gapMs samples further apart than this have a gap between them: there a NaN is put, just after the sample before it
 */
export function reduceM4(
  { times, values }: Points,
  fromMs: number,
  toMs: number,
  columns: number,
  gapMs = Infinity,
): Points {
  const count = times.length;
  // A gap splits a column at most once more than it has gaps.
  const most = count + gapsIn(times, gapMs);
  const keptTimes = new Float64Array(most);
  const keptValues = new Float64Array(most);
  const columnMs = (toMs - fromMs) / columns || 1;
  let kept = 0;
  let at = 0;
  while (at < count) {
    const column = Math.min(columns - 1, Math.max(0, Math.floor(((times[at] ?? 0) - fromMs) / columnMs)));
    const endMs = column === columns - 1 ? Infinity : fromMs + (column + 1) * columnMs;
    const first = at;
    let least = -1;
    let greatest = -1;
    let low = Infinity;
    let high = -Infinity;
    for (; at < count && (times[at] ?? 0) < endMs; at++) {
      if (at > first && (times[at] ?? 0) - (times[at - 1] ?? 0) > gapMs) break;
      const value = values[at] ?? NaN;
      if (value < low || (least < 0 && value === low)) [low, least] = [value, at];
      if (value > high || (greatest < 0 && value === high)) [high, greatest] = [value, at];
    }
    // A boundary that rounds onto its own sample would stand still otherwise.
    if (at === first) at++;
    const last = at - 1;
    const [before, after] = least <= greatest ? [least, greatest] : [greatest, least];
    let previous = -1;
    for (const index of [first, before, after, last]) {
      if (index < 0 || index <= previous) continue;
      keptTimes[kept] = times[index] ?? 0;
      keptValues[kept] = values[index] ?? NaN;
      kept++;
      previous = index;
    }
    if (at < count && (times[at] ?? 0) - (times[last] ?? 0) > gapMs) {
      keptTimes[kept] = (times[last] ?? 0) + 1;
      keptValues[kept++] = NaN;
    }
  }
  return { times: keptTimes.subarray(0, kept), values: keptValues.subarray(0, kept) };
}

function gapsIn(times: Float64Array, gapMs: number): number {
  let gaps = 0;
  for (let at = 1; at < times.length; at++) if ((times[at] ?? 0) - (times[at - 1] ?? 0) > gapMs) gaps++;
  return gaps;
}
