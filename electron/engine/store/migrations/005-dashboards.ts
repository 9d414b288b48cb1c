// Dashboards as they were imported: the text byte for byte, and what a list shows of it.
export const migration = {
  version: 5,
  up: `
CREATE TABLE dashboard (
  no INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64),
  file_name TEXT NOT NULL,
  text TEXT NOT NULL,
  summary TEXT NOT NULL,
  renamed TEXT,
  imported_at INTEGER NOT NULL
) STRICT;
`,
};
