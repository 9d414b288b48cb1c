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

export interface PrometheusSettings {
  /** The text of its rule file. */
  rules?: string;
  /** By default one that is free. */
  port?: number;
  /** `host:port` of Alertmanagers that it sends to. */
  alertmanagers?: string[];
  /** A folder with blocks, or what an earlier one left; it stays. By default a new one that is removed. */
  dataDir?: string;
  args?: string[];
}

/** Starts it with a scrape and a look at its rules every second; resolves when it is ready. Throws when it is not installed. */
export async function startPrometheus(jobs: ScrapeJob[], settings: PrometheusSettings = {}): Promise<RealPrometheus> {
  const program = findProgram('prometheus');
  if (program === null) throw new Error('prometheus is not installed');
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    ...(settings.rules !== undefined && { rule_files: ['rules.yml'] }),
    ...(settings.alertmanagers !== undefined && { alerting: { alertmanagers: [{ static_configs: [{ targets: settings.alertmanagers }] }] } }), // prettier-ignore
    scrape_configs: jobs.map(({ job, targets }) => ({ job_name: job, static_configs: [{ targets }] })),
  };
  // JSON is YAML.
  writeFileSync(join(folder, 'prometheus.yml'), JSON.stringify(config));
  if (settings.rules !== undefined) writeFileSync(join(folder, 'rules.yml'), settings.rules);
  const port = settings.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const process = startProcess(program, [
    `--config.file=${join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${settings.dataDir ?? join(folder, 'data')}`,
    `--web.listen-address=127.0.0.1:${port}`,
    ...(settings.args ?? []),
  ]);
  const stop = async (): Promise<void> => {
    await process.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  await untilReady(process, async () => (await fetch(`${url}/-/ready`)).ok);
  return { url, pid: process.pid, stop };
}
