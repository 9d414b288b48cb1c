// What panels came to around incidents: rows in, rows out.
import type { DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import type { VariableState } from '#shared/model/dashboard/variable.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

/** Of each connection, whether its database has these tables. */
const known = new WeakMap<ReadDb, boolean>();

/** A bundle of a version before these tables has nothing that was kept. */
function keepsPanels(db: ReadDb): boolean {
  const before = known.get(db);
  if (before !== undefined) return before;
  const has = prepared(db, "SELECT 1 FROM sqlite_schema WHERE name = 'panel_frame'").get() !== undefined;
  known.set(db, has);
  return has;
}

export interface KeptDashboardRow {
  incident: string;
  key: string;
  fromMs: number;
  toMs: number;
  recordedTime: number;
  /** Which Prometheus was asked. */
  place: string;
  summary: DashboardSummary;
  variables: VariableState[];
}

type RawDashboard = Omit<KeptDashboardRow, 'summary' | 'variables'> & { summary: string; variables: string };

/** Keeps its text too; the same text is kept once, whatever it is kept with. */
export function putKeptDashboard(db: WriteDb, row: KeptDashboardRow, text: string): void {
  const { hash } = row.summary;
  prepared(db, 'INSERT INTO kept_dashboard_text (hash, text) VALUES (?, ?) ON CONFLICT DO NOTHING').run(hash, text);
  prepared(
    db,
    `INSERT INTO kept_dashboard (incident, key, hash, from_ms, to_ms, recordedtime, place, summary, variables)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(row.incident, row.key, hash, row.fromMs, row.toMs, row.recordedTime, row.place, JSON.stringify(row.summary), JSON.stringify(row.variables)); // prettier-ignore
}

const dashboardColumns =
  'incident, key, from_ms AS fromMs, to_ms AS toMs, recordedtime AS recordedTime, place, summary, variables';

const dashboardOf = ({ summary, variables, ...row }: RawDashboard): KeptDashboardRow => ({ ...row, summary: JSON.parse(summary) as DashboardSummary, variables: JSON.parse(variables) as VariableState[] }); // prettier-ignore

/** All that was kept of a dashboard by a moment, the newest first. */
export function keptDashboards(db: ReadDb, key: string, recordedBy: number): KeptDashboardRow[] {
  if (!keepsPanels(db)) return [];
  const rows = prepared(
    db,
    `SELECT ${dashboardColumns} FROM kept_dashboard WHERE key = ? AND recordedtime <= ? ORDER BY no DESC`,
  ).all(key, recordedBy) as RawDashboard[]; // prettier-ignore
  return rows.map(dashboardOf);
}

/** What each dashboard was when it was kept last, in the order of their first keeping. */
export function keptSummaries(db: ReadDb): DashboardSummary[] {
  if (!keepsPanels(db)) return [];
  const rows = prepared(
    db,
    'SELECT summary FROM kept_dashboard WHERE no IN (SELECT max(no) FROM kept_dashboard GROUP BY key) ORDER BY no',
  ).pluck().all() as string[]; // prettier-ignore
  return rows.map((summary) => JSON.parse(summary) as DashboardSummary);
}

/** The text of a dashboard as it was kept last; null where it never was. */
export function keptDashboardText(db: ReadDb, key: string): string | null {
  if (!keepsPanels(db)) return null;
  const found = prepared(
    db,
    `SELECT text FROM kept_dashboard_text WHERE hash = (SELECT hash FROM kept_dashboard WHERE key = ? ORDER BY no DESC LIMIT 1)`,
  ).pluck().get(key); // prettier-ignore
  return (found as string | undefined) ?? null;
}

/** Which Prometheus was asked for an incident last; null where none was. */
export function placeOfIncident(db: ReadDb, incident: string): string | null {
  const found = prepared(db, 'SELECT place FROM kept_dashboard WHERE incident = ? ORDER BY no DESC LIMIT 1').pluck().get(incident); // prettier-ignore
  return (found as string | undefined) ?? null;
}

export interface PanelFrameRow {
  incident: string;
  /** The query without its time: `timelessQuery`. */
  asked: string;
  /** Of the first and the last sample that there may be. */
  fromMs: number;
  toMs: number;
  stepMs: number;
  recordedTime: number;
  /** How many series have samples. */
  series: number;
  /** JSON: how it was asked, and what Prometheus said besides. */
  how: string;
  /** JSON: the labels of each series. */
  labels: string;
  samples: Buffer;
  /** Why nothing is kept; null where something is. */
  refused: string | null;
}

export function putPanelFrame(db: WriteDb, row: PanelFrameRow): void {
  prepared(
    db,
    `INSERT INTO panel_frame (incident, asked, from_ms, to_ms, step_ms, recordedtime, series, how, labels, samples, refused)
     VALUES (@incident, @asked, @fromMs, @toMs, @stepMs, @recordedTime, @series, @how, @labels, @samples, @refused)`,
  ).run(row);
}

const headColumns =
  'no, incident, from_ms AS fromMs, to_ms AS toMs, step_ms AS stepMs, recordedtime AS recordedTime, series, how, refused';

/** All of a row but what is large. */
export type PanelFrameHead = Omit<PanelFrameRow, 'asked' | 'labels' | 'samples'> & { no: number };

/** What was kept, or refused, of a query; the newest first, at most a hundred. */
export function panelFrameHeads(db: ReadDb, asked: string): PanelFrameHead[] {
  if (!keepsPanels(db)) return [];
  return prepared(
    db,
    `SELECT ${headColumns} FROM panel_frame WHERE asked = ? ORDER BY recordedtime DESC, no DESC LIMIT 100`,
  ).all(asked) as PanelFrameHead[]; // prettier-ignore
}

export function panelFrameBody(db: ReadDb, no: number): Pick<PanelFrameRow, 'labels' | 'samples'> {
  const found = prepared(db, 'SELECT labels, samples FROM panel_frame WHERE no = ?').get(no);
  return found as Pick<PanelFrameRow, 'labels' | 'samples'>;
}

/** Whether anything was kept for panels by a moment. */
export const hasPanelFrames = (db: ReadDb, recordedBy: number): boolean =>
  keepsPanels(db) && prepared(db, 'SELECT 1 FROM panel_frame WHERE recordedtime <= ? LIMIT 1').get(recordedBy) !== undefined; // prettier-ignore
