// The containers as lines of the table: filtered, sorted, under their projects. Pure.
import type { Container } from '#shared/model/container.ts';
import { containerColumns } from '../../components/container-columns.tsx';
import { rowOfContainer, type ContainerRow } from '../../components/container-row.ts';
import { testOf } from '../../components/filter-terms.ts';
import { sortOf } from '../../components/grid-column.ts';
import { lineOf, type GridLine, type GroupLine } from '../../components/grid-line.ts';
import { orderOf } from '../../components/ordered-rows.ts';
import { countContainers, countsInWords, type ContainerCounts } from './container-counts.ts';
import { containerWords } from './container-filter.ts';

export type ContainerLine = GridLine<ContainerRow>;
export const projectKey = (project: string | null): string => `project:${project ?? ''}`;

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
  const { column, down } = sortOf(sort, containerColumns);
  const order = containerColumns.find(({ name }) => name === column)?.order ?? (({ rank }) => rank);
  const found = all.filter(testOf(find, containerWords)).toSorted(orderOf(order, down));
  const lines = byProject ? underProjects(found, folded) : found.map(lineOf);
  return { lines, counts, found: found.length };
}

/** Projects stand in the order of their first row, so that the worst is up front; those of no project are last unless one is in trouble. */
function underProjects(rows: ContainerRow[], folded: ReadonlySet<string>): ContainerLine[] {
  const groups = [...Map.groupBy(rows, (row) => row.container.project)];
  return groups
    .toSorted(([a, ofA], [b, ofB]) => Number(isRest(a, ofA)) - Number(isRest(b, ofB)))
    .flatMap(([project, members]): ContainerLine[] => {
      const key = projectKey(project);
      const isFolded = folded.has(key);
      const head = projectLine(project, members, isFolded);
      return isFolded ? [head] : [head, ...members.map(lineOf)];
    });
}

const isRest = (project: string | null, members: ContainerRow[]): boolean =>
  project === null && countContainers(members).troubled === 0;

function projectLine(project: string | null, members: ContainerRow[], folded: boolean): GroupLine {
  const counts = countContainers(members);
  const words = countsInWords(counts);
  const name = project ?? 'no project';
  const title = project ?? 'Containers of no compose project';
  return { kind: 'group', key: projectKey(project), name, title, words, troubled: counts.troubled, folded };
}
