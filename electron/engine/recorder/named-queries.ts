// The queries whose samples are recorded, as the record has them. Who asks them is in sample-poller.ts.
import type { NamedQuery } from '#shared/model/recorder/named-query.ts';
import type { ReadDb } from '../store/database.ts';
import { listNamedQueries, type NamedQueryRow } from '../store/sample-rows.ts';

/** What of a query is kept as text. */
export type QueryFields = Pick<NamedQuery, 'name' | 'unit' | 'intervalMs' | 'origins'>;

/** Those that are asked now, and with `ended` those whose samples are still kept. */
export function namedQueries(read: ReadDb, { ended = false } = {}): NamedQuery[] {
  return listNamedQueries(read)
    .filter(({ endedAt }) => ended || endedAt === null)
    .map(queryOfRow);
}

export function queryOfRow({ key, expr, fields, savedAt }: NamedQueryRow): NamedQuery {
  return { key, expr, savedAt, ...(JSON.parse(fields) as QueryFields) };
}
