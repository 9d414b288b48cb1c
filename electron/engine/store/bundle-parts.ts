// Which rows of which table go into a bundle, and which tables never do and why. Every table of the record is in one of the
// two lists; a test holds them against the schema.
import { stretchSlots } from './soak-rows.ts';

export interface BundlePart {
  table: string;
  /** What is taken, in SQL; knows @fromMs, @toMs (with the time around) and @incident, and temp.chosen, the events. */
  where: string;
}

const chosen = '(SELECT sequence FROM temp.chosen)';
/** The incident, those merged into it, and those merged into them. */
export const incidentsOfBundle = `(WITH RECURSIVE part (id) AS (SELECT id FROM incident WHERE id = @incident
  UNION SELECT i.id FROM incident i JOIN part ON i.merged_into = part.id) SELECT id FROM part)`;
/** Runs that people linked, or named as evidence, of one of them. */
export const runsOfPeople = `(SELECT l.value ->> '$.target' FROM incident i, json_each(i.state, '$.links') l
    WHERE i.id IN ${incidentsOfBundle} AND l.value ->> '$.kind' = 'run'
  UNION SELECT e.value ->> '$.runId' FROM incident i, json_each(i.state, '$.words') w, json_each(w.value, '$.evidence') e
    WHERE i.id IN ${incidentsOfBundle} AND e.value ->> '$.kind' = 'run'
  UNION SELECT e.value ->> '$.runId' FROM incident i, json_each(i.state, '$.milestones') m, json_each(m.value, '$.evidence') e
    WHERE i.id IN ${incidentsOfBundle} AND e.value ->> '$.kind' = 'run')`;
const runs = `(SELECT no FROM run WHERE (started_at <= @toMs AND coalesce(finished_at, @toMs) >= @fromMs)
  OR no IN (SELECT max(no) FROM run WHERE started_at < @fromMs GROUP BY plan_no) OR id IN ${runsOfPeople})`;

const objects = '(SELECT no FROM object WHERE first <= @toMs AND gone >= @fromMs)';
/** From the last whole row before the span on; also what was learnt later of the span. */
const versions = `object IN ${objects} AND (recordedtime <= @toMs OR time <= @toMs) AND recordedtime >= coalesce(
  (SELECT max(v.recordedtime) FROM object_version v WHERE v.object = object_version.object AND v.frame IS NOT NULL AND v.recordedtime <= @fromMs), 0)`;
const blocks = (table: string): string =>
  `block IN (SELECT no FROM ${table} WHERE from_ms <= @toMs AND to_ms >= @fromMs)`;
const incidents = incidentsOfBundle;
const groups = '(SELECT no FROM error_group WHERE first_seen <= @toMs)';
const hourMs = 60 * 60_000;
/** Of counts by hour, which are numbered since the epoch: with the day before, as screens show. */
const countedHours = `hour BETWEEN CAST(@fromMs / ${hourMs} AS INTEGER) - 24 AND CAST(@toMs / ${hourMs} AS INTEGER)`;

/** Soaks that ran within the time of the bundle; how they came to fail goes back to their beginning, so that all of it is taken. */
export const soaksOfBundle = `(SELECT key FROM soak WHERE started_at <= @toMs AND coalesce(progress ->> '$.endedAtMs', @toMs) >= @fromMs)`;
const soakStretches = `series IN (SELECT no FROM soak_series WHERE soak IN ${soaksOfBundle}) AND @toMs >= (
  SELECT k.started_at + soak_stretch.stretch * ${stretchSlots} * (k.definition ->> '$.intervalMs')
    FROM soak_series s JOIN soak k ON k.key = s.soak WHERE s.no = soak_stretch.series)`;

/** In the order in which they are written. */
export const bundleParts: readonly BundlePart[] = [
  { table: 'journal_segment', where: 'true' },
  { table: 'plan_text', where: `hash IN (SELECT hash FROM plan UNION SELECT plan_hash FROM run WHERE no IN ${runs})` },
  { table: 'plan', where: 'true' },
  { table: 'plan_item', where: 'true' },
  { table: 'run', where: `no IN ${runs}` },
  { table: 'item_result', where: `event IN ${chosen} AND run_no IN ${runs}` },
  { table: 'tick', where: `event IN ${chosen}` },
  { table: 'note', where: 'saved_at <= @toMs' },
  { table: 'environment', where: 'true' },
  { table: 'dashboard', where: 'true' },
  { table: 'trigger_def', where: 'true' },
  { table: 'trigger_event', where: `event IN ${chosen}` },
  { table: 'criteria_set', where: 'true' },
  { table: 'criterion_event', where: `event IN ${chosen}` },
  { table: 'baseline', where: 'captured_at <= @toMs' },
  { table: 'soak', where: `key IN ${soaksOfBundle}` },
  { table: 'soak_series', where: `soak IN ${soaksOfBundle}` },
  { table: 'soak_stretch', where: soakStretches },
  { table: 'scrape_target', where: 'true' },
  { table: 'scrape_family', where: 'true' },
  { table: 'scrape_series', where: 'last >= @fromMs' },
  { table: 'scrape_head', where: 'at BETWEEN @fromMs AND @toMs' },
  { table: 'scrape_block', where: 'from_ms <= @toMs AND to_ms >= @fromMs' },
  { table: 'scrape_chunk', where: blocks('scrape_block') },
  { table: 'object_scope', where: 'true' },
  { table: 'object_turn', where: 'time <= @toMs' },
  { table: 'object_kind', where: 'true' },
  { table: 'object', where: `no IN ${objects}` },
  { table: 'object_frame', where: `no IN (SELECT frame FROM object_version WHERE ${versions})` },
  { table: 'object_version', where: versions },
  { table: 'named_query', where: 'saved_at <= @toMs' },
  { table: 'sample_series', where: 'query IN (SELECT no FROM named_query WHERE saved_at <= @toMs)' },
  { table: 'sample_head', where: 'at BETWEEN @fromMs AND @toMs' },
  { table: 'sample_block', where: 'from_ms <= @toMs AND to_ms >= @fromMs' },
  { table: 'sample_chunk', where: blocks('sample_block') },
  { table: 'sample_minutes', where: blocks('sample_block') },
  { table: 'sample_hour', where: `at BETWEEN @fromMs - ${hourMs} AND @toMs` },
  { table: 'sample_hole', where: 'from_ms <= @toMs AND to_ms >= @fromMs' },
  { table: 'kept_frame', where: `incident IN ${incidents} OR (from_ms <= @toMs AND to_ms >= @fromMs)` },
  { table: 'kept_dashboard_text', where: `hash IN (SELECT hash FROM kept_dashboard WHERE incident IN ${incidents})` },
  { table: 'kept_dashboard', where: `incident IN ${incidents}` },
  { table: 'panel_frame', where: `incident IN ${incidents}` },
  { table: 'error_group', where: `no IN ${groups}` },
  { table: 'error_group_hash', where: `group_no IN ${groups}` },
  { table: 'error_hour', where: countedHours },
  { table: 'infra_error_event', where: 'timestamp BETWEEN @fromMs AND @toMs OR observed_at BETWEEN @fromMs AND @toMs OR created_at BETWEEN @fromMs AND @toMs' }, // prettier-ignore
  { table: 'error_component', where: 'true' },
  { table: 'error_ingest', where: countedHours },
  { table: 'error_refusal', where: 'at BETWEEN @fromMs AND @toMs' },
  { table: 'incident', where: `id IN ${incidents}` },
  { table: 'learning', where: `incident IN ${incidents}` },
  { table: 'post_mortem', where: `incident IN ${incidents}` },
  { table: 'playbook', where: `class IN (SELECT state ->> '$.class' FROM incident WHERE id IN ${incidents})` },
  { table: 'incident_event', where: `event IN ${chosen}` },
];

/** Tables that stay behind, and why; `journal`, `term` and `journal_evicted` are written with the events themselves. */
export const leftBehind: Readonly<Record<string, string>> = {
  consent: 'what was trusted on that machine is trusted nowhere else',
  trigger_memory: 'it is of the present, not of the incident; what triggers did then is in the events',
  trigger_word: 'it is of the present, not of the incident; what was said then is in the events',
  trigger_mute: 'it is of the present, not of the incident',
  criterion_standing: 'it is of the present, not of the incident; what was judged then is in the events',
  source_event: 'it only says what had been taken already',
  timeline_segment: 'it is made anew of the events',
  timeline_round: 'it is made anew of the events',
  review: 'bundles that were read there are of that machine',
  known_key: 'whose key is whose is for each machine to say',
  review_comment: 'comments on other bundles are of that machine',
  retention: 'how long things are kept is of that machine',
  journal_volume: 'it counts what the whole record takes',
  error_cleanup: 'it is empty but while old errors are cleaned up',
  error_tail: 'files that are followed are of that machine',
  journal_eviction: 'it is empty but while retention works',
};
