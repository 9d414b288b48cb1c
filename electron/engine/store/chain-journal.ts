// Gives every event of a journal that was kept without hashes its hash, in the order of recording. For the step of the
// schema that adds them; runs inside its transaction.
import type Database from 'better-sqlite3';
import { chainStart, hashEvent, segmentOf } from './chain.ts';
import { chainedEvents, termTexts } from './chained-events.ts';

const rowsAtOnce = 10_000;

export function chainJournal(db: Database.Database): void {
  const update = db.prepare('UPDATE journal SET hash = ? WHERE sequence = ?');
  const seal = db.prepare('INSERT INTO journal_segment (number, hash, sealed_at) VALUES (?, ?, ?)');
  let before: Buffer = chainStart;
  let after = 0;
  let segment = 0;
  const terms = termTexts(db);
  for (;;) {
    const events = chainedEvents(db, { after, limit: rowsAtOnce, terms });
    if (events.length === 0) return;
    for (const { sequence, event } of events) {
      for (; segment < segmentOf(sequence); segment++) seal.run(segment, before, event.recordedTime);
      // A journal of before had no holes but those of numbers that a rollback had used up.
      before = hashEvent(before, sequence, event);
      update.run(before, sequence);
      after = sequence;
    }
  }
}
