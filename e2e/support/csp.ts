// Attempts at running or loading what the page's policy forbids; used alike in the desktop window and in a browser.
import { expect, type Page } from '@playwright/test';

interface Marked extends Window {
  harmed?: boolean;
  violated?: string[];
}
declare const window: Marked & typeof globalThis;

interface Attempt {
  name: string;
  /** Runs in the page; leaves `window.harmed` where it succeeds. */
  run: () => void;
  /** The directive that has to be reported as violated. */
  directive: RegExp;
}

const script = /^(script-src|script-src-elem|script-src-attr|require-trusted-types-for)$/;

export const attempts: Attempt[] = [
  {
    name: 'a script written into the page',
    run: () => {
      const element = document.createElement('script');
      element.append('window.harmed = true');
      document.body.append(element);
    },
    directive: script,
  },
  {
    name: 'a script from elsewhere',
    run: () => {
      const element = document.createElement('script');
      element.setAttribute('src', 'https://example.org/x.js');
      document.body.append(element);
    },
    directive: script,
  },
  {
    name: 'an image that runs a script when it fails',
    run: () => {
      const element = document.createElement('img');
      element.setAttribute('onerror', 'window.harmed = true');
      element.src = '/none.png';
      document.body.append(element);
    },
    directive: script,
  },
  {
    name: 'markup from a string',
    run: () => document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.harmed = true">'),
    directive: script,
  },
  {
    name: 'innerHTML from a string',
    run: () => {
      document.createElement('div').innerHTML = '<b>text</b>';
      window.harmed = true;
    },
    directive: script,
  },
  {
    name: 'a trusted-types policy',
    run: () => {
      const maker = (globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => void } }).trustedTypes; // prettier-ignore
      maker.createPolicy('own', { createHTML: (text: string) => text });
      window.harmed = true;
    },
    directive: /^trusted-types$/,
  },
  {
    name: 'eval',
    // Later, because what the debugger itself runs is exempt.
    // oxlint-disable-next-line no-eval
    run: () => void setTimeout(() => eval('window.harmed = true')),
    directive: script,
  },
  {
    name: 'a function from a string',
    // oxlint-disable-next-line no-new-func, no-implied-eval
    run: () => void setTimeout(() => new Function('window.harmed = true')()),
    directive: script,
  },
  {
    name: 'a timer that runs a string',
    // oxlint-disable-next-line no-implied-eval
    run: () => void setTimeout('window.harmed = true'),
    directive: script,
  },
  {
    name: 'a style sheet from elsewhere',
    run: () => {
      const element = document.createElement('link');
      element.rel = 'stylesheet';
      element.href = 'https://example.org/x.css';
      document.head.append(element);
    },
    directive: /^style-src/,
  },
  {
    name: 'a style written into the page',
    run: () => {
      const element = document.createElement('style');
      element.append('body { display: none }');
      document.head.append(element);
      if (getComputedStyle(document.body).display === 'none') window.harmed = true;
    },
    directive: /^style-src/,
  },
  {
    name: 'a frame',
    run: () => {
      const element = document.createElement('iframe');
      element.src = 'data:text/html,frame';
      document.body.append(element);
    },
    directive: /^frame-src$/,
  },
  {
    name: 'an image from elsewhere',
    run: () => {
      const element = document.createElement('img');
      element.src = 'https://example.org/x.png';
      document.body.append(element);
    },
    directive: /^img-src$/,
  },
  {
    name: 'a request to elsewhere',
    run: () => void fetch('https://example.org/').then(() => (window.harmed = true)),
    directive: /^connect-src$/,
  },
  {
    name: 'a form sent elsewhere',
    run: () => {
      const element = document.createElement('form');
      element.action = 'https://example.org/';
      document.body.append(element);
      element.submit();
    },
    directive: /^form-action$/,
  },
  {
    name: 'another base address',
    run: () => {
      const element = document.createElement('base');
      element.href = 'https://example.org/';
      document.head.append(element);
    },
    directive: /^base-uri$/,
  },
];

/** Makes one attempt and expects that it came to nothing and that the page was told of it. */
export async function expectBlocked(page: Page, { run, directive }: Attempt): Promise<void> {
  await page.evaluate(() => {
    window.violated = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violated?.push(event.effectiveDirective));
  });
  // Some attempts throw, others are dropped in silence; the report below is what both have in common.
  await page.evaluate(run).catch(() => undefined);
  await expect.poll(() => page.evaluate(() => window.violated)).toContainEqual(expect.stringMatching(directive));
  expect(await page.evaluate(() => window.harmed)).toBeUndefined();
}
