// `npm test`: runs every suite, installs by apt what is missing where it may, and ends with one line of counts.
//   --only check,whole,real,browser,desktop   just these      --no-install   skip what is missing instead
// A suite that cannot run is skipped by name with the reason; where CI=true that is a failure.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from '../electron/build/build-if-needed.ts';
import { readFailures } from './runner/failures.ts';
import { inWords, none, oneFailed, onePassed, oneSkipped, readReport, sum, type Tally } from './runner/tally.ts';
import { suites, type Step, type Suite } from './runner/suites.ts';
import { aptInstall, whyNoApt } from './runner/tools.ts';

const root = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: { only: { type: 'string' }, 'no-install': { type: 'boolean', default: false } },
});
const chosen = chooseSuites(values.only);
const reports = mkdtempSync(join(tmpdir(), 'readyroom-reports-'));
const closing: string[] = [];
const failures: string[] = [];
const tallies: Tally[] = [];

installMissing();
for (const suite of chosen) tallies.push(await runSuite(suite));
rmSync(reports, { recursive: true });
const total = sum(tallies);
console.log(['', ...failures.map((failure) => `failed: ${failure}`), ...closing, inWords(total)].join('\n'));
process.exit(total.failed > 0 ? 1 : 0);

function chooseSuites(only: string | undefined): Suite[] {
  if (only === undefined) return suites;
  const names = only.split(',');
  const known = suites.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name as Suite['name']));
  if (unknown === undefined) return suites.filter(({ name }) => names.includes(name));
  console.error(`There is no suite "${unknown}"; there are ${known.join(', ')}.`);
  process.exit(2);
}

function installMissing(): void {
  const tools = new Set(chosen.flatMap((suite) => suite.tools));
  const packages = [...tools].filter((tool) => tool.missing() !== null).flatMap((tool) => tool.packages);
  if (packages.length === 0 || values['no-install'] || whyNoApt() !== null) return;
  console.log(`installing by apt: ${packages.join(' ')}`);
  if (!aptInstall(packages)) console.log('apt could not install all of it');
}

async function runSuite(suite: Suite): Promise<Tally> {
  console.log(`\n== ${suite.name}: ${suite.about}`);
  const missing = suite.tools.map((tool) => tool.missing()).filter((reason) => reason !== null);
  if (missing.length > 0) return skip(suite, missing.join('; '));
  if (suite.needsBuild && buildIfNeeded() !== 0) return close(suite, oneFailed, 'the build failed');
  const parts: Tally[] = [];
  for (const step of suite.steps) parts.push(await runStep(step));
  return close(suite, sum(parts), '');
}

function skip(suite: Suite, reason: string): Tally {
  const why = values['no-install'] ? '--no-install' : whyNoApt();
  const words = `${reason}${why === null ? '' : ` (not installed: ${why})`}`;
  if (process.env.CI === 'true') return close(suite, oneFailed, `could not run: ${words}`);
  return close(suite, oneSkipped, `skipped: ${words}`);
}

function close(suite: Suite, tally: Tally, words: string): Tally {
  closing.push(`${suite.name.padEnd(8)} ${inWords(tally)}${words && `  ${words}`}`);
  return tally;
}

async function runStep({ name, command, counts }: Step): Promise<Tally> {
  const startedAt = Date.now();
  const report = join(reports, `${name.replaceAll(' ', '-')}.json`);
  const [program = '', ...args] = command;
  if (counts === 'vitest') args.push(`--outputFile.json=${report}`);
  const env = {
    ...process.env,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    PATH: [join(root, 'node_modules', '.bin'), process.env.PATH, '/usr/sbin', '/sbin'].join(delimiter),
  };
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env });
  const exitCode = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(null);
    });
    child.once('exit', resolve);
  });
  const text = existsSync(report) ? readFileSync(report, 'utf8') : null;
  if (counts !== 'exit') failures.push(...readFailures(counts, text, root));
  else if (exitCode !== 0) failures.push(name);
  const tally = counts === 'exit' ? (exitCode === 0 ? onePassed : oneFailed) : readReport(counts, text, exitCode);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`-- ${name}: ${inWords(sum([none, tally]))} in ${seconds} s`);
  return tally;
}
