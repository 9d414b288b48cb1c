// Incidents as they stand, made of their events, and which events of the journal are about which of them.
export const migration = {
  version: 12,
  up: `
CREATE TABLE incident (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  merged_into TEXT,
  state TEXT NOT NULL
) STRICT;
CREATE INDEX incident_merged ON incident (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE incident_event (
  incident TEXT NOT NULL,
  event INTEGER NOT NULL REFERENCES journal (sequence),
  PRIMARY KEY (incident, event)
) STRICT, WITHOUT ROWID;
`,
};
