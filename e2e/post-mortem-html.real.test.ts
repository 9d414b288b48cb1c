// A post-mortem as HTML in a real browser: with two hundred payloads in every field nothing runs, nothing is fetched, and the
// page holds text alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import { describe, expect, test } from 'vitest';
import { detailOf, payloads } from '#engine/postmortem/post-mortem.fixture.ts';
import { postMortemAsHtml } from '#engine/postmortem/post-mortem-export.ts';
import { realSuite } from './support/real-suite.ts';

const suite = realSuite('post-mortem html', ['chromium']);

describe.skipIf(suite.skip)(`a post-mortem as HTML in Chromium${suite.why}`, () => {
  test('opening it asks nobody for anything, and there is no script, handler or address in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'post-mortem-'));
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      const ran: string[] = [];
      page.on('request', (request) => void asked.push(request.url()));
      page.on('dialog', (dialog) => {
        ran.push(dialog.message());
        void dialog.dismiss();
      });
      const wrong: [payload: string, found: unknown][] = [];
      for (const [at, payload] of payloads().entries()) {
        const file = join(folder, `${at}.html`);
        writeFileSync(file, postMortemAsHtml(detailOf(payload), null));
        asked.length = 0;
        await page.goto(pathToFileURL(file).href, { waitUntil: 'load' });
        const acting = await page.evaluate(`(() => {
          const all = [...document.querySelectorAll('*')];
          const handlers = all.flatMap((one) => [...one.attributes].filter(({ name }) => name.startsWith('on') || name === 'href' || name === 'src').map(({ name }) => one.tagName + ' ' + name));
          const tags = all.map((one) => one.tagName).filter((tag) => /^(SCRIPT|IMG|IFRAME|OBJECT|EMBED|LINK|BASE|FORM|SVG|A|VIDEO|AUDIO)$/.test(tag));
          return [...handlers, ...tags];
        })()`);
        if ((acting as string[]).length > 0 || asked.length !== 1) wrong.push([payload, [acting, [...asked]]]);
      }
      expect([wrong, ran]).toEqual([[], []]);
    } finally {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
