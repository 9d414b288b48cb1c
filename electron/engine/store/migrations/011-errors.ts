// Error envelopes, append-only, and the groups they are told in. Rows are deleted only under a permit that
// error-cleanup.ts writes and takes back in the same transaction.
export const migration = {
  version: 11,
  up: `
CREATE TABLE error_group (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  error_class TEXT NOT NULL,
  component TEXT NOT NULL,
  layer TEXT NOT NULL,
  title TEXT NOT NULL,
  exception_type TEXT,
  frame TEXT,
  rule TEXT NOT NULL,
  count INTEGER NOT NULL,
  severity_number INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  releases TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'resolved', 'archived')),
  state_at INTEGER NOT NULL,
  state_by TEXT,
  state_note TEXT,
  resolved_in TEXT,
  resolved_how TEXT CHECK (resolved_how IN ('in', 'after')),
  archived_until INTEGER,
  regressed_at INTEGER,
  regressed_in TEXT,
  since_resolved INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE error_group_hash (
  hash TEXT NOT NULL PRIMARY KEY,
  group_no INTEGER NOT NULL REFERENCES error_group (no),
  grouping_version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE error_hour (
  group_no INTEGER NOT NULL REFERENCES error_group (no),
  hour INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (group_no, hour)
) STRICT, WITHOUT ROWID;
CREATE INDEX error_hour_by_hour ON error_hour (hour);

CREATE TABLE infra_error_event (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  error_id TEXT NOT NULL UNIQUE,
  timestamp INTEGER NOT NULL,
  layer TEXT NOT NULL,
  component TEXT NOT NULL,
  error_class TEXT NOT NULL,
  severity TEXT NOT NULL,
  message TEXT NOT NULL,
  correlation_id TEXT,
  decision_id TEXT,
  run_id TEXT,
  input_hash TEXT,
  exception_type TEXT,
  exception_chain TEXT,
  context TEXT,
  envelope_version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  observed_at INTEGER NOT NULL,
  severity_number INTEGER NOT NULL,
  params TEXT,
  span_id TEXT,
  parent_span_id TEXT,
  causation_id TEXT,
  agent_id TEXT,
  tenant_id TEXT,
  hash_alg TEXT,
  hash_key_id TEXT,
  frame TEXT,
  fingerprint TEXT,
  grouping_version INTEGER NOT NULL,
  group_hashes TEXT NOT NULL,
  group_no INTEGER NOT NULL REFERENCES error_group (no),
  release TEXT,
  environment TEXT,
  engine_version TEXT,
  data_classification TEXT NOT NULL,
  policy_violation TEXT,
  ingest TEXT NOT NULL,
  content_hash TEXT NOT NULL
) STRICT;
CREATE INDEX infra_error_event_by_correlation ON infra_error_event (correlation_id) WHERE correlation_id IS NOT NULL;
CREATE INDEX infra_error_event_by_component ON infra_error_event (component, timestamp);
CREATE INDEX infra_error_event_by_class ON infra_error_event (error_class, timestamp);
CREATE INDEX infra_error_event_by_created ON infra_error_event (created_at);
CREATE INDEX infra_error_event_by_run ON infra_error_event (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX infra_error_event_by_decision ON infra_error_event (decision_id) WHERE decision_id IS NOT NULL;
CREATE INDEX infra_error_event_by_group ON infra_error_event (group_no, timestamp);
CREATE INDEX infra_error_event_by_time ON infra_error_event (timestamp);

CREATE TABLE error_cleanup (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  created_before INTEGER NOT NULL
) STRICT;

CREATE TRIGGER infra_error_event_keeps_values BEFORE UPDATE ON infra_error_event
BEGIN SELECT RAISE(ABORT, 'error envelopes are append-only'); END;
CREATE TRIGGER infra_error_event_keeps_rows BEFORE DELETE ON infra_error_event
WHEN NOT EXISTS (SELECT 1 FROM error_cleanup WHERE created_before > OLD.created_at)
BEGIN SELECT RAISE(ABORT, 'error envelopes are append-only; only the clean-up of old ones deletes'); END;

CREATE TABLE error_component (
  component TEXT NOT NULL PRIMARY KEY,
  first_heard INTEGER NOT NULL,
  last_heard INTEGER NOT NULL,
  last_error INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE error_ingest (
  hour INTEGER NOT NULL,
  ingest TEXT NOT NULL,
  outcome TEXT NOT NULL,
  category TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  PRIMARY KEY (hour, ingest, outcome, category)
) STRICT, WITHOUT ROWID;

CREATE TABLE error_refusal (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  ingest TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  excerpt TEXT NOT NULL
) STRICT;

CREATE TABLE error_tail (
  key TEXT NOT NULL PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  file TEXT,
  head TEXT,
  offset INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
