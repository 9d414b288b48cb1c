// A diagnosis on request, wired to the real connectors; what answered is shown in the status bar, with when.
import Database from 'better-sqlite3';
import type { Diagnosis, SourceStatus } from '#shared/model/system.ts';
import { lookForDocker } from './docker-lookup.ts';
import { diagnose } from './diagnose.ts';
import type { Env } from './tools-on-path.ts';

export interface DiagnosisOptions {
  /** As it is at the moment of the question. */
  env: () => Env;
  home: string;
  dataDir: string;
  now: () => number;
  /** What is known of the Kubernetes context that is connected; empty where none is. */
  kubernetes?: () => Record<string, string>;
  /** How the Prometheus of the environment stands, where one may be followed. */
  prometheus?: () => Promise<Diagnosis>;
  publish: (statuses: SourceStatus[]) => void;
}

const shown = ['Docker', 'Kubernetes', 'Prometheus'];

export function createDiagnosis({
  env,
  home,
  dataDir,
  now,
  publish,
  kubernetes,
  prometheus,
}: DiagnosisOptions): () => Promise<Diagnosis[]> {
  return async () => {
    const found = await diagnose({
      env: env(),
      home,
      dataDir,
      docker: lookForDocker,
      sqliteVersion,
      kubernetes,
      prometheus,
    });
    const at = now();
    // Nothing follows these sources yet: an answer a moment ago is not a live source.
    publish(found.filter((one) => shown.includes(one.name)).map((one) => statusOf(one, at)));
    return found;
  };
}

function statusOf(one: Diagnosis, at: number): SourceStatus {
  const base = { key: one.name.toLowerCase(), name: one.name, since: at };
  if (one.state === 'denied') return { ...base, state: 'denied', reason: one.reason, seenAt: null };
  return {
    ...base,
    state: 'off',
    reason: `asked once, not followed: ${one.reason}`,
    seenAt: one.state === 'ok' ? at : null,
  };
}

function sqliteVersion(): string {
  const db = new Database(':memory:');
  try {
    return String(db.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    db.close();
  }
}
