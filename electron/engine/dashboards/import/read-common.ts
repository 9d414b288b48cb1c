// What several kinds of panels have in common: legends, calcs, and how a series becomes one value.
import { calcNames, type CalcName } from '#shared/model/dashboard/calcs.ts';
import type { Legend, Reduce } from '#shared/model/dashboard/panel.ts';
import { at, flagOf, intOf, isFields, listOf, numberOf, own, textOf } from './json-read.ts';
import { clipped, type Notes } from './notes.ts';

/** Options of all kinds of panels that change nothing that is seen here. */
export const quiet: readonly string[] = ['tooltip', 'dataLinks', 'tooltipOptions', 'annotations'];

/** Names that other versions have for the same. */
const otherNames: Record<string, CalcName> = { current: 'lastNotNull', avg: 'mean', total: 'sum', last_not_null: 'lastNotNull', difference: 'diff', percent: 'diffperc' }; // prettier-ignore

export function calcOf(value: unknown): CalcName | null {
  const name = textOf(value);
  if (Object.hasOwn(otherNames, name)) return otherNames[name] ?? null;
  return calcNames.find((one) => one === name) ?? null;
}

export function readCalcs(value: unknown, notes: Notes): CalcName[] {
  return listOf(value).flatMap((one) => {
    const calc = calcOf(one);
    if (calc === null) notes.add('', `the calculation ${clipped(textOf(one, 'without a name'))} is not made here`);
    return calc === null ? [] : [calc];
  });
}

export function readLegend(legend: unknown, notes: Notes): Legend {
  if (!isFields(legend)) return { as: 'list', side: 'bottom', calcs: [], sort: null };
  const mode = textOf(own(legend, 'displayMode'));
  const shown = flagOf(own(legend, 'showLegend'), true) && mode !== 'hidden';
  const sortBy = textOf(own(legend, 'sortBy'));
  return {
    as: shown ? (mode === 'table' ? 'table' : 'list') : 'hidden',
    side: own(legend, 'placement') === 'right' ? 'right' : 'bottom',
    calcs: [...new Set(readCalcs(own(legend, 'calcs'), notes.within('.calcs')))],
    sort: sortBy === '' ? null : { by: sortBy, down: flagOf(own(legend, 'sortDesc')) },
  };
}

/** Of panels whose legend only says which colour is what. */
export function readNames(legend: unknown, notes: Notes): Legend {
  const read = readLegend(legend, notes);
  if (read.as === 'table' || read.calcs.length > 0) notes.add('', 'the legend is a list of names, without figures');
  return { ...read, as: read.as === 'hidden' ? 'hidden' : 'list', calcs: [] };
}

/** @param options the panel's; of old gauges `fieldOptions` stands for `reduceOptions`. */
export function readReduce(options: unknown, notes: Notes): Reduce {
  const old = own(options, 'reduceOptions') === undefined && isFields(own(options, 'fieldOptions'));
  const key = old ? 'fieldOptions' : 'reduceOptions';
  const reduce = own(options, key);
  const calcs = readCalcs(own(reduce, 'calcs'), notes.within(`.${key}.calcs`));
  if (calcs.length > 1) notes.add(`.${key}.calcs`, `of several calculations only ${calcs[0]} is shown`);
  return {
    calc: calcs[0] ?? 'lastNotNull',
    values: flagOf(own(reduce, 'values')),
    limit: intOf(own(reduce, 'limit'), 1, 10_000),
    fields: textOf(own(reduce, 'fields')),
  };
}

export function readDirection(options: unknown): 'auto' | 'across' | 'down' {
  // Grafana's orientation is that of the bars or tiles: vertical ones stand side by side.
  const way = textOf(own(options, 'orientation'));
  return way === 'horizontal' ? 'down' : way === 'vertical' ? 'across' : 'auto';
}

export function readSizes(options: unknown): { valuePx: number | null; namePx: number | null } {
  const size = (key: string): number | null => {
    const px = numberOf(at(options, `text.${key}`));
    return px === null || px <= 0 ? null : Math.min(px, 400);
  };
  return { valuePx: size('valueSize'), namePx: size('titleSize') };
}
