// The journal: everything seen, judged and done. Names follow CloudEvents 1.0; repeated text is interned in `term`.
export const migration = {
  version: 1,
  up: `
CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL CHECK (length(id) = 16),
  type INTEGER NOT NULL REFERENCES term (id),
  source INTEGER NOT NULL REFERENCES term (id),
  subject INTEGER REFERENCES term (id),
  time INTEGER NOT NULL,
  recordedtime INTEGER NOT NULL,
  boot INTEGER NOT NULL REFERENCES term (id),
  correlationid TEXT,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_type ON journal (type, sequence);

CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_keeps_values BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER term_keeps_rows BEFORE DELETE ON term
BEGIN SELECT RAISE(ABORT, 'terms are append-only'); END;
CREATE TRIGGER term_keeps_values BEFORE UPDATE ON term
BEGIN SELECT RAISE(ABORT, 'terms are append-only'); END;
`,
};
