// The console in a browser: the same policy as in the desktop window, and no way in for other pages.
import { expect, test } from '@playwright/test';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startConsole, type ConsoleProcess } from '../support/console-server.ts';
import { attempts, expectBlocked } from '../support/csp.ts';

let served: ConsoleProcess;
test.beforeAll(async () => {
  served = await startConsole();
});
test.afterAll(async () => {
  expect(await served.close()).toBe(0);
});

const drawn = 'engine live';

test.describe('the content security policy', () => {
  for (const attempt of attempts) {
    test(`blocks ${attempt.name} and reports it`, async ({ page }) => {
      await page.goto(await served.newUrl());
      await page.getByText(drawn).waitFor();
      await expectBlocked(page, attempt);
    });
  }
});

test('the page works without a single violation or error, from its first byte to the palette', async ({ page }) => {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // A violation by the page itself; it shows among the console errors too, but not in every browser.
      throw new Error(`${event.effectiveDirective}: ${event.blockedURI}`);
    });
  });
  await page.goto(await served.newUrl());
  await page.getByText(drawn).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  for (const section of ['Journal', 'Diagnostics', 'Settings', 'Readiness']) {
    await page
      .getByRole('link', { name: section })
      .or(page.getByRole('button', { name: section }))
      .first()
      .click();
  }
  expect(faults).toEqual([]);
});

test('the link works once, and the session survives a reload', async ({ page, browser }) => {
  const url = await served.newUrl();
  await page.goto(url);
  await page.getByText(drawn).waitFor();
  expect(page.url()).not.toContain('t=');
  await page.reload();
  await page.getByText(drawn).waitFor();
  const other = await browser.newPage();
  const answer = await other.goto(url);
  expect(answer?.status()).toBe(403);
  await expect(other.locator('body')).toContainText('the link that Ready Room printed');
  await other.close();
});

test.describe('a page of another origin, in the same browser and with a session there', () => {
  let server: Server;
  let foreign: string;
  test.beforeAll(async () => {
    server = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end('<p>foreign</p>'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  test.afterAll(() => new Promise((resolve) => server.close(resolve)));

  test('can neither read it, nor open its socket, nor frame it, nor send it a form', async ({ page }) => {
    await page.goto(await served.newUrl());
    await page.getByText(drawn).waitFor();
    const target = new URL(page.url()).origin;
    await page.goto(foreign);
    const outcome = await page.evaluate(async (origin) => {
      const refused = (asked: Promise<unknown>): Promise<string> =>
        asked.then(
          () => 'given',
          () => 'refused',
        );
      const socket = new Promise((resolve, reject) => {
        const opened = new WebSocket(`${origin.replace('http', 'ws')}/rpc`);
        opened.addEventListener('open', resolve);
        opened.addEventListener('error', () => reject(new Error('refused')));
      });
      const script = new Promise((resolve, reject) => {
        const element = document.createElement('script');
        element.src = `${origin}/index.html`;
        element.addEventListener('load', resolve);
        element.addEventListener('error', () => reject(new Error('refused')));
        document.body.append(element);
      });
      const frame = document.createElement('iframe');
      frame.src = `${origin}/`;
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      return {
        read: await refused(fetch(`${origin}/`, { credentials: 'include' })),
        socket: await refused(socket),
        script: await refused(script),
        framed: (() => {
          try {
            return frame.contentDocument?.body.textContent ?? 'closed';
          } catch {
            return 'closed';
          }
        })(),
      };
    }, target);
    expect(outcome).toEqual({ read: 'refused', socket: 'refused', script: 'refused', framed: 'closed' });
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().startsWith(target) && response.request().method() === 'POST'),
      page.evaluate((origin) => {
        const form = document.createElement('form');
        form.method = 'post';
        form.action = `${origin}/`;
        document.body.append(form);
        form.submit();
      }, target),
    ]);
    expect(answer.status()).toBe(403);
  });

  test('gets nothing under a name that it has made to lead to this machine', async ({ playwright }) => {
    const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
    const args = ['--disable-gpu', '--host-resolver-rules=MAP evil.example 127.0.0.1'];
    const browser = await playwright.chromium.launch({ executablePath, args });
    const page = await browser.newPage();
    const url = (await served.newUrl()).replace('127.0.0.1', 'evil.example');
    const answer = await page.goto(url);
    expect(answer?.status()).toBe(403);
    await expect(page.locator('body')).toContainText('Ready Room answers only to');
    await browser.close();
  });
});
