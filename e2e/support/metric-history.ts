// Blocks of a Prometheus with samples that a test has thought of, made by promtool.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './promtool.ts';

export interface History {
  from: number;
  stepMs: number;
  samples: number;
  /** The value of each sample by its index; NaN is a sample, null is none. */
  series: { name: string; valueAt: (index: number) => number | null }[];
}

/** Makes the folder, to be given to a Prometheus that is not running. @throws with promtool's words. */
export async function historyOf(dataDir: string, { from, stepMs, samples, series }: History): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  try {
    mkdirSync(dataDir, { recursive: true });
    const lines = series.flatMap(({ name, valueAt }) => [
      `# TYPE ${name.replace(/\{.*/, '')} gauge`,
      ...Array.from({ length: samples }, (_, at) => ({ at, value: valueAt(at) }))
        .filter(({ value }) => value !== null)
        .map(({ at, value }) => `${name} ${value} ${(from + at * stepMs) / 1000}`),
    ]);
    writeFileSync(join(folder, 'samples.txt'), `${lines.join('\n')}\n# EOF\n`);
    const { code, stderr } = await run(
      'promtool',
      ['tsdb', 'create-blocks-from', 'openmetrics', 'samples.txt', dataDir],
      folder,
    );
    if (code !== 0) throw new Error(`promtool made no blocks:\n${stderr.slice(-2000)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
