// Three kinds of vitest suites: unit (plain Node), page (components in jsdom), real (live Docker, Prometheus, processes).
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const real = ['**/*.real.test.ts'];
const setup = (name: string): string => new URL(`${name}.setup.ts`, import.meta.url).pathname;
const patience = setup('patience');
const never = ['**/node_modules/**', 'out/**', '.tsbuild/**'];

// Threads and processes that tests start compile the same sources again and again.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../.tsbuild/compile-cache', import.meta.url));

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    globalSetup: new URL('vitest.setup.ts', import.meta.url).pathname,
    // A test that waits for what never comes says so before it is given up (patience.setup.ts).
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000, interval: 20 } },
    // Threads start in half the time of processes; the suites of live systems set their own.
    pool: 'threads',
    // Half of the time a worker waits for a socket or a clock; the default leaves one core idle besides.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // The files of a project share their workers, modules and page, which halves the time. So a test leaves nothing
    // behind, and what a page keeps is emptied for each file (page.setup.ts).
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,electron,e2e,bench}/**/*.test.ts'],
          exclude: [...never, ...real],
          setupFiles: patience,
        },
      },
      {
        extends: true,
        oxc: { jsx: { runtime: 'automatic', development: false } },
        test: {
          name: 'page',
          environment: 'jsdom',
          include: ['renderer/**/*.test.{ts,tsx}'],
          exclude: never,
          env: { NODE_ENV: 'production' },
          setupFiles: [setup('act'), patience, setup('page')],
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          environment: 'node',
          include: real,
          exclude: never,
          isolate: true,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          setupFiles: patience,
        },
      },
    ],
  },
});
