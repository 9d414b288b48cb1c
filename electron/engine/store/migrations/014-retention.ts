// How long and how much is kept, and what each closed segment of the journal takes, by source.
export const migration = {
  version: 14,
  up: `
CREATE TABLE retention (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  budget TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE journal_volume (
  segment INTEGER NOT NULL,
  source INTEGER NOT NULL,
  events INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  PRIMARY KEY (segment, source)
) STRICT, WITHOUT ROWID;
`,
};
