// Bundles that were opened, and comments on them. Both are known by the hash of the bundle's manifest, wherever its file is.
export const migration = {
  version: 15,
  up: `
CREATE TABLE review (
  hash TEXT NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
  file TEXT NOT NULL,
  facts TEXT NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;

CREATE TABLE review_comment (
  no INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  event INTEGER,
  at INTEGER,
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  said_at INTEGER NOT NULL
) STRICT;
CREATE INDEX review_comment_by_hash ON review_comment (hash, no);
CREATE TRIGGER review_comment_keeps_rows BEFORE DELETE ON review_comment
BEGIN SELECT RAISE(ABORT, 'comments are append-only'); END;
CREATE TRIGGER review_comment_keeps_values BEFORE UPDATE ON review_comment
BEGIN SELECT RAISE(ABORT, 'comments are append-only'); END;
`,
};
