// What the tables of a bundle hold, as people call it. Several tables are one part; how they are cut is nobody's concern who
// decides what may leave.
import type { BundleTable } from '#shared/model/bundle/manifest.ts';

/** By the beginning of a table's name, the first that fits. */
const parts: readonly [prefix: RegExp, words: string][] = [
  [/^(journal|term|source_event|bundle_redacted)/, 'Events'],
  [/^(incident|learning|post_mortem|playbook)/, 'Incidents and what was learnt'],
  [/^consent/, 'What was trusted'],
  [/^(plan|run|item_result|tick|note)/, 'Plans, runs and ticks'],
  [/^object/, 'States of containers and workloads'],
  [/^(sample|named_query|kept_frame|panel_frame)/, 'Samples of queries'],
  [/^scrape/, 'Samples that were scraped'],
  [/^(dashboard|kept_dashboard)/, 'Dashboards'],
  [/^trigger/, 'Triggers'],
  [/^(criteri|baseline|objective|soak)/, 'Criteria, objectives, baselines, soaks'],
  [/^(error|infra_error)/, 'Errors of services'],
  [/^environment/, 'Environments'],
  [/^review/, 'Bundles that were reviewed'],
  [/^timeline/, 'The index of the timeline'],
  [/^retention/, 'How long things are kept'],
];

/** `Events` of `journal`; the name itself where a newer console wrote a table that is not known here. */
export const partOfTable = (table: string): string => parts.find(([prefix]) => prefix.test(table))?.[1] ?? table;

/** `Events: data` of `journal.data`. */
export function placeInWords(place: string): string {
  const [table = '', column = ''] = place.split('.');
  return column === '' ? partOfTable(table) : `${partOfTable(table)}: ${column.replaceAll('_', ' ')}`;
}

export interface BundlePart {
  words: string;
  tables: string[];
  rows: number;
  bytes: number;
}

/** Parts that have rows, the largest first. */
export function partsOfBundle(tables: readonly BundleTable[]): BundlePart[] {
  const found = new Map<string, BundlePart>();
  for (const { name, rows, bytes } of tables.filter((table) => table.rows > 0)) {
    const words = partOfTable(name);
    const part = found.get(words) ?? { words, tables: [], rows: 0, bytes: 0 };
    found.set(words, { words, tables: [...part.tables, name], rows: part.rows + rows, bytes: part.bytes + bytes });
  }
  return [...found.values()].toSorted((left, right) => right.bytes - left.bytes);
}

/** What stays behind, by its reason: one line for all tables of one part that stay for the same. */
export function leftOutInWords(leftOut: readonly { what: string; why: string; count: number | null }[]): { words: string; why: string; count: number | null }[] {
  const found = new Map<string, { words: string; why: string; count: number | null }>();
  for (const { what, why, count } of leftOut) {
    const words = partOfTable(what);
    const key = `${words} ${why}`;
    const before = found.get(key)?.count ?? null;
    found.set(key, { words, why, count: count === null ? before : count + (before ?? 0) });
  }
  return [...found.values()];
} // prettier-ignore
