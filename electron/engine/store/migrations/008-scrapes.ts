// Samples that the console scraped itself, bounded. The newest scrapes of an endpoint are rows of scrape_head, one a scrape;
// when there are enough of them they become one block with a chunk for each series.
export const migration = {
  version: 8,
  up: `
CREATE INDEX journal_by_time ON journal (type, time);

CREATE TABLE scrape_target (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  fields TEXT NOT NULL,
  paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE scrape_family (
  target INTEGER NOT NULL,
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  help TEXT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (target, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE scrape_series (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  target INTEGER NOT NULL,
  name TEXT NOT NULL,
  labels TEXT NOT NULL,
  last INTEGER NOT NULL,
  UNIQUE (target, name, labels)
) STRICT;

CREATE INDEX scrape_series_by_last ON scrape_series (target, last);

CREATE TABLE scrape_head (
  target INTEGER NOT NULL,
  at INTEGER NOT NULL,
  samples BLOB NOT NULL,
  PRIMARY KEY (target, at)
) STRICT;

CREATE TABLE scrape_block (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  target INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  times BLOB NOT NULL,
  bytes INTEGER NOT NULL,
  whole INTEGER NOT NULL CHECK (whole IN (0, 1))
) STRICT;

CREATE TABLE scrape_chunk (
  block INTEGER NOT NULL,
  series INTEGER NOT NULL,
  samples BLOB NOT NULL,
  PRIMARY KEY (block, series)
) STRICT, WITHOUT ROWID;
`,
};
