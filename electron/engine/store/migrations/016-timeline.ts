// The timeline's packed columns: a cache of the journal, made anew from its rows whenever it does not fit them.
export const migration = {
  version: 16,
  up: `
CREATE TABLE timeline_round (
  segment INTEGER PRIMARY KEY,
  round INTEGER NOT NULL
) STRICT;

CREATE TABLE timeline_segment (
  segment INTEGER PRIMARY KEY,
  rules INTEGER NOT NULL,
  round INTEGER NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  hash BLOB NOT NULL,
  packed BLOB NOT NULL
) STRICT;

CREATE TRIGGER timeline_follows_journal AFTER DELETE ON journal
BEGIN
  INSERT INTO timeline_round (segment, round) VALUES (old.sequence / 16384, 1)
  ON CONFLICT (segment) DO UPDATE SET round = round + 1;
END;
`,
};
