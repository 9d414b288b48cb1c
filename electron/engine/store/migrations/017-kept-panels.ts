// What panels of dashboards came to around an incident, with the dashboards and what their variables stood for.
export const migration = {
  version: 17,
  up: `
CREATE TABLE kept_dashboard_text (
  hash TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE kept_dashboard (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT NOT NULL,
  key TEXT NOT NULL,
  hash TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  recordedtime INTEGER NOT NULL,
  place TEXT NOT NULL,
  summary TEXT NOT NULL,
  variables TEXT NOT NULL
) STRICT;
CREATE INDEX kept_dashboard_by_key ON kept_dashboard (key, recordedtime);
CREATE INDEX kept_dashboard_by_incident ON kept_dashboard (incident);
CREATE TRIGGER kept_dashboard_keeps_values BEFORE UPDATE ON kept_dashboard
BEGIN SELECT RAISE(ABORT, 'a kept dashboard is not changed'); END;

CREATE TABLE panel_frame (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  incident TEXT NOT NULL,
  asked TEXT NOT NULL,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  step_ms INTEGER NOT NULL,
  recordedtime INTEGER NOT NULL,
  series INTEGER NOT NULL,
  how TEXT NOT NULL,
  labels TEXT NOT NULL,
  samples BLOB NOT NULL,
  refused TEXT
) STRICT;
CREATE INDEX panel_frame_by_asked ON panel_frame (asked, recordedtime);
CREATE INDEX panel_frame_by_incident ON panel_frame (incident);
CREATE TRIGGER panel_frame_keeps_values BEFORE UPDATE ON panel_frame
BEGIN SELECT RAISE(ABORT, 'a kept frame is not changed'); END;
`,
};
