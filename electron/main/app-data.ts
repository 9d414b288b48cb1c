// Where this user's record and Chromium's own files are. READYROOM_DATA moves both, so that two rooms can be kept apart.
import { app } from 'electron';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Must run before 'ready' and before the single-instance lock, which is per folder. Returns the record's folder. */
export function chooseDataFolder(): string {
  const chosen = process.env.READYROOM_DATA;
  if (!chosen) return app.getPath('userData');
  const dataDir = resolve(chosen);
  const shellDir = join(dataDir, 'shell');
  mkdirSync(shellDir, { recursive: true, mode: 0o700 });
  app.setPath('userData', shellDir);
  return dataDir;
}
