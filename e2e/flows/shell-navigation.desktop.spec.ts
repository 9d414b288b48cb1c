// Nothing that a page does leads out of the console: no navigation, no window, and outside only what the user agreed to.
import { expect, test } from '@playwright/test';
import { drawn, openDesktop, type Desktop } from '../support/desktop.ts';

interface Spied {
  opened: string[];
  asked: string[];
}

let desktop: Desktop;
test.beforeAll(async () => {
  desktop = await openDesktop();
});
test.afterAll(() => desktop.close());

/** From now on the question is answered with `response`, and what would have been opened is noted. */
async function answerWith(response: number): Promise<void> {
  await desktop.app.evaluate(({ dialog, shell }, answer) => {
    const spied: Spied = { opened: [], asked: [] };
    (globalThis as unknown as { spied: Spied }).spied = spied;
    dialog.showMessageBox = ((_window: unknown, options: { detail: string }) => {
      spied.asked.push(options.detail);
      return Promise.resolve({ response: answer, checkboxChecked: false });
    }) as never;
    shell.openExternal = (url) => {
      spied.opened.push(url);
      return Promise.resolve();
    };
  }, response);
}

const spied = (): Promise<Spied> => desktop.app.evaluate(() => (globalThis as unknown as { spied: Spied }).spied);
const windows = (): Promise<number> =>
  desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** Gives a navigation that was let through the time to show. */
async function stays(): Promise<void> {
  await desktop.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
  expect(desktop.page.url()).toMatch(/^app:\/\/console\//);
  expect(await windows()).toBe(1);
}

test.beforeEach(async () => {
  await desktop.page.reload();
  await drawn(desktop.page);
  await answerWith(0);
});

const ways: [string, (url: string) => void][] = [
  ['assigning the location', (url) => void (location.href = url)],
  ['replacing the location', (url) => location.replace(url)],
  ['opening a window', (url) => void window.open(url)],
  ['opening a window without opener', (url) => void window.open(url, '_blank', 'noopener')],
  [
    'following a link',
    (url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
    },
  ],
  [
    'middle-clicking a link',
    (url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.dispatchEvent(new MouseEvent('click', { button: 1, ctrlKey: true, bubbles: true }));
    },
  ],
  [
    'a link into a new tab',
    (url) => {
      const link = document.createElement('a');
      link.href = url;
      link.target = '_blank';
      document.body.append(link);
      link.click();
    },
  ],
  [
    'a refreshing meta element',
    (url) => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = `0; url=${url}`;
      document.head.append(meta);
    },
  ],
];
const refused = ['http://127.0.0.1:9/', 'file:///etc/passwd', 'javascript:void(window.harmed=1)', 'smb://host/share', 'ms-settings:privacy', 'data:text/html,x', 'app://other/', 'https://user:word@example.org/']; // prettier-ignore

for (const [way, go] of ways) {
  test(`${way} leads nowhere, and asks nothing for addresses that are never opened`, async () => {
    for (const url of refused) await desktop.page.evaluate(go, url).catch(() => undefined);
    await stays();
    expect(await spied()).toEqual({ opened: [], asked: [] });
    expect(await desktop.page.evaluate(() => (window as { harmed?: unknown }).harmed)).toBeUndefined();
  });
}

test('a link to the outside is shown, and opened only when the user says so', async () => {
  await desktop.page.evaluate(() => void window.open('https://example.org/a'));
  await expect.poll(async () => (await spied()).asked).toEqual(['https://example.org/a']);
  expect((await spied()).opened).toEqual([]);

  await answerWith(1);
  await desktop.page.evaluate(() => void (location.href = 'https://example.org/b'));
  await expect.poll(async () => (await spied()).opened).toEqual(['https://example.org/b']);
  await desktop.page.evaluate(() => void window.open('mailto:ops@example.org'));
  await expect.poll(async () => (await spied()).opened).toEqual(['https://example.org/b', 'mailto:ops@example.org']);
  await stays();
});

test('a file dropped on the page does not replace it', async () => {
  await desktop.page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/uri-list', 'file:///etc/passwd');
    data.items.add(new File(['x'], 'x.html', { type: 'text/html' }));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await stays();
});
