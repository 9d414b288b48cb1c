// The columns that kubectl shows for a resource, and the cells of an object, as the API server prints them.
import type { Cell, Column } from './table-columns.ts';
import { wordedColumns } from './table-others.ts';
import { podColumns, podRow } from './table-pods.ts';
import type { KubeObject, Pod } from './shapes.ts';

export const columnsOf = (resource: string): Column[] =>
  resource === 'pods' ? podColumns : (wordedColumns[resource] ?? wordedColumns.any).columns;

/** Ages are told at the moment of the answer. */
export const rowOf = (resource: string, object: KubeObject, now: number): Cell[] =>
  resource === 'pods' ? podRow(object as Pod, now) : (wordedColumns[resource] ?? wordedColumns.any).cells(object, now);
