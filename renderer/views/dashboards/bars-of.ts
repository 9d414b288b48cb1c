// An answer as bars: a group of them for each row, named by a column; and how often values fall between which bounds. Pure.
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import type { Panel, ShapeOf } from '#shared/model/dashboard/panel.ts';
import { shownOf, type RawValue } from '#shared/model/dashboard/shown.ts';
import { stylesOf } from '#shared/model/dashboard/style-of.ts';
import { columnOf, rowCount, type Column, type DataTable } from '#shared/model/dashboard/transform/data-table.ts';
import { join } from '#shared/model/dashboard/transform/merge.ts';
import type { BarCell, BarGroup } from '../../components/panels/bar-chart-panel.tsx';
import { roundStep } from '../../components/chart/value-ticks.ts';
import { extent } from './chart-of.ts';
import { shownNameOf, type ShownSeries } from './shown-series.ts';
import { orderColour, pageColour } from './values-of.ts';

export interface Bars {
  categories: { text: string; full: string }[];
  groups: BarGroup[];
  /** Rows there are; those beyond the last category are not drawn. */
  rows: number;
}

interface BarContext {
  utc: boolean;
  nowMs: number;
}

const mostCategories = 200;
const nothing: Bars = { categories: [], groups: [], rows: 0 };

export function barsOf(
  tables: readonly DataTable[],
  panel: Panel,
  shape: ShapeOf<'barchart'>,
  context: BarContext,
): Bars {
  const table = oneTable(tables);
  if (table === undefined) return nothing;
  const styleOf = stylesOf(panel);
  const category = columnOf(table, shape.category) ?? table.columns.find(({ type }) => type === 'string') ?? table.columns.find(({ type }) => type === 'time'); // prettier-ignore
  const numbers = table.columns.filter((one) => one !== category && one.type === 'number');
  const rows = rowCount(table);
  const shown = Math.min(rows, mostCategories);
  const named = (one: Column) => ({ ...one, style: styleOf(one) });
  const bars = numbers.map(named).filter(({ style }) => style.hideFromChart !== true && style.hidden !== true);
  const groups = bars.map((one, place): BarGroup => {
    const cells = Array.from({ length: shown }, (_, row) => cellOf(one.values[row] ?? null, one, context));
    return { key: `${place} ${one.shownName}`, name: shownNameOf(one.style, one), colour: fixedColour(one.style) ?? orderColour(place), cells }; // prettier-ignore
  });
  // Of one moment the series themselves are what is compared.
  if (category?.type === 'time' && rows === 1) return turned(groups);
  const categories = Array.from({ length: shown }, (_, row) => {
    const text = category === undefined ? String(row + 1) : categoryText(category, row, styleOf(category), context);
    return { text, full: text };
  });
  return { categories: toldApart(categories), groups, rows };
}

/** Series are brought together by their moments; of several tables without any the first is drawn. */
function oneTable(tables: readonly DataTable[]): DataTable | undefined {
  const timed = tables.every(({ columns }) => columns.some(({ type }) => type === 'time'));
  return tables.length > 1 && timed ? join(tables, '', 'outer')[0] : tables[0];
}

function turned(groups: readonly BarGroup[]): Bars {
  const cells = groups.map(({ cells: [cell], colour }): BarCell => ({ value: null, text: '', exact: '', ...cell, colour: cell?.colour ?? colour })); // prettier-ignore
  const categories = groups.map(({ name }) => ({ text: name, full: name }));
  return { categories: toldApart(categories), groups: [{ key: 'value', name: 'Value', colour: orderColour(0), cells }], rows: groups.length }; // prettier-ignore
}

function categoryText({ type, values }: Column, row: number, style: FieldStyle, context: BarContext): string {
  const shown = shownOf(values[row] ?? null, type === 'time' && !style.unit ? { ...style, unit: 'dateTimeAsIso' } : style, null, context); // prettier-ignore
  return `${shown.prefix}${shown.text}${shown.suffix}`;
}

function cellOf(raw: RawValue, { style }: { style: FieldStyle }, context: BarContext): BarCell {
  const value = typeof raw === 'number' && !Number.isNaN(raw) ? raw : null;
  const shown = shownOf(value, style, null, context);
  return { value, text: `${shown.prefix}${shown.text}${shown.suffix}`, exact: shown.exact, colour: pageColour(shown.colour) }; // prettier-ignore
}

const fixedColour = ({ colour }: FieldStyle): string | null => (colour?.kind === 'fixed' ? pageColour(colour.colour) : null); // prettier-ignore

/** Two rows may be called alike; what is hovered says which. */
function toldApart(categories: Bars['categories']): Bars['categories'] {
  const seen = new Map<string, number>();
  return categories.map(({ text, full }) => {
    const times = (seen.get(full) ?? 0) + 1;
    seen.set(full, times);
    return { text, full: times === 1 ? full : `${full} (${times})` };
  });
}

/** Buckets beyond this are made wider. */
const mostBuckets = 500;

/** @param text writes a bound in the unit of the values. */
export function frequencies(
  all: readonly ShownSeries[],
  { size, buckets, combined }: ShapeOf<'histogram'>,
  text: (value: number) => string,
): Bars {
  const drawn = all.filter(({ values, style }) => values.length > 0 && style.hideFromChart !== true);
  const found = extent(drawn.map(({ values }) => values));
  if (found === null) return nothing;
  const whole = drawn.every(({ values }) =>
    values.every((value) => !Number.isFinite(value) || Number.isInteger(value)),
  );
  const wanted = size ?? Math.max(whole ? 1 : 0, roundStep((found.max - found.min) / buckets, 'decimal'));
  const step = Math.max(wanted, (found.max - found.min) / mostBuckets) || 1;
  const first = Math.floor(found.min / step + 1e-9);
  const count = Math.floor(found.max / step + 1e-9) - first + 1;
  const categories = Array.from({ length: count }, (_, at) => {
    const [from, to] = [(first + at) * step, (first + at + 1) * step].map((value) => Number(value.toPrecision(12))) as [number, number]; // prettier-ignore
    return { text: text(from), full: `${text(from)} to below ${text(to)}` };
  });
  const counted = (series: readonly ShownSeries[]): BarCell[] => {
    const counts = Array.from({ length: count }, () => 0);
    for (const { values } of series) {
      for (const value of values) {
        if (!Number.isFinite(value)) continue;
        const at = Math.floor(value / step + 1e-9) - first;
        counts[at] = (counts[at] ?? 0) + 1;
      }
    }
    return counts.map((value) => ({ value, text: String(value), exact: String(value), colour: null }));
  };
  const sets = combined ? [{ key: 'all', name: 'Count', style: drawn[0]?.style ?? {}, of: drawn }] : drawn.map((one) => ({ key: one.key, name: one.name, style: one.style, of: [one] })); // prettier-ignore
  const groups = sets.map(({ key, name, style, of }, place): BarGroup => ({ key, name, colour: fixedColour(style) ?? orderColour(place), cells: counted(of) })); // prettier-ignore
  return { categories: toldApart(categories), groups, rows: count };
}
