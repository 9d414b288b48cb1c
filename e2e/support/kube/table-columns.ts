// What a column of a Table answer is, for those that define columns.

export interface Column {
  name: string;
  type: 'string' | 'integer';
  format: string;
  description: string;
  /** 0 is shown always, 1 only with `-o wide`. */
  priority: number;
}

export type Cell = string | number | null;

export const column = (name: string, priority = 0, type: Column['type'] = 'string'): Column => ({
  name,
  type,
  format: name === 'Name' ? 'name' : '',
  description: '',
  priority,
});
