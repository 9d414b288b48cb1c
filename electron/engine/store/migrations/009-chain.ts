// Every event is hashed over the one before it; closed segments keep the hash of their last event; and events may be
// evicted, but only within a span that is named, whose last hash stays. The indexes by correlation id and by subject begin
// with the segment, so that an insert touches only pages of the open one, however long the journal is.
import type Database from 'better-sqlite3';
import { chainJournal } from '../chain-journal.ts';

export const migration = {
  version: 9,
  up: `
ALTER TABLE journal ADD COLUMN hash BLOB CHECK (length(hash) = 32);
CREATE INDEX journal_by_moment ON journal (time);
CREATE INDEX journal_by_correlation ON journal (sequence >> 16, correlationid) WHERE correlationid IS NOT NULL;
CREATE INDEX journal_by_subject ON journal (sequence >> 16, subject) WHERE subject IS NOT NULL;

CREATE TABLE journal_segment (
  number INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  sealed_at INTEGER NOT NULL
) STRICT;

CREATE TABLE journal_evicted (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL CHECK (last >= first),
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE journal_eviction (
  first INTEGER PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

DROP TRIGGER journal_keeps_rows;
CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
WHEN NOT EXISTS (SELECT 1 FROM journal_eviction WHERE OLD.sequence BETWEEN first AND last)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
DROP TRIGGER journal_keeps_values;
`,
  fill: (db: Database.Database): void => chainJournal(db),
  finish: `
CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
`,
};
