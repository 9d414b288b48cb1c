// Imported dashboards: rows in, rows out. What a list shows of one is kept beside its text, so that no text is read for it.
import type { DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

interface Row {
  summary: string;
  renamed: string | null;
}

/** In the order in which they were imported. */
export function listDashboards(db: ReadDb): DashboardSummary[] {
  const rows = prepared(db, 'SELECT summary, renamed FROM dashboard ORDER BY no').all() as Row[];
  return rows.map(({ summary, renamed }) => {
    const known = JSON.parse(summary) as DashboardSummary;
    return renamed === null ? known : { ...known, title: renamed };
  });
}

export function dashboardText(db: ReadDb, key: string): string | null {
  const row = prepared(db, 'SELECT text FROM dashboard WHERE key = ?').get(key) as { text: string } | undefined;
  return row?.text ?? null;
}

/** A dashboard with that text may be there already; then nothing is changed. */
export function addDashboard(db: WriteDb, summary: DashboardSummary, text: string): void {
  prepared(
    db,
    `INSERT INTO dashboard (key, hash, file_name, text, summary, imported_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO NOTHING`,
  ).run(summary.key, summary.hash, summary.fileName, text, JSON.stringify(summary), summary.importedAt ?? 0);
}

export function renameDashboard(db: WriteDb, key: string, title: string): void {
  prepared(db, 'UPDATE dashboard SET renamed = ? WHERE key = ?').run(title, key);
}

export function deleteDashboard(db: WriteDb, key: string): void {
  prepared(db, 'DELETE FROM dashboard WHERE key = ?').run(key);
}
