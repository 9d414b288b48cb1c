// Before `npm start` and `npm test`: installs what package-lock.json names when that has changed. Plain JavaScript without
// dependencies, because nothing may be installed yet and the Node that runs it may be as old as 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.readyroom-stamp');

function refuse(message) {
  console.error(`ready room: ${message}`);
  process.exit(1);
}

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  refuse(`Node ${oldestNode} or newer is needed, this is ${process.versions.node}. Get one from https://nodejs.org.`);
}

const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
const stamp = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : null;
if (stamp !== lock) install(existsSync(modules) ? 'package-lock.json has changed' : 'nothing is installed yet');

function install(reason) {
  console.log(`ready room: ${reason}; installing with npm ci (half a minute to two minutes)`);
  const startedAt = Date.now();
  const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' };
  const result = spawnSync(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--strict-allow-scripts', '--loglevel=error'],
    options,
  );
  if (result.error) refuse(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) {
    refuse(
      `npm ci failed (exit ${result.status ?? result.signal}). Its words are above; the registry must be reachable.`,
    );
  }
  writeFileSync(stampFile, lock);
  console.log(`ready room: installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}
