// The versions that everything runs on.
import { release } from 'node:os';
import type { Diagnosis } from '#shared/model/system.ts';

export function diagnoseRuntime(sqliteVersion?: () => string): Diagnosis {
  const facts: Record<string, string> = {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    system: release(),
  };
  if (process.versions['electron'] !== undefined) facts['electron'] = process.versions['electron'];
  if (sqliteVersion) facts['sqlite'] = sqliteVersion();
  const sqlite = facts['sqlite'] === undefined ? '' : `, SQLite ${facts['sqlite']}`;
  const candidates = [{ place: process.execPath, answer: `Node ${facts['node']}`, chosen: true }];
  return { name: 'Runtime', state: 'ok', reason: `Node ${facts['node']}${sqlite}`, candidates, facts };
}
