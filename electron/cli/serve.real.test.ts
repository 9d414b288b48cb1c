// `readyroom serve` as a process: the address it prints opens one session, once, and an interrupt ends it in order.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let dir: string;
let child: ChildProcess;
let stdout: string;
let stderr: string;
let printed: Promise<string>;
let ended: Promise<number | null>;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'serve-'));
  [stdout, stderr] = ['', ''];
  const launcher = join(import.meta.dirname, 'readyroom.js');
  child = spawn(process.execPath, [launcher, 'serve', '--data', join(dir, 'data')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ended = new Promise((resolve) => child.once('close', resolve));
  printed = new Promise((resolve, reject) => {
    child.stdout?.on('data', (part: Buffer) => {
      stdout += part.toString();
      if (stdout.endsWith('\n')) resolve(stdout.trim());
    });
    child.stderr?.on('data', (part: Buffer) => (stderr += part.toString()));
    void ended.then((code) => reject(new Error(`serve ended with ${code}: ${stderr}`)));
  });
});
afterEach(async () => {
  child.kill('SIGINT');
  await ended;
  rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
});

/** Follows no redirect, so that the cookie is seen. */
const ask = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { headers, redirect: 'manual' });

test('prints one loopback address with a token that opens a session once, and only then shows the console', async () => {
  const url = await printed;
  expect(stdout).toMatch(/^http:\/\/(127\.0\.0\.1|localhost):\d+\/\S*t=[\w-]{40,}\n$/);
  const page = new URL('/', url).href;
  expect((await ask(page)).status).toBe(403);

  const opened = await ask(url);
  expect(opened.status).toBeLessThan(400);
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const shown = await ask(page, { cookie });
  expect(shown.status).toBe(200);
  expect(await shown.text()).toContain('<div id="root">');

  const again = await ask(url);
  expect(again.status).toBe(403);
  expect(again.headers.getSetCookie()).toEqual([]);
});

test('an interrupt ends it in order, and the address answers no more', async () => {
  const url = await printed;
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
