// Up to when what was recorded of each source was evicted, out of the events that tell of it. There is one for each step of
// retention and they are kept for ever, so that each is read once and what it says is remembered.
import type { ReadDb } from './database.ts';
import { prepared } from './statements.ts';

interface Told {
  recordedTime: number;
  /** The latest of all that was told by then. */
  upTo: number;
}

interface Known {
  sequence: number;
  sources: Map<string, Told[]>;
}

/** A round tells of its steps within moments: they are one, as of its first. */
const oneRoundMs = 60_000;
const known = new WeakMap<ReadDb, Known>();

/**
 * Up to when nothing can be told of a source any more, as it was evicted; null where nothing was. Records of earlier versions
 * tell it for all sources of a step together, which may be later than the last of this one that went.
 * @param before only what was evicted up to this moment, or within the minute after it.
 */
export function evictedUpTo(db: ReadDb, source: string, before = Number.MAX_SAFE_INTEGER): number | null {
  const told = read(db).sources.get(source) ?? [];
  let [low, high] = [0, told.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((told[middle]?.recordedTime ?? 0) <= before) low = middle + 1;
    else high = middle;
  }
  return told[low - 1]?.upTo ?? null;
}

function read(db: ReadDb): Known {
  const found = known.get(db) ?? { sequence: 0, sources: new Map<string, Told[]>() };
  known.set(db, found);
  const rows = prepared(
    db,
    `SELECT sequence, recordedtime AS recordedTime, data FROM journal INDEXED BY journal_by_type
     WHERE type = (SELECT id FROM term WHERE text = 'retention.evicted') AND sequence > ? ORDER BY sequence`,
  ).all(found.sequence) as { sequence: number; recordedTime: number; data: string }[];
  for (const { sequence, recordedTime, data } of rows) {
    found.sequence = sequence;
    const { upTo = 0, bySource = {}, upToBySource = {} } = JSON.parse(data) as { upTo?: number; bySource?: Record<string, number>; upToBySource?: Record<string, number> }; // prettier-ignore
    for (const source of Object.keys(bySource)) add(found.sources, source, { recordedTime, upTo: upToBySource[source] ?? upTo }); // prettier-ignore
  }
  return found;
}

function add(sources: Known['sources'], source: string, { recordedTime, upTo }: Told): void {
  const told = sources.get(source) ?? [];
  sources.set(source, told);
  const last = told.at(-1);
  const next = Math.max(upTo, last?.upTo ?? 0);
  if (last !== undefined && recordedTime - last.recordedTime < oneRoundMs) last.upTo = next;
  else told.push({ recordedTime, upTo: next });
}
