// Notices of triggers in the real desktop app: what fires is told once, a press leads to it, muted is muted, and what changes
// to and fro is told of once. What the desktop would draw is replaced by a list, as a test machine has nothing that draws it.
import { expect, test } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstEnvironment } from '#shared/model/environment.ts';
import { enginePid, openDesktop, type Desktop } from '../support/desktop.ts';
import { startEngineProcess } from '../support/engine-process.ts';

interface Shown {
  title: string;
  body: string;
  press: () => void;
}
type WithShown = typeof globalThis & { shown: Shown[]; loads: number };

const by = 'Lead';
/** Expressions that give a sample now, and how often each was asked for. */
const holding = new Set<string>();
const looks = new Map<string, number>();
const keys = new Map<string, string>();

let dataDir: string;
let server: Server;
let desktop: Desktop;

/** A Prometheus as far as triggers ask one. */
async function startServer(): Promise<string> {
  server = createServer((request, response) => {
    const at = Date.now() / 1000;
    const give = (data: unknown): void => void response.end(JSON.stringify({ status: 'success', data }));
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const query = searchParams.get('query') ?? new URLSearchParams(body).get('query') ?? '';
      if (pathname.endsWith('/rules')) return give({ groups: [] });
      if (!pathname.endsWith('/query')) return give({});
      if (!query.startsWith('queue')) return give({ resultType: 'scalar', result: [at, String(at)] });
      looks.set(query, (looks.get(query) ?? 0) + 1);
      const result = holding.has(query) ? [{ metric: { queue: 'work' }, value: [at, '501'] }] : [];
      return give({ resultType: 'vector', result });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'readyroom-notices-'));
  const prometheusUrl = await startServer();
  const engine = await startEngineProcess(dataDir);
  await engine.client.environments.save({ key: 'local', fields: { ...firstEnvironment, prometheusUrl } });
  for (const name of ['Full', 'Silent', 'Flaps']) {
    const condition = { kind: 'promql' as const, expr: `queue_${name}`, queryOffsetMs: 0 };
    const trigger = { name: `Queue${name}`, originalWords: '', condition, forMs: 0, keepFiringForMs: 0, intervalMs: 1000, severity: 'urgent' as const, labels: {}, annotations: { summary: 'the queue {{ $labels.queue }} holds {{ $value }}' }, rollbackPlanId: null, enabled: true }; // prettier-ignore
    keys.set(name, (await engine.client.triggers.save({ key: null, by, trigger })).key);
  }
  await engine.end();
  desktop = await openDesktop({ dataDir });
  await desktop.app.evaluate(({ Notification, BrowserWindow }) => {
    const here = globalThis as WithShown;
    here.shown = [];
    here.loads = 0;
    BrowserWindow.getAllWindows()[0]?.webContents.on('did-finish-load', () => here.loads++);
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      here.shown.push({ title: this.title, body: this.body, press: () => void this.emit('click') });
    };
  });
  // Whether there is anything to tell is asked when the engine starts.
  process.kill(enginePid(desktop.app), 'SIGKILL');
  await desktop.page.getByRole('button', { name: 'Triggers', exact: true }).click();
  await expect(desktop.page.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
});
test.afterAll(async () => {
  await desktop.close();
  server.closeAllConnections();
  server.close();
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

const shown = (title: string): Promise<{ title: string; body: string }[]> =>
  desktop.app.evaluate((_, wanted) => {
    const all = (globalThis as WithShown).shown.map((one) => ({ title: one.title, body: one.body }));
    return all.filter((one) => one.title.startsWith(wanted));
  }, title);

const press = (title: string): Promise<void> =>
  desktop.app.evaluate(({ BrowserWindow }, wanted) => {
    BrowserWindow.getAllWindows()[0]?.hide();
    (globalThis as WithShown).shown.find((one) => one.title.startsWith(wanted))?.press();
  }, title);

const windowShown = (): Promise<boolean> =>
  desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() === true);

/** Whether the expression gives a sample, and the look that saw it is over. */
async function turn(name: string, holds: boolean): Promise<void> {
  const query = `queue_${name}`;
  if (holds) holding.add(query);
  else holding.delete(query);
  const from = looks.get(query) ?? 0;
  await expect.poll(() => looks.get(query) ?? 0, { intervals: [100] }).toBeGreaterThan(from + 1);
}

test('what begins to fire is told once, and a press brings the window up at that trigger, without loading the page anew', async () => {
  const { page } = desktop;
  await page.getByRole('button', { name: 'Journal' }).click();
  await page.evaluate(() => ((window as unknown as { here: boolean }).here = true));
  await turn('Full', false);
  expect(await shown('QueueFull')).toEqual([]);
  await turn('Full', true);
  await expect.poll(() => shown('QueueFull')).toEqual([{ title: 'QueueFull (urgent)', body: 'the queue work holds 501' }]);

  const drawer = page.getByRole('complementary', { name: 'Trigger' });
  await press('QueueFull');
  await expect.poll(windowShown).toBe(true);
  await expect(drawer).toContainText('QueueFull');
  expect(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('trigger')).toBe(keys.get('Full'));
  // Again, from elsewhere, and while it is open already.
  await page.getByRole('button', { name: 'Journal' }).click();
  await expect(drawer).toHaveCount(0);
  await press('QueueFull');
  await expect(drawer).toContainText('QueueFull');
  await press('QueueFull');
  await expect.poll(windowShown).toBe(true);
  await expect(drawer).toContainText('QueueFull');
  expect(await page.evaluate(() => (window as unknown as { here?: boolean }).here)).toBe(true);
  expect(await desktop.app.evaluate(() => (globalThis as WithShown).loads)).toBe(0);
  expect(await shown('QueueFull')).toHaveLength(1);
}); // prettier-ignore

test('muted, the desktop is told of nothing; what fires is on the screen all the same', async () => {
  const { page } = desktop;
  await page.getByRole('button', { name: 'Triggers', exact: true }).click();
  await page.getByRole('button', { name: 'Mute', exact: true }).click();
  const who = page.getByRole('dialog', { name: 'Who are you?' });
  await who.getByLabel('Your name (required)').fill(by);
  await who.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('button', { name: 'Muted', exact: true })).toBeVisible();
  await turn('Silent', true);
  await expect(page.getByRole('heading', { name: /^2 firing/ })).toBeVisible();
  await turn('Silent', true);
  expect(await shown('QueueSilent')).toEqual([]);
  await page.getByRole('button', { name: 'Muted', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Mute', exact: true })).toBeVisible();
});

test('what changes to and fro says so once, and is silent then', async () => {
  for (let time = 0; time < 3; time++) {
    await turn('Flaps', true);
    await turn('Flaps', false);
  }
  expect(await shown('QueueFlaps')).toHaveLength(3);
  await turn('Flaps', true);
  await expect.poll(async () => (await shown('QueueFlaps')).at(-1)?.body).toContain('It changes to and fro; you will not be told of each change.'); // prettier-ignore
  await turn('Flaps', false);
  await turn('Flaps', true);
  expect(await shown('QueueFlaps')).toHaveLength(4);
});
