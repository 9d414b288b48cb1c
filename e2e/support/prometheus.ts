// A real Prometheus on a free port of 127.0.0.1 with its data in a temporary folder.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProcess, untilReady } from './owned-process.ts';
import { findProgram } from './real-suite.ts';

export interface RealPrometheus {
  url: string;
  pid: number;
  /** Ends it and removes its data. */
  stop: () => Promise<void>;
}

export interface ScrapeJob {
  job: string;
  /** `host:port` of each target. */
  targets: string[];
}

/** Starts it with a scrape every second; resolves when it is ready. Throws when it is not installed. */
export async function startPrometheus(jobs: ScrapeJob[]): Promise<RealPrometheus> {
  const program = findProgram('prometheus');
  if (program === null) throw new Error('prometheus is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: jobs.map(({ job, targets }) => ({ job_name: job, static_configs: [{ targets }] })),
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const process = startProcess(program, [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  const stop = async (): Promise<void> => {
    await process.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await untilReady(process, async () => (await fetch(`${url}/-/ready`)).ok);
  return { url, pid: process.pid, stop };
}
