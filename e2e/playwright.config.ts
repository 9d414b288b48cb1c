// Two kinds of end-to-end suites: the console in a browser, served on loopback, and the desktop application itself.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'flows',
  workers: 1,
  // What is waited for is given the time that it may take on a machine that is slow and does much else.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: [['list'], ['json']],
  projects: [
    {
      name: 'browser',
      // Each empties its own when it begins: what one saw of a failure outlives the other.
      outputDir: '../test-results/browser',
      testMatch: '**/*.browser.spec.ts',
      use: {
        browserName: 'chromium',
        viewport: { width: 1440, height: 900 },
        screenshot: 'only-on-failure',
        launchOptions: {
          executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
          args: ['--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update'],
        },
      },
    },
    { name: 'desktop', outputDir: '../test-results/desktop', testMatch: '**/*.desktop.spec.ts' },
  ],
});
