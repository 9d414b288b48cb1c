// Brings a database from any earlier version to the newest: one file per step, one transaction per step, a backup first.
import { existsSync, rmSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { migration as journal } from './migrations/001-journal.ts';
import { migration as plans } from './migrations/002-plans-and-runs.ts';
import { migration as words } from './migrations/003-ticks-and-notes.ts';
import { migration as environments } from './migrations/004-environments.ts';
import { migration as dashboards } from './migrations/005-dashboards.ts';
import { migration as triggers } from './migrations/006-triggers.ts';
import { migration as criteria } from './migrations/007-criteria.ts';
import { migration as scrapes } from './migrations/008-scrapes.ts';
import { migration as chain } from './migrations/009-chain.ts';
import { migration as objects } from './migrations/010-objects.ts';
import { migration as errors } from './migrations/011-errors.ts';
import { migration as incidents } from './migrations/012-incidents.ts';
import { migration as learning } from './migrations/013-learning.ts';
import { migration as retention } from './migrations/014-retention.ts';
import { migration as reviews } from './migrations/015-reviews.ts';
import { migration as timeline } from './migrations/016-timeline.ts';
import { migration as keptPanels } from './migrations/017-kept-panels.ts';
import { migration as eventsReferredTo } from './migrations/018-events-referred-to.ts';
import { migration as knownKeys } from './migrations/019-known-keys.ts';
import { migration as rotatedTails } from './migrations/020-rotated-tails.ts';
import { migration as resultsByStretch } from './migrations/021-results-by-stretch.ts';

/** "RRDB": tells our files from any other SQLite database. */
export const applicationId = 0x52524442;

export interface Migration {
  version: number;
  up: string;
  /** What SQL alone cannot fill in, and the SQL that follows it; all in the step's transaction. */
  fill?: (db: Database.Database) => void;
  finish?: string;
}

/** Contiguous from 1; a shipped step is never edited, a mistake is mended by the next. */
export const migrations: readonly Migration[] = [
  journal,
  plans,
  words,
  environments,
  dashboards,
  triggers,
  criteria,
  scrapes,
  chain,
  objects,
  errors,
  incidents,
  learning,
  retention,
  reviews,
  timeline,
  keptPanels,
  eventsReferredTo,
  knownKeys,
  rotatedTails,
  resultsByStretch,
];
export const newestVersion = migrations.length;

export interface MigrateOptions {
  /** Where the database of `version` is copied before the first step; no copy is made of an empty one. */
  backupTo?: (version: number) => string;
  /** Stop at this version; for tests of single steps. */
  upTo?: number;
}

/**
 * Each step is whole or not at all: a process killed in the middle leaves the version before. A new file takes all steps
 * at once, as each commit waits for the disk.
 */
export function migrate(db: Database.Database, { backupTo, upTo = newestVersion }: MigrateOptions = {}): void {
  const from = Number(db.pragma('user_version', { simple: true }));
  const steps = migrations.filter((step) => step.version > from && step.version <= upTo);
  if (steps.length === 0) return;
  if (from > 0 && backupTo) backUp(db, backupTo(from));
  for (const together of from === 0 ? [steps] : steps.map((step) => [step]))
    db.transaction(() => {
      for (const step of together) take(db, step);
    }).immediate();
}

function take(db: Database.Database, step: Migration): void {
  db.exec(step.up);
  step.fill?.(db);
  if (step.finish !== undefined) db.exec(step.finish);
  db.pragma(`user_version = ${step.version}`);
}

function backUp(db: Database.Database, file: string): void {
  // A copy left by a step that was cut off is of the same version; the new one replaces it.
  if (existsSync(file)) rmSync(file);
  db.prepare('VACUUM INTO ?').run(file);
}
