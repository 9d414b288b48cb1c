// Columns chosen, ordered, renamed and reckoned anew; the rows stay as they are.
import { calcOf, calcTitles } from '../calcs.ts';
import { patternParts, safePattern, type SafePattern } from '../safe-pattern.ts';
import type { RawValue } from '../shown.ts';
import { column, columnOf, sampleOf, type Column, type DataTable } from './data-table.ts';
import { merge } from './merge.ts';
import { cellAt, rowNumbers } from './rows.ts';
import type { Transformation } from './transformation.ts';

type Of<K extends Transformation['kind']> = Extract<Transformation, { kind: K }>;

export function organize(table: DataTable, { columns: wishes, keepRest }: Of<'organize'>): DataTable {
  const byName = new Map(wishes.map((wish) => [wish.name, wish]));
  const kept = table.columns.flatMap((one, index) => {
    const wish = byName.get(one.shownName) ?? byName.get(one.name);
    if (wish === undefined ? !keepRest : wish.hidden) return [];
    const to = wish?.to ?? '';
    return [{ column: to === '' ? one : { ...one, shownName: to }, at: wish?.at ?? Infinity, index }];
  });
  kept.sort((one, other) => (one.at === other.at ? one.index - other.index : one.at - other.at));
  return { ...table, columns: kept.map((one) => one.column) };
}

const patternOf = (written: string): SafePattern | null => {
  if (written === '') return null;
  const { pattern, flags } = patternParts(written);
  const ready = safePattern(pattern, flags);
  return typeof ready === 'string' ? null : ready;
};

export function filterNames(table: DataTable, wish: Of<'filter_names'>): DataTable {
  const [include, exclude] = [patternOf(wish.includePattern), patternOf(wish.excludePattern)];
  const among = (names: readonly string[], one: Column): boolean =>
    names.includes(one.shownName) || names.includes(one.name);
  const kept = table.columns.filter((one) => {
    const isIn = wish.include === null ? true : among(wish.include, one) || include?.test(one.shownName) === true;
    return isIn && !among(wish.exclude, one) && exclude?.test(one.shownName) !== true;
  });
  return { ...table, columns: kept };
}

export function renameByRegex(table: DataTable, { pattern, to }: Of<'rename_regex'>): DataTable {
  const ready = patternOf(pattern);
  if (ready === null) return table;
  return { ...table, columns: table.columns.map((one) => ({ ...one, shownName: ready.replace(one.shownName, to) })) };
}

/** Labels of series as columns of their own, all series in one table; or a row for each label. */
export function labelsToFields(
  tables: readonly DataTable[],
  { mode, keep, valueLabel }: Of<'labels_to_fields'>,
): DataTable[] {
  // prettier-ignore
  const wanted = (name: string): boolean => keep === null || keep.includes(name);
  if (mode === 'rows') {
    return tables.map((table) => {
      const pairs = table.columns.flatMap(({ labels }) => Object.entries(labels)).filter(([name]) => wanted(name));
      return { ...table, columns: [column('label', 'string', pairs.map(([name]) => name), table.refId), column('value', 'string', pairs.map(([, value]) => value), table.refId)] }; // prettier-ignore
    });
  }
  const wide = tables.map((table): DataTable => {
    const rows = rowNumbers(table);
    const made = table.columns.flatMap((one): Column[] => {
      if (Object.keys(one.labels).length === 0) return [one];
      const labels = Object.entries(one.labels).filter(([name]) => wanted(name) && name !== valueLabel);
      const name = Object.hasOwn(one.labels, valueLabel) ? (one.labels[valueLabel] ?? one.name) : one.name;
      return [...labels.map(([label, value]) => column(label, 'string', rows.map(() => value), table.refId)), { ...one, name, shownName: name, labels: {} }]; // prettier-ignore
    });
    // Labels stand before values.
    return { ...table, columns: [...made.filter(({ type }) => type === 'time'), ...made.filter(({ type }) => type === 'string'), ...made.filter(({ type }) => type !== 'time' && type !== 'string')] }; // prettier-ignore
  });
  return merge(wide);
}

export function calculate(table: DataTable, { alias, replace, how }: Of<'calculate'>): DataTable {
  const rows = rowNumbers(table);
  const numbers = table.columns.filter(({ type }) => type === 'number');
  const made = (name: string, values: readonly RawValue[]): DataTable => {
    const added = column(alias === '' ? name : alias, 'number', values, table.refId);
    const base = replace ? table.columns.filter(({ type }) => type === 'time') : table.columns;
    return { ...table, columns: [...base, added] };
  };
  if (how.kind === 'index') return made('Row', rows.map((row) => (how.asShare ? row / Math.max(1, rows.length - 1) : row))); // prettier-ignore
  if (how.kind === 'reduce_row') {
    const among = how.include.length === 0 ? numbers : numbers.filter((one) => how.include.includes(one.shownName) || how.include.includes(one.name)); // prettier-ignore
    return made(calcTitles[how.calc], rows.map((row) => calcOf(among.map((one) => numberIn(cellAt(one, row))), how.calc))); // prettier-ignore
  }
  const side = (written: string): ((row: number) => number | null) | null => {
    const found = columnOf(table, written);
    if (found !== undefined) return (row) => numberIn(cellAt(found, row));
    const fixed = sampleOf(written);
    return fixed === null ? null : () => fixed;
  };
  const [left, right] = [side(how.left), side(how.right)];
  // A column that is not there leaves the rest as it is: no value is made up.
  if (left === null || right === null) return table;
  return made(`${how.left} ${how.operator} ${how.right}`, rows.map((row) => reckon(left(row), how.operator, right(row)))); // prettier-ignore
}

const numberIn = (value: RawValue): number | null => (typeof value === 'number' ? value : null);

function reckon(left: number | null, operator: string, right: number | null): number | null {
  if (left === null || right === null) return null;
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (operator === '/') return left / right;
  return operator === '%' ? left % right : left ** right;
}

export function convert(table: DataTable, { columns: wishes }: Of<'convert'>): DataTable {
  const columns = table.columns.map((one) => {
    const to = wishes.find((wish) => wish.column === one.shownName || wish.column === one.name)?.to;
    return to === undefined || to === one.type ? one : { ...one, type: to, values: one.values.map((value) => converted(value, to)) }; // prettier-ignore
  });
  return { ...table, columns };
}

function converted(value: RawValue, to: Column['type']): RawValue {
  if (value === null) return null;
  if (to === 'string') return String(value);
  if (to === 'boolean') return typeof value === 'string' ? value !== '' && value !== 'false' && value !== '0' : Boolean(value); // prettier-ignore
  if (to === 'time' && typeof value === 'string') {
    const parsed = Date.parse(value);
    return Number.isNaN(parsed) ? sampleOf(value) : parsed;
  }
  return typeof value === 'string' ? sampleOf(value) : Number(value);
}
