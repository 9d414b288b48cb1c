// Columns reduced to single values: a row for each column, or each column to one row. And rows gathered into groups.
import { calcOf, calcTitles, type CalcName, type Samples } from '../calcs.ts';
import type { RawValue } from '../shown.ts';
import { column, labelNames, type Column, type DataTable } from './data-table.ts';
import { cellAt, keyOf, rowNumbers } from './rows.ts';
import type { Transformation } from './transformation.ts';

type Reduce = Extract<Transformation, { kind: 'reduce' }>;

/** Texts are counted and compared; of numbers anything can be reckoned. */
function calculated({ type, values }: Column, calc: CalcName): RawValue {
  if (type === 'number' || type === 'time') return calcOf(values as Samples, calc);
  const present = values.filter((value) => value !== null);
  if (calc === 'count') return present.length;
  if (calc === 'distinctCount') return new Set(present.map(keyOf)).size;
  if (calc === 'last' || calc === 'lastNotNull') return present.at(-1) ?? null;
  if (calc === 'first' || calc === 'firstNotNull') return present[0] ?? null;
  return null;
}

export function reduce(
  tables: readonly DataTable[],
  { mode, calcs, includeTime, labelsToFields }: Reduce,
): DataTable[] {
  const wanted = ({ type }: Column): boolean => type === 'number' || (includeTime && type === 'time');
  if (mode === 'fields') return tables.map((table) => ({ ...table, columns: table.columns.filter(wanted).flatMap((one) => reduced(one, calcs)) })); // prettier-ignore
  const all = tables.flatMap(({ columns }) => columns.filter(wanted));
  const refId = tables[0]?.refId ?? '';
  const labels = labelsToFields ? labelNames(all.map((one) => one.labels)) : [];
  return [
    {
      refId,
      columns: [
        column('Field', 'string', all.map(({ shownName }) => shownName), refId), // prettier-ignore
        ...labels.map((name) => column(name, 'string', all.map((one) => (Object.hasOwn(one.labels, name) ? (one.labels[name] ?? null) : null)), refId)), // prettier-ignore
        ...calcs.map((calc) =>
          column(
            calcTitles[calc],
            'number',
            all.map((one) => calculated(one, calc)),
            refId,
          ),
        ),
      ],
    },
  ];
}

function reduced(one: Column, calcs: readonly CalcName[]): Column[] {
  return calcs.map((calc) => {
    const name = calcs.length === 1 ? one.shownName : `${one.shownName} ${calcTitles[calc]}`;
    return { ...one, shownName: name, values: [calculated(one, calc)] };
  });
}

/** One row for each different set of values in the grouped columns; the others as they are reckoned for the group. */
export function groupBy(
  table: DataTable,
  { columns: wishes }: Extract<Transformation, { kind: 'group_by' }>,
): DataTable {
  const wish = (one: Column) => wishes.find(({ name }) => name === one.shownName) ?? wishes.find(({ name }) => name === one.name); // prettier-ignore
  const keys = table.columns.filter((one) => wish(one)?.group === true);
  if (keys.length === 0) return table;
  const groups = new Map<string, number[]>();
  for (const row of rowNumbers(table)) {
    const key = keys.map((one) => keyOf(cellAt(one, row))).join('\u0000');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const all = [...groups.values()];
  const columns = table.columns.flatMap((one): Column[] => {
    const of = wish(one);
    if (of?.group === true) return [{ ...one, values: all.map(([row]) => cellAt(one, row ?? -1)) }];
    return (of?.calcs ?? []).map((calc) => ({
      ...one,
      name: `${one.name} (${calc})`,
      shownName: `${one.shownName} (${calc})`,
      type: calc === 'count' || calc === 'distinctCount' ? 'number' : one.type,
      values: all.map((rows) => calculated({ ...one, values: rows.map((row) => cellAt(one, row)) }, calc)),
    }));
  });
  return { ...table, columns };
}
