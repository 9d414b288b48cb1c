import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canHostEngine, findElectron } from './electron-binary.ts';

function distribution(version: string | null, parent = mkdtempSync(join(tmpdir(), 'readyroom-dist-'))): string {
  const dist = join(parent, 'dist');
  mkdirSync(dist, { recursive: true });
  writeFileSync(join(dist, 'electron'), '');
  if (version !== null) writeFileSync(join(dist, 'version'), version);
  return dist;
}

test('the folder named by the environment is the one taken', () => {
  const dist = distribution('33.4.11\n');
  const found = findElectron('/nowhere', { ELECTRON_OVERRIDE_DIST_PATH: dist }, 'linux');
  expect(found).toEqual({ executable: join(dist, 'electron'), major: 33 });
});

test('a named folder without Electron is not made up for by another', () => {
  const root = mkdtempSync(join(tmpdir(), 'readyroom-root-'));
  distribution('45.4.1', join(root, 'node_modules', 'electron'));
  expect(findElectron(root, {}, 'linux')?.major).toBe(45);
  expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }, 'linux')).toBeNull();
});

test('an Electron older than 36 cannot host the engine itself', () => {
  expect([33, 35, 36, 45, 0].map((major) => canHostEngine({ executable: '', major }))).toEqual([false, false, true, true, true]); // prettier-ignore
});
