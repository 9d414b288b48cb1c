// Criteria, objectives, baselines and soak tests: what they are, how they stand, and which events of the journal are about
// them. Samples of a soak are kept as rows of packed numbers, one row for a stretch of intervals.
export const migration = {
  version: 7,
  up: `
CREATE TABLE criteria_set (
  key TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('criteria', 'objective')),
  definition TEXT NOT NULL,
  file TEXT NOT NULL,
  watched INTEGER NOT NULL DEFAULT 0 CHECK (watched IN (0, 1)),
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE criterion_standing (
  key TEXT NOT NULL REFERENCES criteria_set (key) ON DELETE CASCADE,
  criterion TEXT NOT NULL,
  standing TEXT NOT NULL,
  PRIMARY KEY (key, criterion)
) STRICT, WITHOUT ROWID;

CREATE TABLE criterion_event (
  key TEXT NOT NULL,
  criterion TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES journal (sequence),
  PRIMARY KEY (key, criterion, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE baseline (
  key TEXT NOT NULL PRIMARY KEY,
  summary TEXT NOT NULL,
  body TEXT NOT NULL,
  captured_at INTEGER NOT NULL
) STRICT;

CREATE TABLE soak (
  key TEXT NOT NULL PRIMARY KEY,
  definition TEXT NOT NULL,
  progress TEXT NOT NULL,
  started_at INTEGER NOT NULL
) STRICT;

CREATE TABLE soak_series (
  no INTEGER PRIMARY KEY,
  soak TEXT NOT NULL REFERENCES soak (key) ON DELETE CASCADE,
  source TEXT NOT NULL,
  labels TEXT NOT NULL,
  UNIQUE (soak, source, labels)
) STRICT;

CREATE TABLE soak_stretch (
  series INTEGER NOT NULL REFERENCES soak_series (no) ON DELETE CASCADE,
  stretch INTEGER NOT NULL,
  numbers BLOB NOT NULL,
  PRIMARY KEY (series, stretch)
) STRICT, WITHOUT ROWID;
`,
};
