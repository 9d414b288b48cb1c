// A real Prometheus of our own, scraping the demo's attestor once a second: its data in a temporary folder that goes with it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { askHttp } from '../diagnosis/ask-http.ts';
import { startChild, type Child } from './child.ts';

export interface PrometheusProcess {
  url: string;
  exited: Promise<string>;
  /** Resolves when it is gone and its folder removed. */
  stop: () => Promise<void>;
}

export interface PrometheusOptions {
  /** The program, as found on PATH. */
  binary: string;
  /** Runs keeper.ts, which ends Prometheus should we be killed. */
  keeperEntry: string;
  execPath: string;
  attestorUrl: string;
  log: (line: string) => void;
  signal?: AbortSignal;
}

/** How long it may take until it has scraped the attestor for the first time. */
const startLimitMs = 20_000;
const portAttempts = 3;

/**
 * Resolves when it is ready and has seen the attestor up, so that the first question finds an answer.
 * Rejects with OpsError('unavailable') when it ends before or takes longer than 20 s; nothing is left behind then.
 */
export async function startPrometheus(options: PrometheusOptions): Promise<PrometheusProcess> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOn(await freePort(), options);
    } catch (error) {
      // It cannot be told to take any free port, so another program may have taken ours in between.
      if (attempt >= portAttempts || !messageOf(error).includes('address already in use')) throw error;
    }
  }
}

async function startOn(port: number, options: PrometheusOptions): Promise<PrometheusProcess> {
  const dir = mkdtempSync(join(tmpdir(), 'readyroom-prometheus-'));
  const config = join(dir, 'prometheus.yml');
  writeFileSync(config, configFor(new URL(options.attestorUrl).host));
  const command = [
    options.binary,
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(dir, 'data')}`,
    '--storage.tsdb.retention.time=2h',
    `--web.listen-address=127.0.0.1:${port}`,
    '--log.level=error',
  ];
  const child = startChild({
    execPath: options.execPath,
    script: options.keeperEntry,
    args: ['--remove', dir, '--', ...command],
    log: options.log,
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilScraped(url, child, options.signal);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { url, exited: child.exited, stop: child.stop };
}

/** JSON is YAML, and needs no quoting rules of our own. */
function configFor(target: string): string {
  return JSON.stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    scrape_configs: [{ job_name: 'attestor', static_configs: [{ targets: [target] }] }],
  });
}

async function untilScraped(url: string, child: Child, signal?: AbortSignal): Promise<void> {
  const started = performance.now();
  let gone: string | null = null;
  void child.exited.then((reason) => (gone = reason));
  while (performance.now() - started < startLimitMs) {
    if (await hasScraped(url)) return;
    await wait(100, undefined, { signal });
    if (gone !== null) throw new OpsError('unavailable', `Prometheus ${String(gone)}`);
  }
  throw new OpsError('unavailable', `Prometheus was not ready within ${startLimitMs / 1000} s`);
}

const targetsSchema = z.object({ data: z.object({ activeTargets: z.array(z.object({ health: z.string() })) }) });

async function hasScraped(url: string): Promise<boolean> {
  try {
    const ready = await askHttp(`${url}/-/ready`, 1000);
    if (ready.status !== 200) return false;
    const answer = await askHttp(`${url}/api/v1/targets?state=active`, 1000);
    return targetsSchema.parse(JSON.parse(answer.body)).data.activeTargets.some((target) => target.health === 'up');
  } catch {
    // Not listening yet, or not yet whole: the next look decides, and the limit above ends the looking.
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
