// Errors from the page on the real console: how services send is said, what is sent over HTTP stands in failures or among what
// was refused, one errand is one tree, a word on a failure holds against older releases, and a file is followed.
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { axeViolations } from '../support/axe.ts';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';

test.use({ actionTimeout: 20_000 });

let home: string;
let app: ConsoleProcess;
test.beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'errors-flow-'));
  app = await startConsole({ env: { DOCKER_HOST: `unix://${join(home, 'none.sock')}`, HOME: home, KUBECONFIG: join(home, 'none') } }); // prettier-ignore
});
test.afterEach(async () => {
  await app.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

const errand = '4bf92f3577b34da6a3ce929d0e0e4736';

/** Ids of 32 hexadecimal digits, each its own. */
let made = 0;
const errorId = (): string => `err_${String(++made).padStart(32, '0')}`;

const envelope = (more: Record<string, unknown> = {}) => ({
  error_id: errorId(),
  timestamp: new Date().toISOString(),
  layer: 'L5',
  component: 'shop.worker',
  error_class: 'infra.database.timeout',
  severity: 'ERROR',
  message: 'The database did not answer in time',
  release: 'shop@1.4.0',
  ...more,
});

interface Sender {
  send: (body: unknown) => Promise<number>;
  sendText: (text: string) => Promise<number>;
}

/** With the address and the token that the page shows. */
async function senderOf(page: Page): Promise<Sender> {
  const how = page.getByRole('region', { name: 'How to send' });
  await expect(how.locator('pre').first()).toContainText('/ops/errors');
  const [, address = ''] = /curl -sS (http:\/\/[^/]+)\/ops\/errors/.exec((await how.locator('pre').first().textContent()) ?? '') ?? []; // prettier-ignore
  await how.getByRole('button', { name: 'Show', exact: true }).click();
  const token = await how.locator('.errors-token > code').textContent();
  const sendText = async (body: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' };
    return (await fetch(`${address}/ops/errors`, { method: 'POST', headers, body })).status;
  };
  return { sendText, send: (body) => sendText(JSON.stringify(body)) };
}

const part = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name, exact: true }).click();
const failure = (page: Page, words: string): Locator => page.getByRole('grid', { name: 'Failures' }).getByRole('row').filter({ hasText: words }); // prettier-ignore

async function openIngest(page: Page): Promise<Sender> {
  await page.goto(app.url);
  await page.getByRole('button', { name: 'Errors', exact: true }).click();
  await expect(page.getByText('No error was sent to this console yet')).toBeVisible();
  await page.getByRole('button', { name: 'How errors come in' }).click();
  return senderOf(page);
}

test('what is sent stands in a failure, and what is refused is counted with its reason', async ({ page }) => {
  const { send, sendText } = await openIngest(page);
  const first = envelope();
  expect(await send(first)).toBe(200);
  expect(await send(first)).toBe(200);
  expect(await send(envelope({ layer: 'L4', component: 'shop.cart', message: 'The cart could not reach its store' }))).toBe(200); // prettier-ignore
  expect(await send({ ...first, message: 'Something else entirely' })).toBeGreaterThanOrEqual(200);
  await send(envelope({ layer: 'L9' }));
  await sendText('{"error_id": ');

  const http = page.getByRole('region', { name: 'Ways in' }).getByRole('row').filter({ hasText: 'POST /ops/errors' });
  await expect(http).toContainText('2 not an envelope');
  await expect(http).toContainText('1 same id, different content');
  await expect(http).toContainText('1 kept with a flag');
  const counts = http.getByRole('cell');
  await expect(counts.nth(3)).toHaveText('6');
  await expect(counts.nth(4)).toHaveText('2');
  await expect(counts.nth(5)).toHaveText('1');
  const refused = page.getByRole('region', { name: 'Refused last' });
  await expect(refused).toContainText('layer must be one of L2, L3, L4, L5, L6');
  await expect(refused.getByRole('row')).toHaveCount(4);
  expect(await axeViolations(page)).toEqual([]);

  await part(page, 'Failures');
  await expect(failure(page, 'shop.worker')).toContainText('new');
  await failure(page, 'shop.cart').click();
  const drawer = page.getByRole('complementary', { name: 'Failure' });
  await expect(drawer).toContainText('L4 (domain) must not emit infra.*');
  expect(await axeViolations(page)).toEqual([]);
});

test('two errors of one errand are one tree, and a failure comes back only of a later release', async ({ page }) => {
  const { send } = await openIngest(page);
  const [parent, child] = ['00f067aa0ba902b7', '00f067aa0ba902b8'];
  await send(envelope({ layer: 'L2', component: 'shop.api', error_class: 'infra.http.timeout', message: 'The worker did not answer', correlation_id: errand, span_id: parent })); // prettier-ignore
  await send(envelope({ correlation_id: errand, span_id: child, parent_span_id: parent }));
  await part(page, 'Failures');
  await failure(page, 'shop.worker').click();
  const drawer = page.getByRole('complementary', { name: 'Failure' });
  await drawer.getByRole('button', { name: 'What else happened' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 errors' })).toBeVisible();
  const lines = page.locator('.error-tree-line');
  await expect(lines.nth(0)).toContainText('shop.api');
  await expect(lines.nth(1)).toContainText('shop.worker');
  const left = async (at: number): Promise<number> => (await lines.nth(at).locator('strong').boundingBox())?.x ?? 0;
  expect(await left(1)).toBeGreaterThan(await left(0));
  expect(await axeViolations(page)).toEqual([]);

  await lines.nth(1).getByRole('button').click();
  await drawer.getByRole('button', { name: /^Resolve/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('in the one after a release').check();
  await expect(dialog.getByLabel('Release (required)')).toHaveValue('shop@1.4.0');
  await dialog.getByLabel('Your name (required)').fill('On-call');
  await dialog.getByRole('button', { name: 'Resolve' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(drawer).toContainText('On-call said so');
  await expect(failure(page, 'shop.worker')).toContainText('resolved');

  await send(envelope({ release: 'shop@1.3.9' }));
  await expect(drawer).toContainText('2 times');
  await expect(failure(page, 'shop.worker')).toContainText('resolved');
  await send(envelope({ release: 'shop@1.5.0' }));
  await expect(failure(page, 'shop.worker')).toContainText('regressed');
  await expect(drawer).toContainText('shop@1.5.0');
});

test('a file of envelopes is followed as it grows, and what is in it and no envelope is said', async ({ page }) => {
  await openIngest(page);
  const file = join(home, 'errors.jsonl');
  writeFileSync(file, `${JSON.stringify(envelope())}\n`);
  const form = page.getByRole('form', { name: 'A file of errors' });
  await form.getByRole('textbox').fill('errors.jsonl');
  await form.getByRole('button', { name: 'Follow' }).click();
  const who = page.getByRole('dialog', { name: 'Who are you?' });
  await who.getByLabel('Your name (required)').fill('On-call');
  await who.getByRole('button', { name: 'Go on' }).click();
  await expect(form.locator('.field-problem')).not.toBeEmpty();
  await form.getByRole('textbox').fill(file);
  await form.getByRole('button', { name: 'Follow' }).click();
  const tail = page.getByRole('region', { name: 'Ways in' }).getByRole('row').filter({ hasText: file });
  await expect(tail).toContainText('following');
  await expect(tail.getByRole('cell').nth(4)).toHaveText('1');
  appendFileSync(file, `${JSON.stringify(envelope({ component: 'shop.mailer', message: 'No mail was sent' }))}\nnot json\n`); // prettier-ignore
  await expect(tail.getByRole('cell').nth(4)).toHaveText('2');
  await expect(tail).toContainText('1 not an envelope');
  await part(page, 'Failures');
  await expect(failure(page, 'shop.mailer')).toBeVisible();
});
