// Processes that die: the page and the engine come back, the application stays, and a second start joins the first.
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginePid, openDesktop, pagePid, startPlain, type Desktop } from '../support/desktop.ts';
import { descendantsOf, isRunning } from '../support/process-tree.ts';

let desktop: Desktop;
test.beforeEach(async () => {
  desktop = await openDesktop();
});
test.afterEach(() => desktop.close());

const alive = (): boolean => desktop.app.process().exitCode === null && desktop.app.process().signalCode === null;

async function pageAnswers(): Promise<string> {
  return desktop.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed()) return '';
    const answer = contents.executeJavaScript('document.querySelector("#root > *") ? location.href : ""');
    // A question to a page that goes away meanwhile is never answered; the next one is.
    const none = new Promise<string>((resolve) => setTimeout(resolve, 500, ''));
    return Promise.race([answer as Promise<string>, none]);
  });
}

/** What the page shows at `hash`. */
async function pageText(hash: string): Promise<string> {
  const source = `location.hash = ${JSON.stringify(hash)}; document.body.innerText`;
  return desktop.app.evaluate(
    ({ BrowserWindow }, code) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(code) as Promise<string>,
    source,
  );
}

test('a page that is killed is back within two seconds, three times', async () => {
  for (let round = 0; round < 3; round++) {
    const before = await pagePid(desktop.app);
    process.kill(before, 'SIGKILL');
    await expect.poll(() => isRunning(before)).toBe(false);
    await expect.poll(pageAnswers, { timeout: 2000 }).toMatch(/^app:\/\/console\//);
    expect(await pagePid(desktop.app)).not.toBe(before);
  }
  expect(alive()).toBe(true);
  // The debugger does not follow a page into its new process, so the words are asked for through the shell.
  await expect.poll(() => pageText('#/journal')).toMatch(/(shell\.noted[\s\S]*){3}/);
});

/** How many notes of the shell are in the record. An open journal does not read itself anew. */
function shellNotes(): number {
  const db = new Database(join(desktop.dataDir, 'readyroom.db'), { readonly: true });
  try {
    const notes = "SELECT count(*) FROM journal WHERE type = (SELECT id FROM term WHERE text = 'shell.noted')";
    return Number(db.prepare(notes).pluck().get());
  } finally {
    db.close();
  }
}

test("one of Electron's own processes that is killed is noted, and the page goes on", async () => {
  const told = await desktop.app.evaluateHandle(({ app }) => {
    const reasons: string[] = [];
    app.on('child-process-gone', (_event, { reason }) => reasons.push(reason));
    return reasons;
  });
  const isTold = (): Promise<boolean> => told.evaluate((reasons) => reasons.some((reason) => reason !== 'clean-exit'));
  // What is to be noted is what Electron tells; where it says nothing of one, the next that it starts is killed.
  await expect(async () => {
    const network = descendantsOf(desktop.app.process().pid ?? 0).find(({ command }) =>
      command.includes('network.mojom.NetworkService'),
    );
    if (network === undefined) throw new Error('Electron runs no network process here');
    process.kill(network.pid, 'SIGKILL');
    await expect.poll(() => isRunning(network.pid)).toBe(false);
    await expect.poll(isTold, { timeout: 5000 }).toBe(true);
  }).toPass({ timeout: 30_000 });
  await expect.poll(shellNotes).toBeGreaterThan(0);
  expect(await pageAnswers()).toMatch(/^app:\/\/console\//);
});

test('a page that does not answer is loaded again when the user says so', async () => {
  const before = await pagePid(desktop.app);
  await desktop.app.evaluate(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = (() => Promise.resolve({ response: 1, checkboxChecked: false })) as never;
    BrowserWindow.getAllWindows()[0]?.emit('unresponsive');
  });
  await expect.poll(() => isRunning(before)).toBe(false);
  await expect.poll(pageAnswers).toMatch(/^app:\/\/console\//);
});

test('an engine that is killed is replaced at most three times a minute, then the page is told why', async () => {
  await desktop.page.evaluate(() => {
    const heard: unknown[] = [];
    (window as unknown as { heard: unknown[] }).heard = heard;
    window.addEventListener('message', (event) => heard.push(event.data));
  });
  const heard = (): Promise<unknown[]> =>
    desktop.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);
  const seen = new Set<number>();
  for (let round = 0; round < 3; round++) {
    const pid = enginePid(desktop.app);
    expect(seen.has(pid)).toBe(false);
    seen.add(pid);
    process.kill(pid, 'SIGKILL');
    await expect.poll(async () => (await heard()).length, { timeout: 2000 }).toBe(round + 1);
    await expect(desktop.page.getByText('engine live')).toBeVisible({ timeout: 2000 });
  }
  process.kill(enginePid(desktop.app), 'SIGKILL');
  await expect.poll(async () => (await heard()).at(-1)).toMatchObject({ kind: 'readyroom:engine', state: 'stopped' });
  expect((await heard()).slice(0, 3)).toEqual(['readyroom:port', 'readyroom:port', 'readyroom:port']);
  await expect(desktop.page.getByText('The engine ended again and again').first()).toBeVisible();
  expect(alive()).toBe(true);
});

test('quitting ends the engine in order', async () => {
  const pid = enginePid(desktop.app);
  await desktop.app.close();
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('of several starts at once on one data folder one stays and the others end with exit code 0', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'readyroom-once-'));
  const started = Array.from({ length: 5 }, () => startPlain(dataDir));
  const codes: (number | null)[] = [];
  for (const child of started) child.once('exit', (code) => codes.push(code));
  await expect.poll(() => codes.length).toBe(4);
  expect(codes).toEqual([0, 0, 0, 0]);
  const [survivor, ...others] = started.filter((child) => child.exitCode === null);
  expect(others).toEqual([]);
  survivor?.kill('SIGTERM');
  await expect.poll(() => codes.length).toBe(5);
  expect(codes.at(-1)).toBe(0);
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

test('a second start brings the first window to the front', async () => {
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const second = startPlain(desktop.dataDir);
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect(code).toBe(0);
  const visible = (): Promise<boolean> => desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false); // prettier-ignore
  await expect.poll(visible).toBe(true);
});
