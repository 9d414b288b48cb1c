// The chosen events of the journal into a bundle, with their hashes as they were recorded. An event whose text was replaced
// keeps the hash of what it was, and gets one over what it became.
import type Database from 'better-sqlite3';
import type { BundleTable, Manifest } from '#shared/model/bundle/manifest.ts';
import { chosenGaps } from './bundle-choice.ts';
import { tallyOf, type BundleValue, type HideText } from './bundle-tables.ts';
import { hashEvent } from './chain.ts';

type Row = [number, Buffer, number, number, number | null, number, number, number, string | null, string, Buffer];

const columns = 'sequence, id, type, source, subject, time, recordedtime, boot, correlationid, data, hash';

export interface CopiedEvents {
  tables: BundleTable[];
  chain: Manifest['chain'];
}

/** To be called after chooseEvents on `read`, with the writing connection inside a transaction. */
export function copyEvents(
  read: Database.Database,
  write: Database.Database,
  hide: HideText,
  onRow: () => void,
): CopiedEvents {
  // prettier-ignore
  const terms = copyTerms(read, write, hide);
  const insert = write.prepare(`INSERT INTO journal (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const mark = write.prepare('INSERT INTO bundle_redacted (sequence, hash) VALUES (?, ?)');
  const events = tallyOf('journal');
  const marks = tallyOf('bundle_redacted');
  const chain: Manifest['chain'] = { first: 0, last: 0, events: 0, root: null, redacted: 0 };
  const chosen = read.prepare(`SELECT ${columns} FROM temp.chosen c JOIN journal USING (sequence) ORDER BY c.sequence`).raw(); // prettier-ignore
  for (const row of chosen.iterate() as IterableIterator<Row>) {
    const [sequence, id, type, source, subject, time, recordedTime, boot, correlation, data, hash] = row;
    const hidden = hide('journal.data', data);
    const correlationId = correlation === null ? null : hide('journal.correlationid', correlation);
    const out: BundleValue[] = [sequence, id, type, source, subject, time, recordedTime, boot, correlationId, hidden, hash]; // prettier-ignore
    insert.run(out);
    events.add(out);
    const spoken = [type, source, boot, ...(subject === null ? [] : [subject])];
    if (hidden !== data || correlationId !== correlation || spoken.some((term) => terms.changed.has(term))) {
      const text = (term: number): string => terms.texts.get(term) ?? '';
      const became = { id, type: text(type), source: text(source), subject: subject === null ? null : text(subject), time, recordedTime, boot: text(boot), correlationId, data: hidden }; // prettier-ignore
      const after = hashEvent(hash, sequence, became);
      mark.run(sequence, after);
      marks.add([sequence, after]);
      chain.redacted++;
    }
    if (chain.events === 0) chain.first = sequence;
    chain.last = sequence;
    chain.events++;
    chain.root = hash.toString('hex');
    onRow();
  }
  return { tables: [terms.table, events.total(), marks.total(), copyGaps(read, write)], chain };
}

interface CopiedTerms {
  table: BundleTable;
  texts: Map<number, string>;
  changed: Set<number>;
}

function copyTerms(read: Database.Database, write: Database.Database, hide: HideText): CopiedTerms {
  const insert = write.prepare('INSERT INTO term (id, text) VALUES (?, ?)');
  const tally = tallyOf('term');
  const texts = new Map<number, string>();
  const changed = new Set<number>();
  const taken = new Set<string>();
  const used = read.prepare(
    `WITH used AS (SELECT type, source, subject, boot FROM temp.chosen JOIN journal USING (sequence))
     SELECT id, text FROM term WHERE id IN (SELECT type FROM used UNION SELECT source FROM used UNION SELECT subject FROM used UNION SELECT boot FROM used) ORDER BY id`,
  );
  for (const { id, text } of used.iterate() as IterableIterator<{ id: number; text: string }>) {
    const hidden = hide('term.text', text);
    // Two terms that differ only in what was replaced stay two.
    const kept = taken.has(hidden) ? `${hidden} (${id})` : hidden;
    taken.add(kept);
    if (kept !== text) changed.add(id);
    texts.set(id, kept);
    insert.run(id, kept);
    tally.add([id, kept]);
  }
  return { table: tally.total(), texts, changed };
}

function copyGaps(read: Database.Database, write: Database.Database): BundleTable {
  const insert = write.prepare('INSERT INTO journal_evicted (first, last, hash) VALUES (?, ?, ?)');
  const tally = tallyOf('journal_evicted');
  for (const { first, last, hash } of chosenGaps(read)) {
    insert.run(first, last, hash);
    tally.add([first, last, hash]);
  }
  return tally.total();
}
