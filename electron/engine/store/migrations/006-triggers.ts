// Triggers, the state of each label set, and what people said of them.
export const migration = {
  version: 6,
  up: `
CREATE TABLE trigger_def (
  key TEXT NOT NULL PRIMARY KEY,
  definition TEXT NOT NULL,
  origin TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE trigger_memory (
  key TEXT NOT NULL PRIMARY KEY REFERENCES trigger_def (key) ON DELETE CASCADE,
  memory TEXT NOT NULL,
  watched TEXT NOT NULL
) STRICT;

CREATE TABLE trigger_word (
  key TEXT NOT NULL REFERENCES trigger_def (key) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('acknowledged', 'snoozed')),
  instance TEXT NOT NULL DEFAULT '',
  word TEXT NOT NULL,
  PRIMARY KEY (key, kind, instance)
) STRICT, WITHOUT ROWID;

CREATE TABLE trigger_event (
  key TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES journal (sequence),
  PRIMARY KEY (key, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX trigger_event_of ON trigger_event (event);

CREATE TABLE trigger_mute (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  muted INTEGER NOT NULL CHECK (muted IN (0, 1)),
  by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
`,
};
