// Environments: named sets of sources. What was done with them is in the journal; this is how they stand now.
export const migration = {
  version: 4,
  up: `
CREATE TABLE environment (
  key TEXT NOT NULL PRIMARY KEY,
  fields TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  active INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX environment_active ON environment (active) WHERE active = 1;
`,
};
