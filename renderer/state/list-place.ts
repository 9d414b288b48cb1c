// Which list of the metrics is looked at and how, as it stands in the address. Pure; what it says of another list is left out.

export interface ListLook {
  find: string;
  /** The column, with `-` for the other way round; empty for the worst first. */
  sort: string;
  /** The line that is open, by key. */
  row: string | null;
}

export const plainList: ListLook = { find: '', sort: '', row: null };

/** The list that it is about; empty for none. */
export const listIn = (text: string): string => new URLSearchParams(text).get('of') ?? '';

export function listLookOf(text: string, list: string): ListLook {
  const asked = new URLSearchParams(text);
  if (asked.get('of') !== list) return plainList;
  return { find: asked.get('find') ?? '', sort: asked.get('sort') ?? '', row: asked.get('row') };
}

export function listLookText(list: string, { find, sort, row }: ListLook): string {
  const said = new URLSearchParams({ of: list });
  if (find !== '') said.set('find', find);
  if (sort !== '') said.set('sort', sort);
  if (row !== null) said.set('row', row);
  return said.toString();
}
