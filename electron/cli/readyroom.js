#!/usr/bin/env node
// Starts the command line on a Node that can run it. Plain JavaScript that an old Node can read, so that it can say what
// is missing instead of dying on syntax. It parses no arguments; that is main.ts.
import { spawn, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { constants } from 'os';
import { delimiter, dirname, join } from 'path';
import { fileURLToPath, pathToFileURL } from 'url';

const wantedMajor = 24;
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const built = join(root, 'out', 'cli', 'index.js');
const entry = existsSync(built) ? built : join(here, 'main.ts');

/** Ours first, then whatever the person has. */
function candidates() {
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  const found = process.env.READYROOM_ENGINE_NODE ? [process.env.READYROOM_ENGINE_NODE] : [];
  for (let folder = here; ; folder = dirname(folder)) {
    found.push(join(folder, 'node_modules', '.bin', program), join(folder, 'node_modules', 'node', 'bin', program));
    if (dirname(folder) === folder) break;
  }
  const names = [`node${wantedMajor}`, program];
  for (const folder of (process.env.PATH || '').split(delimiter)) {
    for (const name of names) if (folder) found.push(join(folder, name));
  }
  return found;
}

function isNewEnough(program) {
  if (!existsSync(program)) return false;
  const answer = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 5000 });
  return majorOf(answer.stdout || '') >= wantedMajor;
}

function majorOf(version) {
  const digits = /^v?(\d+)\./.exec(version);
  return digits ? Number(digits[1]) : 0;
}

function runWith(program) {
  const child = spawn(program, [entry].concat(process.argv.slice(2)), { stdio: 'inherit' });
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.on(signal, () => {
      // A terminal gives Ctrl-C to both of us; passing it on would make it the second one, which means "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  });
  child.on('error', (error) => fail(`readyroom: ${program} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] || 0) : code));
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(3);
}

if (majorOf(process.versions.node) >= wantedMajor && !process.versions.electron) {
  import(pathToFileURL(entry).href).catch((error) => fail(`readyroom: ${(error && error.message) || error}`));
} else {
  const program = candidates().find(isNewEnough);
  if (program) runWith(program);
  else fail(`readyroom: needs Node ${wantedMajor} or newer, this is ${process.versions.node}; run \`npm ci\` in ${root}, which brings one`); // prettier-ignore
}
