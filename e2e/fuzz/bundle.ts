// Mutated bundles: none crashes or hangs what inspects it, none is taken with rows that are not what was exported, and
// each refusal names the entry.
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBundleAt } from '#engine/bundles/bundle.fixture.ts';
import type { FromFuzzChild } from './bundle-child.ts';
import type { FuzzReport, FuzzTarget } from './target.ts';

const processes = 2;
/** As long as a review waits for its process. */
const patienceMs = 30_000;

export const target: FuzzTarget = {
  title: 'Bundles: no crash, no hang, no event taken that was not recorded, every refusal names its entry',
  run: async ({ count, seed, tell }) => {
    const folder = mkdtempSync(join(tmpdir(), 'readyroom-fuzz-'));
    const report: FuzzReport = { inputs: 0, verdicts: {}, failures: [] };
    try {
      const bundle = makeBundleAt(folder);
      let next = 0;
      const take = (): number | null => (next < count ? next++ : null);
      const done = (verdict: string, failure: string | null): void => {
        report.verdicts[verdict] = (report.verdicts[verdict] ?? 0) + 1;
        if (failure !== null) report.failures.push(failure);
        if (++report.inputs % 1000 === 0) tell(report.inputs);
      };
      await Promise.all(Array.from({ length: processes }, () => work(bundle, folder, seed, take, done)));
      return report;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** One process at a time, a new one after each that was lost, until there are no inputs left. */
async function work(
  bundle: string,
  folder: string,
  seed: number,
  take: () => number | null,
  done: (verdict: string, failure: string | null) => void,
): Promise<void> {
  // prettier-ignore
  let lost: boolean;
  do lost = await inOneProcess(bundle, folder, seed, take, done);
  while (lost);
}

/** @returns whether the process was lost before the inputs were used up. */
function inOneProcess(
  bundle: string,
  folder: string,
  seed: number,
  take: () => number | null,
  done: (verdict: string, failure: string | null) => void,
): Promise<boolean> {
  // prettier-ignore
  const own = mkdtempSync(join(folder, 'child-'));
  const child: ChildProcess = fork(join(import.meta.dirname, 'bundle-child.ts'), [JSON.stringify({ bundle, folder: own, seed })], { execArgv: ['--max-old-space-size=512'] }); // prettier-ignore
  let under: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let hung = false;
  const give = (): void => {
    clearTimeout(timer);
    under = take();
    if (under === null) return child.disconnect();
    timer = setTimeout(() => {
      hung = true;
      child.kill('SIGKILL');
    }, patienceMs);
    child.send(under);
  };
  return new Promise((resolve) => {
    child.on('message', (message: FromFuzzChild) => {
      if (message.kind === 'begins') return;
      const { input, verdict, failure } = message;
      done(verdict, failure === null ? null : `seed ${seed}, input ${input}: ${failure}`);
      give();
    });
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (under === null) return resolve(false);
      const how = hung ? 'did not come to an end' : `ended the process (${signal ?? `exit code ${code}`})`;
      done(how, `seed ${seed}, input ${under}: ${how}`);
      resolve(true);
    });
    give();
  });
}
