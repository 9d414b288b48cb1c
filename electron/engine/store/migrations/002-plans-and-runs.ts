// Plans, consent, runs and their results. Results are an index into the journal, which holds what was seen.
export const migration = {
  version: 2,
  up: `
CREATE TABLE plan_text (
  hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
  text TEXT NOT NULL
) STRICT;

CREATE TABLE plan (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('file', 'import', 'bundled')),
  path TEXT UNIQUE,
  hash TEXT NOT NULL REFERENCES plan_text (hash),
  loaded_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;

CREATE TABLE consent (
  plan_hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  granted_by TEXT NOT NULL,
  granted_at INTEGER NOT NULL,
  PRIMARY KEY (plan_hash, kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_item (
  no INTEGER PRIMARY KEY,
  plan_no INTEGER NOT NULL REFERENCES plan (no),
  phase_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  UNIQUE (plan_no, phase_id, item_id)
) STRICT;

CREATE TABLE run (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  plan_no INTEGER NOT NULL REFERENCES plan (no),
  plan_hash TEXT NOT NULL,
  plan_title TEXT NOT NULL,
  selection TEXT NOT NULL,
  vars TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'cancelled', 'interrupted')),
  verdict TEXT,
  counts TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  started_by TEXT NOT NULL,
  judge TEXT NOT NULL
) STRICT;
CREATE INDEX run_by_plan ON run (plan_no, no);

CREATE TABLE item_result (
  run_no INTEGER NOT NULL REFERENCES run (no),
  item_no INTEGER NOT NULL REFERENCES plan_item (no),
  event INTEGER NOT NULL REFERENCES journal (sequence),
  PRIMARY KEY (item_no, run_no)
) STRICT, WITHOUT ROWID;
`,
};
