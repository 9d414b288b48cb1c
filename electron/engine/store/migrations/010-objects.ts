// What each watched object was, version by version, and the samples of named queries.
// An object belongs to a scope: the engine or the context in which it was seen. Of its versions some are whole rows
// (object_frame), the others what differs from the newest whole one, so that each is made of two texts at most. A version that was seen late has a time before its
// recordedtime, and `since` says since when it may have been so. Pieces of samples are in tables with a rowid: in others a row of
// a quarter of a page already spills over into pages of its own.
export const migration = {
  version: 10,
  up: `
CREATE TABLE object_scope (
  no INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  scope TEXT NOT NULL,
  UNIQUE (source, scope)
) STRICT;

CREATE TABLE object_turn (
  no INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  scope INTEGER NOT NULL REFERENCES object_scope (no),
  time INTEGER NOT NULL
) STRICT;
CREATE INDEX object_turn_by_time ON object_turn (source, time);

CREATE TABLE object_kind (
  scope INTEGER NOT NULL REFERENCES object_scope (no),
  kind TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (scope, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE object (
  no INTEGER PRIMARY KEY,
  scope INTEGER NOT NULL REFERENCES object_scope (no),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  namespace TEXT,
  name TEXT NOT NULL,
  first INTEGER NOT NULL,
  gone INTEGER NOT NULL,
  UNIQUE (scope, kind, key)
) STRICT;
CREATE INDEX object_by_gone ON object (scope, kind, gone);
CREATE INDEX object_by_name ON object (scope, kind, namespace, name, first);

CREATE TABLE object_frame (
  no INTEGER PRIMARY KEY,
  object INTEGER NOT NULL,
  row TEXT NOT NULL
) STRICT;

CREATE TABLE object_version (
  object INTEGER NOT NULL,
  recordedtime INTEGER NOT NULL,
  no INTEGER NOT NULL,
  time INTEGER NOT NULL,
  since INTEGER,
  frame INTEGER,
  diff TEXT,
  PRIMARY KEY (object, recordedtime, no)
) STRICT, WITHOUT ROWID;
CREATE INDEX object_version_late ON object_version (time) WHERE time < recordedtime;

CREATE TABLE source_event (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 12),
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX source_event_by_time ON source_event (time);

CREATE TABLE named_query (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  expr TEXT NOT NULL,
  fields TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX named_query_by_expr ON named_query (expr);

CREATE TABLE sample_series (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  query INTEGER NOT NULL,
  labels TEXT NOT NULL,
  UNIQUE (query, labels)
) STRICT;

CREATE TABLE sample_head (
  query INTEGER NOT NULL,
  at INTEGER NOT NULL,
  samples BLOB NOT NULL,
  PRIMARY KEY (query, at)
) STRICT;

CREATE TABLE sample_block (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  query INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  step_ms INTEGER NOT NULL,
  filled_at INTEGER,
  times BLOB NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX sample_block_by_end ON sample_block (query, to_ms, from_ms, bytes);

CREATE TABLE sample_chunk (
  block INTEGER NOT NULL,
  series INTEGER NOT NULL,
  samples BLOB NOT NULL,
  PRIMARY KEY (block, series)
) STRICT;

CREATE TABLE sample_minutes (
  block INTEGER NOT NULL,
  series INTEGER NOT NULL,
  rollup BLOB NOT NULL,
  PRIMARY KEY (block, series)
) STRICT;

CREATE TABLE sample_hour (
  series INTEGER NOT NULL,
  at INTEGER NOT NULL,
  recordedtime INTEGER NOT NULL,
  least REAL,
  greatest REAL,
  sum REAL,
  count INTEGER NOT NULL,
  last REAL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (series, at, recordedtime)
) STRICT, WITHOUT ROWID;

CREATE TABLE sample_hole (
  no INTEGER PRIMARY KEY,
  query INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  reason TEXT NOT NULL,
  recordedtime INTEGER NOT NULL,
  filled_at INTEGER
) STRICT;
CREATE INDEX sample_hole_by_end ON sample_hole (query, to_ms);

CREATE TABLE kept_frame (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT,
  expr TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  recordedtime INTEGER NOT NULL,
  frame TEXT NOT NULL
) STRICT;
CREATE INDEX kept_frame_by_expr ON kept_frame (expr, recordedtime);
CREATE INDEX kept_frame_by_incident ON kept_frame (incident);
CREATE TRIGGER kept_frame_keeps_values BEFORE UPDATE ON kept_frame
BEGIN SELECT RAISE(ABORT, 'a kept frame is not changed'); END;
`,
};
