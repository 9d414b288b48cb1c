// Series of the past in a real Prometheus: written as OpenMetrics, made into blocks by promtool, and served. Stale markers
// cannot be written this way; a series that ends is seen for five minutes more.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, untilReady } from './owned-process.ts';
import type { RealPrometheus } from './prometheus.ts';
import { run } from './promtool.ts';
import { findProgram } from './real-suite.ts';

export interface PastSeries {
  /** `name{label="value"}` */
  series: string;
  samples: { atMs: number; value: number }[];
}

/** Throws where promtool or prometheus is missing or refuses. */
export async function startPrometheusWith(series: readonly PastSeries[]): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'blocks-'));
  const data = join(folder, 'data');
  mkdirSync(data);
  const lines = series.flatMap(({ series: name, samples }) => samples.map(({ atMs, value }) => `${name} ${textOf(value)} ${(atMs / 1000).toFixed(3)}`)); // prettier-ignore
  writeFileSync(join(folder, 'series.txt'), `${lines.join('\n')}\n# EOF\n`);
  const made = await run('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', 'series.txt', data], folder);
  if (made.code !== 0) throw new Error(`promtool: ${made.stdout}${made.stderr}`);
  const program = findProgram('prometheus');
  if (program === null) throw new Error('prometheus is not installed');
  writeFileSync(join(folder, 'prometheus.yml'), '{}');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = startProcess(program, [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${data}`,
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const stop = async (): Promise<void> => {
    await process.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await untilReady(process, async () => (await fetch(`${url}/-/ready`)).ok);
  return { url, pid: process.pid, stop };
}

function textOf(value: number): string {
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}
