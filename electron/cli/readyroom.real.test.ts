// The launcher, on the Node that runs the tests and as one that finds none.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let dir: string;
let launcher: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'launcher-'));
  mkdirSync(join(dir, 'electron', 'cli'), { recursive: true });
  mkdirSync(join(dir, 'out', 'cli'), { recursive: true });
  writeFileSync(join(dir, 'package.json'), '{"type":"module"}');
  launcher = join(dir, 'electron', 'cli', 'readyroom.js');
  copyFileSync(join(import.meta.dirname, 'readyroom.js'), launcher);
  writeFileSync(join(dir, 'electron', 'cli', 'main.ts'), `console.log('from source')`);
});
afterEach(() => rmSync(dir, { recursive: true }));

/** Makes the launcher believe that it runs on `version`. */
function run(args: string[], options: { version?: string; env?: Record<string, string> } = {}) {
  const pretend = `Object.defineProperty(process.versions, 'node', { value: '${options.version}' })`;
  const preload = options.version ? ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`] : [];
  const env = { PATH: '', ...options.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...preload, launcher, ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, stdout, stderr };
}

test('runs the sources, and the build once there is one', () => {
  expect(run([])).toEqual({ status: 0, stdout: 'from source\n', stderr: '' });
  writeFileSync(
    join(dir, 'out', 'cli', 'index.js'),
    `console.log('built', ...process.argv.slice(2)); process.exitCode = 3`,
  );
  expect(run(['check', '--json'])).toEqual({ status: 3, stdout: 'built check --json\n', stderr: '' });
});

test('on an old Node it hands over to a new enough one, with arguments and exit code', () => {
  writeFileSync(join(dir, 'out', 'cli', 'index.js'), `console.log(process.argv.slice(2).join()); process.exitCode = 1`);
  const found = run(['check', 'p'], { version: '20.1.0', env: { READYROOM_ENGINE_NODE: process.execPath } });
  expect(found).toEqual({ status: 1, stdout: 'check,p\n', stderr: '' });
});

test('where there is no new enough Node it says so in one line and never ends as proven', () => {
  const ended = run(['check'], { version: '20.1.0' });
  expect(ended.stderr).toMatch(/^readyroom: needs Node 24 or newer, this is 20\.1\.0; .*npm ci.*\n$/);
  expect(ended).toMatchObject({ status: 3, stdout: '' });
});

test('keeps to a syntax that old versions of Node can read', () => {
  const code = readFileSync(launcher, 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  expect(code).not.toMatch(/\?\?|\?\.[a-z([]|from 'node:|^await |#[a-z]/m);
});
