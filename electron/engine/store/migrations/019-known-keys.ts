// Public keys of which a person said whose they are. One that is taken off the list stays in the journal's events.
export const migration = {
  version: 19,
  up: `
CREATE TABLE known_key (
  public_key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;
`,
};
