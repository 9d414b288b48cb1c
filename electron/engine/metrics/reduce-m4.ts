// M4: of each pixel column the first, last, least and greatest sample. A line drawn through what is kept has the same pixels
// as one drawn through everything (Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014), so a
// spike of one sample stays. NaN is no least or greatest; a column of nothing else keeps its first and last.

export interface Points {
  times: Float64Array;
  values: Float64Array;
}

/**
 * One pass, no sorting. At most four samples a column, each as it was, in their order.
 * @param columns how many columns the span is cut into, at least 1
 */
export function reduceM4({ times, values }: Points, fromMs: number, toMs: number, columns: number): Points {
  const count = times.length;
  const keptTimes = new Float64Array(Math.min(count, columns * 4 + 4));
  const keptValues = new Float64Array(keptTimes.length);
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
  }
  return { times: keptTimes.subarray(0, kept), values: keptValues.subarray(0, kept) };
}
