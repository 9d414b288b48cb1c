// Looks at everything Ready Room could use on this machine and says, for each, what was tried and what answered.
// It connects to nothing that a person has not chosen, changes nothing, and always ends within its time limit.
import { homedir } from 'node:os';
import type { Diagnosis } from '#shared/model/system.ts';
import { messageOf } from '#shared/model/ops-error.ts';
import { diagnoseDataDir } from './data-dir.ts';
import type { StatFs } from './network-file-system.ts';
import { diagnoseDocker, type DockerLookup } from './docker.ts';
import { diagnoseKubernetes } from './kubernetes.ts';
import { diagnosePrometheus } from './prometheus.ts';
import { diagnoseRuntime } from './runtime.ts';
import { diagnoseTools, type Env } from './tools-on-path.ts';

export interface DiagnoseOptions {
  env: Env;
  home?: string;
  /** Where the record is, or would be. */
  dataDir: string;
  /** The version of the database library, as the store knows it. */
  sqliteVersion?: () => string;
  statfs?: StatFs;
  /** Asks the Docker connector's endpoints. */
  docker: DockerLookup;
  /** What is known of the Kubernetes context that is connected; empty where none is. */
  kubernetes?: (() => Record<string, string>) | undefined;
  /** Where Prometheus is looked for after PROMETHEUS_URL. */
  prometheusUrls?: string[];
  /** In place of that, where the metrics of an environment are followed. */
  prometheus?: (() => Promise<Diagnosis>) | undefined;
  /** How long each look may take; default and most 3.3 s, for the looks themselves end within 3. */
  limitMs?: number;
}

const limitMs = 3300;

/** Resolves within the limit, in a fixed order; what threw or took too long is an entry with state `error`. */
export function diagnose(options: DiagnoseOptions): Promise<Diagnosis[]> {
  const { env, dataDir, home = homedir() } = options;
  const limit = Math.min(options.limitMs ?? limitMs, limitMs);
  const looks: [string, () => Diagnosis | Promise<Diagnosis>][] = [
    ['Docker', () => diagnoseDocker({ env, home, lookup: options.docker })],
    ['Kubernetes', () => diagnoseKubernetes({ env, home, connected: options.kubernetes })],
    ['Prometheus', () => options.prometheus?.() ?? diagnosePrometheus({ env, urls: options.prometheusUrls, limitMs: limit * 0.9 })], // prettier-ignore
    ['Tools', () => diagnoseTools(env)],
    ['Data folder', () => diagnoseDataDir({ dataDir, statfs: options.statfs })],
    ['Runtime', () => diagnoseRuntime(options.sqliteVersion)],
  ];
  return Promise.all(looks.map(([name, look]) => within(limit, name, look)));
}

async function within(limit: number, name: string, look: () => Diagnosis | Promise<Diagnosis>): Promise<Diagnosis> {
  let timer: NodeJS.Timeout | undefined;
  const failed = (reason: string): Diagnosis => ({ name, state: 'error', reason, candidates: [], facts: {} });
  const late = new Promise<Diagnosis>((resolve) => {
    timer = setTimeout(() => resolve(failed(`no answer within ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([Promise.resolve().then(look), late]);
  } catch (error) {
    return failed(messageOf(error));
  } finally {
    clearTimeout(timer);
  }
}
