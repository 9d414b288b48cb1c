// Events of a record of which the list of tables is lost: their rows are known by their form, page by page, and so are the
// texts that they refer to. Where several texts could be meant the hash of the chain says which it was.
import { closeSync, fstatSync, openSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { chainStart, hashEvent } from './chain.ts';
import { pageRecords } from './page-records.ts';

const pageBytes = 4096;
/** A text that is referred to is a type, a name or an id. */
const longestTerm = 4096;
/** As many ways to read one event are tried. */
const mostWays = 64;

const isWhole = (serial: number | undefined): boolean => serial !== undefined && serial >= 1 && serial <= 9 && serial !== 7; // prettier-ignore
const isText = (serial: number | undefined): boolean => serial !== undefined && serial >= 13 && serial % 2 === 1;
const blob = (bytes: number): number => 12 + 2 * bytes;

/** sequence (as the number of the row), id, type, source, subject, time, recordedtime, boot, correlationid, data, hash. */
function isEvent([
  sequence,
  id,
  type,
  source,
  subject,
  time,
  recorded,
  boot,
  correlation,
  data,
  hash,
  ...more
]: readonly number[]): boolean {
  // prettier-ignore
  return (
    sequence === 0 && id === blob(16) && isWhole(type) && isWhole(source) && (subject === 0 || isWhole(subject)) && isWhole(time) &&
    isWhole(recorded) && isWhole(boot) && (correlation === 0 || isText(correlation)) && isText(data) && hash === blob(32) && more.length === 0
  ); // prettier-ignore
}

const isTerm = ([id, text, ...more]: readonly number[]): boolean => id === 0 && isText(text) && more.length === 0;

/**
 * Puts what is found into the empty tables of the journal. Rows of pages that are not used any more are among it: events that
 * were evicted not long before may be there again.
 * @returns how many events were found
 */
export function salvagePages(file: string, into: Database.Database): number {
  const handle = openSync(file, 'r');
  try {
    const pages = Math.floor(fstatSync(handle).size / pageBytes);
    const insert = into.prepare('INSERT OR IGNORE INTO journal (sequence, id, type, source, subject, time, recordedtime, boot, correlationid, data, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'); // prettier-ignore
    const texts = new Map<number, string[]>();
    let events = 0;
    into.transaction(() => {
      for (const { rowid, values } of pageRecords(handle, pages, (serials) => isEvent(serials) || isTerm(serials))) {
        const [, text] = values;
        if (values.length > 2) events += insert.run(rowid, ...values.slice(1)).changes;
        else if (typeof text === 'string' && text.length <= longestTerm) addTo(texts, rowid, text);
      }
      putTerms(into, texts);
    })();
    return events;
  } finally {
    closeSync(handle);
  }
}

function addTo(texts: Map<number, string[]>, id: number, text: string): void {
  const known = texts.get(id);
  if (known === undefined) texts.set(id, [text]);
  else if (!known.includes(text)) known.push(text);
}

/** Other tables have rows of the same form, so that several texts may have the number of one that is referred to. */
function putTerms(into: Database.Database, texts: Map<number, string[]>): void {
  const ids = into.prepare('SELECT type FROM journal UNION SELECT source FROM journal UNION SELECT boot FROM journal UNION SELECT subject FROM journal WHERE subject IS NOT NULL').pluck().all() as number[]; // prettier-ignore
  if (ids.some((id) => (texts.get(id)?.length ?? 0) > 1)) decide(into, texts);
  const insert = into.prepare('INSERT OR IGNORE INTO term (id, text) VALUES (?, ?)');
  for (const id of ids) {
    // An event of which a text is lost shows as altered: its hash does not fit.
    const [text = `(lost ${id})`] = texts.get(id) ?? [];
    if (insert.run(id, text).changes === 0) insert.run(id, `(lost ${id})`);
  }
}

interface Row {
  sequence: number;
  id: Buffer;
  type: number;
  source: number;
  subject: number | null;
  time: number;
  recordedTime: number;
  boot: number;
  correlationId: string | null;
  data: string;
  hash: Buffer;
}

/** Leaves of each number the text with which the hashes of events come out, where one is found. */
function decide(into: Database.Database, texts: Map<number, string[]>): void {
  const rows = into.prepare('SELECT sequence, id, type, source, subject, time, recordedtime AS recordedTime, boot, correlationid AS correlationId, data, hash FROM journal ORDER BY sequence'); // prettier-ignore
  let before: Pick<Row, 'sequence' | 'hash'> = { sequence: 0, hash: chainStart };
  for (const row of rows.iterate() as IterableIterator<Row>) {
    const ids = [row.type, row.source, row.boot, ...(row.subject === null ? [] : [row.subject])];
    const { sequence, hash } = before;
    // Behind a hole the hash that it follows is not known.
    if (sequence === row.sequence - 1 && ids.some((id) => (texts.get(id)?.length ?? 0) > 1)) {
      const way = waysOf(ids, texts).find((one) => hashEvent(hash, row.sequence, { ...row, ...named(one) }).equals(row.hash)); // prettier-ignore
      for (const [at, text] of (way ?? []).entries()) texts.set(ids[at] ?? 0, [text]);
    }
    before = row;
  }
}

const named = ([type = '', source = '', boot = '', subject]: readonly string[]) => ({ type, source, boot, subject: subject ?? null }); // prettier-ignore

/** Every way to put a text for each number, as far as is tried. */
function waysOf(ids: readonly number[], texts: Map<number, string[]>): string[][] {
  return ids.reduce<string[][]>(
    (ways, id) => ways.flatMap((way) => (texts.get(id) ?? ['']).map((text) => [...way, text])).slice(0, mostWays),
    [[]],
  );
}
