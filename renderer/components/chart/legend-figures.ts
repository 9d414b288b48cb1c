// The figures of series in a legend: which are there, what they are called, how they are written, and the order by them. Pure.
import { calcOf, calcTitles, type CalcName } from '#shared/model/dashboard/calcs.ts';
import type { ChartOptions, ChartSeries } from './chart-types.ts';
import type { AxisUnit } from './units.ts';

/** Shown where a table is asked for and no figures are. */
export const usualCalcs: readonly CalcName[] = ['last', 'min', 'max', 'mean'];

/** Numbers of samples or changes, which the unit of the values does not fit. */
const counts = new Set<CalcName>(['count', 'changeCount', 'distinctCount']);
const answers = new Set<CalcName>(['allIsZero', 'allIsNull']);

/** @param all the figures beside it: the last sample and the last that is there are told apart where both are shown. */
export function figureHead(calc: CalcName, all: readonly CalcName[]): string {
  const both = (one: CalcName, other: CalcName): boolean => all.includes(one) && all.includes(other);
  if (calc === 'lastNotNull' && !both('last', 'lastNotNull')) return 'last';
  if (calc === 'firstNotNull' && !both('first', 'firstNotNull')) return 'first';
  return calcTitles[calc].toLowerCase();
}

/** Null where there is none. What was told of all samples counts where only some of them are here. */
function figureOf(calc: CalcName, values: Float64Array, figures: ChartSeries['figures']): number | null {
  const told = figures?.[calc];
  return told === undefined ? calcOf(values, calc) : Number.isNaN(told) ? null : told;
}

export function figureText(
  calc: CalcName,
  values: Float64Array,
  unit: AxisUnit,
  figures?: ChartSeries['figures'],
): string {
  const figure = figureOf(calc, values, figures);
  if (figure === null) return unit.format(Number.NaN);
  if (counts.has(calc)) return String(figure);
  if (answers.has(calc)) return figure === 1 ? 'yes' : 'no';
  if (calc === 'diffperc') return `${Number((figure * 100).toPrecision(3))} %`;
  // A spread of squares is in no unit of the values.
  return calc === 'variance' ? String(Number(figure.toPrecision(4))) : unit.format(figure);
}

/** Those that the legend names, in its order; series without a figure last. */
export function legendSeries(series: readonly ChartSeries[], sort: ChartOptions['legendSort']): readonly ChartSeries[] {
  const named = series.filter(({ style }) => style?.hideFromLegend !== true);
  if (sort === undefined) return named;
  const way = sort.down ? -1 : 1;
  const { by } = sort;
  if (by === 'name') return named.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }) * way);
  const figures = new Map(named.map((one) => [one, figureOf(by, one.values, one.figures)]));
  return named.toSorted((a, b) => {
    const [one, other] = [figures.get(a) ?? null, figures.get(b) ?? null];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return one === other ? 0 : (one < other ? -1 : 1) * way;
  });
}
