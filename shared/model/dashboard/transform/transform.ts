// Applies the transformations of a panel to the tables of its answer, one after the other. Pure.
import { calculate, convert, filterNames, labelsToFields, organize, renameByRegex } from './columns.ts';
import { rowCount, type DataTable } from './data-table.ts';
import { filterValues, sortRows } from './filter-rows.ts';
import { join, merge, seriesToRows } from './merge.ts';
import { groupBy, reduce } from './reduce.ts';
import { picked, rowNumbers } from './rows.ts';
import type { Transformation } from './transformation.ts';

export function transformed(tables: readonly DataTable[], transformations: readonly Transformation[]): DataTable[] {
  return transformations.reduce<DataTable[]>((before, one) => applied(before, one), [...tables]);
}

function applied(tables: DataTable[], one: Transformation): DataTable[] {
  const each = (change: (table: DataTable) => DataTable): DataTable[] =>
    tables.map(change).filter(({ columns }) => columns.length > 0);
  switch (one.kind) {
    case 'organize':
      return each((table) => organize(table, one));
    case 'merge':
      return merge(tables);
    case 'reduce':
      return reduce(tables, one);
    case 'filter_names':
      return each((table) => filterNames(table, one));
    case 'filter_queries':
      return tables.filter(({ refId }) => (one.include === null || one.include.includes(refId)) && !one.exclude.includes(refId)); // prettier-ignore
    case 'rename_regex':
      return each((table) => renameByRegex(table, one));
    case 'sort':
      return each((table) => sortRows(table, one.column, one.down));
    case 'limit':
      return each((table) =>
        rowCount(table) <= one.count ? table : picked(table, rowNumbers(table).slice(0, one.count)),
      );
    case 'labels_to_fields':
      return labelsToFields(tables, one);
    case 'join':
      return join(tables, one.column, one.mode);
    case 'series_to_rows':
      return seriesToRows(tables);
    case 'calculate':
      return inOneTable(tables).map((table) => calculate(table, one));
    case 'group_by':
      return each((table) => groupBy(table, one));
    case 'filter_values':
      return each((table) => filterValues(table, one));
    case 'convert':
      return each((table) => convert(table, one));
  }
}

/** Series, and tables of moments, are brought together by their moments before anything is reckoned from them, as in Grafana. */
function inOneTable(tables: readonly DataTable[]): DataTable[] {
  const time = (table: DataTable) => table.columns.find(({ type }) => type === 'time')?.shownName;
  const [first] = tables;
  const name = first === undefined ? undefined : time(first);
  return name !== undefined && tables.every((table) => time(table) === name)
    ? join(tables, name, 'outer')
    : [...tables];
}
