// One number of a series: last, mean, range and the like, as legends, single values and the transformation `reduce` use
// them. Names and rules are those of Grafana; absent samples are null, and NaN counts as absent.

export const calcNames = ['last', 'lastNotNull', 'first', 'firstNotNull', 'min', 'max', 'mean', 'median', 'sum', 'count', 'range', 'delta', 'step', 'diff', 'diffperc', 'stdDev', 'variance', 'logmin', 'changeCount', 'distinctCount', 'allIsZero', 'allIsNull', 'p50', 'p75', 'p90', 'p95', 'p99'] as const; // prettier-ignore
export type CalcName = (typeof calcNames)[number];
