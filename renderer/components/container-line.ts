// A line of the table of containers: a compose project, or a container in it.
import type { ContainerRow } from './container-row.ts';

export interface ProjectLine {
  kind: 'project';
  key: string;
  /** Null for the containers of no project. */
  project: string | null;
  /** Counts in words, and how many of them are in trouble. */
  words: string;
  troubled: number;
  folded: boolean;
}
export interface RowLine {
  kind: 'row';
  key: string;
  row: ContainerRow;
  /** It is there no more; its line stays until the table is let go, so that no other line moves. */
  gone: boolean;
}
export type ContainerLine = ProjectLine | RowLine;

export const projectKey = (project: string | null): string => `project:${project ?? ''}`;
