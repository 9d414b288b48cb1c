// The desktop window's own promises: what its pages may do, reach and open.
import { expect, test } from '@playwright/test';
import { attempts, expectBlocked } from '../support/csp.ts';
import { drawn, openDesktop, pagePid, seccompMode, type Desktop } from '../support/desktop.ts';

let desktop: Desktop;
test.beforeAll(async () => {
  desktop = await openDesktop();
});
test.afterAll(() => desktop.close());
test.beforeEach(async () => {
  await desktop.page.reload();
  await drawn(desktop.page);
});

test('every page is sandboxed, isolated and without Node', async () => {
  const preferences = await desktop.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      // Present at run time, not in the types.
      return (contents as unknown as { getLastWebPreferences: () => Record<string, unknown> }).getLastWebPreferences();
    }),
  );
  expect(preferences).toHaveLength(1);
  for (const preference of preferences) {
    expect(preference).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
    });
    for (const off of [
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'experimentalFeatures',
      'allowRunningInsecureContent',
    ]) {
      // prettier-ignore
      expect(preference[off] ?? false, off).toBe(false);
    }
    expect(preference.enableBlinkFeatures ?? '').toBe('');
  }
  // As root it had to be started with --no-sandbox, and then only the settings can be looked at.
  if (process.getuid?.() !== 0) expect(seccompMode(await pagePid(desktop.app))).toBe(2);
  const kinds = await desktop.page.evaluate(() => {
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname'];
    return names.map((name) => typeof (window as unknown as Record<string, unknown>)[name]);
  });
  expect(new Set(kinds)).toEqual(new Set(['undefined']));
});

test('the preload adds nothing to the page', async () => {
  // What a bare window of this Chromium has, taken from a frame without preload, against what ours has.
  const added = await desktop.app.evaluate(async ({ BrowserWindow }) => {
    const keys = 'JSON.stringify(Object.getOwnPropertyNames(window))';
    const [ours] = BrowserWindow.getAllWindows();
    const bare = new BrowserWindow({ show: false, webPreferences: { sandbox: true, contextIsolation: true } });
    await bare.loadURL('app://console/none-such');
    const known = new Set(JSON.parse(await bare.webContents.executeJavaScript(keys)) as string[]);
    const present = JSON.parse((await ours?.webContents.executeJavaScript(keys)) as string) as string[];
    bare.destroy();
    return present.filter((key) => !known.has(key));
  });
  const foreign = added.filter((key) => /electron|ipc|send|invoke|node|bridge|api|readyroom/i.test(key));
  expect(foreign).toEqual([]);
});

test.describe('the content security policy', () => {
  for (const attempt of attempts) {
    test(`blocks ${attempt.name} and reports it`, () => expectBlocked(desktop.page, attempt));
  }
});

test('the page is served from app://console and cannot read files of this machine', async () => {
  expect(desktop.page.url()).toMatch(/^app:\/\/console\//);
  const answers = await desktop.page.evaluate(async () => {
    const paths = ['file:///etc/passwd', 'app://console.evil/', 'app://other/index.html', '/..%2f..%2fpackage.json', '/%2e%2e/main/index.js', '/../main/index.js', '/none.js']; // prettier-ignore
    const ask = (path: string): Promise<string> =>
      fetch(path).then(
        (answer) => String(answer.status),
        () => 'refused',
      );
    return Promise.all(paths.map(ask));
  });
  expect(answers).toEqual(['refused', 'refused', 'refused', '404', '404', '404', '404']);
});

test('nothing but its own scheme is let onto the network, whatever asks', async () => {
  const outcomes = await desktop.app.evaluate(async ({ session, net }) => {
    const ask = (url: string): Promise<string> =>
      session.defaultSession.fetch(url).then(
        (answer) => String(answer.status),
        (error: unknown) => String(error),
      );
    void net;
    return Promise.all(
      ['http://127.0.0.1:9/', 'https://example.org/', 'file:///etc/passwd', 'app://console/'].map(ask),
    );
  });
  expect(outcomes).toEqual([expect.stringContaining('ERR_BLOCKED_BY_CLIENT'), expect.stringContaining('ERR_BLOCKED_BY_CLIENT'), expect.stringContaining('ERR_'), '200']); // prettier-ignore
  const switches = await desktop.app.evaluate(({ app }) =>
    ['disable-background-networking', 'dns-prefetch-disable', 'no-proxy-server'].map((name) =>
      app.commandLine.hasSwitch(name),
    ),
  );
  expect(switches).toEqual([true, true, true]);
  expect(await desktop.app.evaluate(({ session }) => session.defaultSession.isSpellCheckerEnabled())).toBe(false);
});

test('every permission is denied but copying and notifications', async () => {
  const states = await desktop.page.evaluate(async () => {
    const names = ['accelerometer', 'camera', 'clipboard-read', 'geolocation', 'gyroscope', 'magnetometer', 'microphone', 'midi', 'notifications', 'persistent-storage', 'push', 'screen-wake-lock', 'storage-access', 'window-management', 'local-fonts', 'idle-detection', 'display-capture']; // prettier-ignore
    const state = async (name: string): Promise<[string, string]> => {
      const options = { name, userVisibleOnly: true } as unknown as PermissionDescriptor;
      return [
        name,
        await navigator.permissions.query(options).then(
          (found) => found.state,
          () => 'unknown',
        ),
      ];
    };
    return Promise.all(names.map(state));
  });
  expect(states.length).toBeGreaterThan(10);
  const granted = states.filter(([, state]) => state === 'granted').map(([name]) => name);
  // Electron answers for push as for notifications; there is no service worker that could receive any.
  expect(granted.filter((name) => name !== 'notifications' && name !== 'push')).toEqual([]);

  const refusals = await desktop.page.evaluate(async () => {
    const refused = (asked: Promise<unknown>): Promise<string> =>
      asked.then(
        () => 'given',
        (error: DOMException) => error.name,
      );
    const place = new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, (error) => reject(new DOMException('', String(error.code))))); // prettier-ignore
    return Promise.all([
      refused(place),
      refused(navigator.mediaDevices.getUserMedia({ audio: true })),
      refused(navigator.clipboard.readText()),
      refused((navigator as unknown as { requestMIDIAccess: () => Promise<unknown> }).requestMIDIAccess()),
    ]);
  });
  expect(refusals).not.toContain('given');
});
