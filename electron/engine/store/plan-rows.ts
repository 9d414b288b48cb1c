// Plans, their texts, and the consent people gave: rows in, rows out.
import type { Demand, PlanOrigin } from '#shared/model/checklist.ts';
import type { PlanHash, PlanId } from '#shared/model/ids.ts';
import type { ReadDb, WriteDb } from './database.ts';
import { prepared } from './statements.ts';

export interface PlanRow {
  no: number;
  id: PlanId;
  name: string;
  title: string;
  origin: PlanOrigin;
  path: string | null;
  hash: PlanHash;
  loadedAt: number;
}

const columns = 'no, id, name, title, origin, path, hash, loaded_at AS loadedAt';

/** Plans that were not removed, in the order in which they were first opened. */
export function listPlans(db: ReadDb): PlanRow[] {
  return prepared(db, `SELECT ${columns} FROM plan WHERE removed_at IS NULL ORDER BY no`).all() as PlanRow[];
}

/**
 * Saves a plan and its text. A file that was opened before keeps its id, and so its history, even when it had been
 * removed from the list since; `no` is ignored.
 */
export function savePlan(db: WriteDb, plan: Omit<PlanRow, 'no'>, text: string): PlanRow {
  prepared(db, 'INSERT INTO plan_text (hash, text) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING').run(plan.hash, text);
  const known = prepared(db, `SELECT ${columns} FROM plan WHERE id = ? OR path = ?`).get(plan.id, plan.path) as
    | PlanRow
    | undefined;
  if (known) {
    prepared(
      db,
      'UPDATE plan SET name = ?, title = ?, origin = ?, hash = ?, loaded_at = ?, removed_at = NULL WHERE no = ?',
    ).run(plan.name, plan.title, plan.origin, plan.hash, plan.loadedAt, known.no);
    return { ...plan, no: known.no, id: known.id };
  }
  const done = prepared(
    db,
    'INSERT INTO plan (id, name, title, origin, path, hash, loaded_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(plan.id, plan.name, plan.title, plan.origin, plan.path, plan.hash, plan.loadedAt);
  return { ...plan, no: Number(done.lastInsertRowid) };
}

export function markPlanRemoved(db: WriteDb, planId: PlanId, at: number): void {
  prepared(db, 'UPDATE plan SET removed_at = ? WHERE id = ?').run(at, planId);
}

export function planText(db: ReadDb, hash: PlanHash): string | null {
  const row = prepared(db, 'SELECT text FROM plan_text WHERE hash = ?').get(hash) as { text: string } | undefined;
  return row?.text ?? null;
}

export function grantConsent(db: WriteDb, hash: PlanHash, demands: Demand[], by: string, at: number): void {
  const insert = prepared(
    db,
    'INSERT INTO consent (plan_hash, kind, subject, granted_by, granted_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  for (const demand of demands) insert.run(hash, demand.kind, demand.subject, by, at);
}

export function grantedDemands(db: ReadDb, hash: PlanHash): Demand[] {
  return prepared(db, 'SELECT kind, subject FROM consent WHERE plan_hash = ?').all(hash) as Demand[];
}
