// Three kinds of vitest suites: unit (plain Node), page (components in jsdom), real (live Docker, Prometheus, processes).
import { defineConfig } from 'vitest/config';

const real = ['**/*.real.test.ts'];
const never = ['**/node_modules/**', 'out/**', '.tsbuild/**'];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    globalSetup: new URL('vitest.setup.ts', import.meta.url).pathname,
    testTimeout: 15_000,
    // Threads start in half the time of processes; the suites of live systems set their own.
    pool: 'threads',
    // The default leaves one core to itself, which is half of a small machine.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{shared,electron,e2e,bench}/**/*.test.ts'],
          exclude: [...never, ...real],
        },
      },
      {
        extends: true,
        test: { name: 'page', environment: 'jsdom', include: ['renderer/**/*.test.{ts,tsx}'], exclude: never },
      },
      {
        extends: true,
        test: {
          name: 'real',
          environment: 'node',
          include: real,
          exclude: never,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
