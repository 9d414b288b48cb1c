// People's words: the tick that stands for a manual item, and every revision of a note.
export const migration = {
  version: 3,
  up: `
CREATE TABLE tick (
  item_no INTEGER PRIMARY KEY REFERENCES plan_item (no),
  event INTEGER NOT NULL REFERENCES journal (sequence)
) STRICT;

CREATE TABLE note (
  plan_no INTEGER NOT NULL REFERENCES plan (no),
  phase_id TEXT NOT NULL,
  item_id TEXT NOT NULL DEFAULT '',
  revision INTEGER NOT NULL CHECK (revision > 0),
  markdown TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (plan_no, phase_id, item_id, revision)
) STRICT, WITHOUT ROWID;
`,
};
