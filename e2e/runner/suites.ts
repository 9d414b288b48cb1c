// The suites of `npm test`, in order: what each needs and the commands it consists of. Running them is run.ts's part.
import { alertmanager, chromium, busybox, docker, electron, electronSystem, nodeExporter, openssl, prometheus, xvfb, type Tool } from './tools.ts'; // prettier-ignore

export interface Step {
  name: string;
  command: string[];
  /** `exit`: the step is one test. Otherwise its JSON report is counted. */
  counts: 'exit' | 'vitest' | 'playwright';
}

export interface Suite {
  name: 'check' | 'whole' | 'real' | 'browser' | 'desktop';
  about: string;
  tools: Tool[];
  /** It runs what is in out/. */
  needsBuild: boolean;
  steps: Step[];
}

const npm = (script: string): string[] => ['npm', 'run', '-s', script];
const vitest = (...projects: string[]): string[] => [
  'vitest',
  'run',
  '--config=.config/vitest.config.ts',
  '--reporter=dot',
  '--reporter=json',
  ...projects.flatMap((project) => ['--project', project]),
];
const playwright = (project: string): string[] => [
  'playwright',
  'test',
  '--config=e2e/playwright.config.ts',
  `--project=${project}`,
];

export const suites: Suite[] = [
  {
    name: 'check',
    about: 'format, lint, types, unit and page tests',
    tools: [openssl],
    needsBuild: false,
    steps: [
      { name: 'format', command: npm('format:check'), counts: 'exit' },
      { name: 'lint', command: npm('lint'), counts: 'exit' },
      { name: 'types', command: npm('types'), counts: 'exit' },
      { name: 'unit and page', command: vitest('unit', 'page'), counts: 'vitest' },
    ],
  },
  {
    name: 'whole',
    about: 'a whole engine; the whole frame before a hand-written one',
    tools: [],
    needsBuild: false,
    steps: [{ name: 'engine and frame', command: vitest('engine', 'frame'), counts: 'vitest' }],
  },
  {
    name: 'real',
    about: 'against a live Docker engine, Prometheus and processes',
    tools: [docker, busybox, prometheus, alertmanager, nodeExporter, openssl],
    needsBuild: true,
    steps: [{ name: 'real', command: vitest('real'), counts: 'vitest' }],
  },
  {
    name: 'browser',
    about: 'the console in Chromium, served on loopback',
    tools: [chromium, prometheus],
    needsBuild: true,
    steps: [{ name: 'browser', command: playwright('browser'), counts: 'playwright' }],
  },
  {
    name: 'desktop',
    about: 'the application in Electron',
    tools: [electron, electronSystem, xvfb],
    needsBuild: true,
    steps: [{ name: 'desktop', command: ['xvfb-run', '-a', ...playwright('desktop')], counts: 'playwright' }],
  },
];
