// The vitest suites: unit (plain Node) and page (components in jsdom); engine and frame (the same, but a whole engine, or the
// whole frame before a hand-written one); real (live Docker, Prometheus, processes).
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const inNode = '{shared,electron,e2e,bench}/**/';
const inPage = 'renderer/**/';
const real = ['**/*.real.test.ts'];
const whole = '**/*.whole.test.{ts,tsx}';
const setup = (name: string): string => new URL(`${name}.setup.ts`, import.meta.url).pathname;
const patience = setup('patience');
const never = ['**/node_modules/**', 'out/**', '.tsbuild/**'];

// Threads and processes that tests start compile the same sources again and again.
process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../.tsbuild/compile-cache', import.meta.url));

const node = (name: string, include: string, exclude: string[] = []): TestProjectInlineConfiguration => ({
  extends: true,
  test: { name, environment: 'node', include: [include], exclude: [...never, ...exclude], setupFiles: patience },
});

const page = (name: string, include: string, exclude: string[] = []): TestProjectInlineConfiguration => ({
  extends: true,
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    name,
    environment: 'jsdom',
    include: [include],
    exclude: [...never, ...exclude],
    env: { NODE_ENV: 'production' },
    setupFiles: [setup('act'), patience, setup('page')],
  },
});

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
      node('unit', `${inNode}*.test.ts`, [...real, whole]),
      page('page', `${inPage}*.test.{ts,tsx}`, [whole]),
      node('engine', `${inNode}*.whole.test.ts`),
      page('frame', `${inPage}*.whole.test.tsx`),
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
