// One number of a series: last, mean, range and the like, as legends, single values and the transformation `reduce` use
// them. Names and rules are those of Grafana's reducers; NaN and null are samples that are not there.

export const calcNames = ['last', 'lastNotNull', 'first', 'firstNotNull', 'min', 'max', 'mean', 'median', 'sum', 'count', 'range', 'delta', 'step', 'diff', 'diffperc', 'stdDev', 'variance', 'logmin', 'changeCount', 'distinctCount', 'allIsZero', 'allIsNull', 'p50', 'p75', 'p90', 'p95', 'p99'] as const; // prettier-ignore
export type CalcName = (typeof calcNames)[number];

/** As Grafana heads the columns of its tables, by which overrides name them. */
export const calcTitles: Readonly<Record<CalcName, string>> = { last: 'Last', lastNotNull: 'Last *', first: 'First', firstNotNull: 'First *', min: 'Min', max: 'Max', mean: 'Mean', median: 'Median', sum: 'Total', count: 'Count', range: 'Range', delta: 'Delta', step: 'Step', diff: 'Difference', diffperc: 'Difference percent', stdDev: 'StdDev', variance: 'Variance', logmin: 'Min (above zero)', changeCount: 'Change count', distinctCount: 'Distinct count', allIsZero: 'All zeros', allIsNull: 'All nulls', p50: '50th %', p75: '75th %', p90: '90th %', p95: '95th %', p99: '99th %' }; // prettier-ignore

export type Samples = Float64Array | readonly (number | null)[];

const isThere = (value: number | null | undefined): value is number => value !== null && value !== undefined && !Number.isNaN(value); // prettier-ignore

/** Null where there is nothing to reckon from. Takes one pass, but for median and percentiles. */
export function calcOf(values: Samples, calc: CalcName): number | null {
  if (calc === 'last' || calc === 'first') return edge(values, calc === 'last' ? values.length - 1 : 0);
  const present: number[] = [];
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (isThere(value)) present.push(value);
  }
  if (calc === 'count') return present.length;
  if (calc === 'allIsNull') return present.length === 0 ? 1 : 0;
  const [first, last] = [present[0], present.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (calc === 'lastNotNull') return last;
  if (calc === 'firstNotNull') return first;
  if (calc === 'diff') return last - first;
  if (calc === 'diffperc') return first === 0 ? null : (last - first) / first;
  if (calc === 'distinctCount') return new Set(present).size;
  if (calc === 'allIsZero') return present.every((value) => value === 0) ? 1 : 0;
  if (calc === 'median') return median(present);
  if (/^p\d\d$/.test(calc)) return percentile(present, Number(calc.slice(1)));
  return reckoned(present, calc);
}

function edge(values: Samples, at: number): number | null {
  const value = values[at];
  return isThere(value) ? value : null;
}

function reckoned(present: readonly number[], calc: CalcName): number | null {
  let [min, max, sum, logmin] = [Infinity, -Infinity, 0, Infinity];
  for (const value of present) {
    if (value < min) min = value;
    if (value > max) max = value;
    if (value > 0 && value < logmin) logmin = value;
    sum += value;
  }
  const mean = sum / present.length;
  switch (calc) {
    case 'min':
      return min;
    case 'max':
      return max;
    case 'sum':
      return sum;
    case 'mean':
      return mean;
    case 'range':
      return max - min;
    case 'logmin':
      return logmin === Infinity ? null : logmin;
    case 'variance':
    case 'stdDev': {
      const variance = present.reduce((all, value) => all + (value - mean) ** 2, 0) / present.length;
      return calc === 'variance' ? variance : Math.sqrt(variance);
    }
    default:
      return stepwise(present, calc);
  }
}

/** What is reckoned from each value and the one before it. */
function stepwise(present: readonly number[], calc: CalcName): number | null {
  let [delta, changes, step] = [0, 0, Infinity];
  for (let at = 1; at < present.length; at++) {
    const [before, value] = [present[at - 1] ?? 0, present[at] ?? 0];
    // A counter that fell began again at zero.
    delta += value >= before ? value - before : value;
    if (value !== before) changes++;
    step = Math.min(step, Math.abs(value - before));
  }
  if (calc === 'delta') return delta;
  if (calc === 'changeCount') return changes;
  return step === Infinity ? null : step;
}

function median(present: readonly number[]): number {
  const sorted = Float64Array.from(present).toSorted();
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

/** The nearest sample, as in Grafana: no value is made up between two. */
function percentile(present: readonly number[], percent: number): number {
  const sorted = Float64Array.from(present).toSorted();
  return sorted[Math.round(((sorted.length - 1) * percent) / 100)] ?? Number.NaN;
}
