// The containers as lines of the table: filtered, sorted, under their projects. Pure.
import type { Container } from '#shared/model/container.ts';
import { columnNames, containerColumns, type ColumnName } from '../../components/container-columns.tsx';
import { projectKey, type ContainerLine } from '../../components/container-line.ts';
import { rowOfContainer, type ContainerRow } from '../../components/container-row.ts';
import { countContainers, countsInWords, type ContainerCounts } from './container-counts.ts';
import { testOf } from './container-filter.ts';

export interface ContainersModel {
  lines: ContainerLine[];
  /** Of all containers, whatever the filter lets through. */
  counts: ContainerCounts;
  /** How many the filter lets through, folded projects included. */
  found: number;
}

export interface ModelInput {
  containers: ReadonlyMap<string, Container>;
  find: string;
  /** As in the address: a column, with `-` for the other way round; empty for the worst first. */
  sort: string;
  byProject: boolean;
  folded: ReadonlySet<string>;
}

export function containersModel({ containers, find, sort, byProject, folded }: ModelInput): ContainersModel {
  const all = Array.from(containers.values(), rowOfContainer);
  const counts = countContainers(all);
  const found = all.filter(testOf(find)).toSorted(orderOf(sort));
  const lines = byProject ? underProjects(found, folded) : found.map(lineOf);
  return { lines, counts, found: found.length };
}

const lineOf = (row: ContainerRow): ContainerLine => ({ kind: 'row', key: row.key, row, gone: false });

/** Projects stand in the order of their first row, so that the worst is up front; those of no project are last. */
function underProjects(rows: ContainerRow[], folded: ReadonlySet<string>): ContainerLine[] {
  const groups = [...Map.groupBy(rows, (row) => row.container.project)];
  return groups
    .toSorted(([a], [b]) => Number(a === null) - Number(b === null))
    .flatMap(([project, members]): ContainerLine[] => {
      const key = projectKey(project);
      const isFolded = folded.has(key);
      const head = projectLine(project, members, isFolded);
      return isFolded ? [head] : [head, ...members.map(lineOf)];
    });
}

export function projectLine(project: string | null, members: ContainerRow[], folded: boolean): ContainerLine {
  const counts = countContainers(members);
  const words = countsInWords(counts);
  return { kind: 'project', key: projectKey(project), project, words, troubled: counts.troubled, folded };
}

export interface Sort {
  column: ColumnName;
  down: boolean;
}

/** What the address says; a column that does not exist means the worst first. */
export function sortOf(sort: string): Sort {
  const column = columnNames.find((name) => name === sort.replace(/^-/, '')) ?? 'trouble';
  return { column, down: sort === `-${column}` };
}

/** The address after a press on the head of a column: up, then down, then back to the worst first. */
export function nextSort(sort: string, column: ColumnName): string {
  const now = sortOf(sort);
  if (now.column !== column || (sort === '' && column !== 'trouble')) return column === 'trouble' ? '' : column;
  return now.down ? '' : `-${column}`;
}

const compared = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

function orderOf(sort: string): (a: ContainerRow, b: ContainerRow) => number {
  const { column, down } = sortOf(sort);
  const { order } = containerColumns[column];
  const sign = down ? -1 : 1;
  return (a, b) =>
    sign * compared(order(a), order(b)) ||
    a.rank - b.rank ||
    compared(a.nameOrder, b.nameOrder) ||
    compared(a.key, b.key);
}

/** The line after (or before) the selected one; the first where none is selected. */
export function neighbour(lines: readonly ContainerLine[], selected: string | null, by: 1 | -1): string | null {
  const at = lines.findIndex((line) => line.key === selected);
  const to = at < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, at + by));
  return lines[to]?.key ?? null;
}
