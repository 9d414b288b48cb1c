// The demo: a reference attestor, a real Prometheus where there is one, and a plan that looks at both.
// It starts and stops processes and writes the plan's file; opening the plan and showing the state are others' work.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { DemoFault, DemoState, DemoVersion } from '#shared/model/system.ts';
import { findOnPath, type Env } from '../diagnosis/tools-on-path.ts';
import { startAttestor, type AttestorProcess } from './attestor-process.ts';
import { demoPlanText } from './demo-plan.ts';
import { noPrometheusPath, prometheusHelp } from './prometheus-help.ts';
import { startPrometheus, type PrometheusProcess } from './prometheus.ts';

export interface DemoOptions {
  /** Where the plan and the attestor's log are written; made when absent. */
  dir: string;
  /** The playbook the demo's plan is made from. */
  playbookFile: string;
  /** The script of the attestor's process; keeper stands beside it. Default: the sources beside this file. */
  attestorEntry?: string;
  /** The Node that runs them. Default: this one. */
  execPath?: string;
  /** Where `prometheus` is looked for. Default: this process's. */
  env?: Env;
  log: (line: string) => void;
  /** Called with each new state, after it holds. */
  onState: (state: DemoState) => void;
  /** Called when a version has taken the place of another. */
  onDeploy?: (deployed: { from: DemoVersion; to: DemoVersion }) => void;
  /** Opens the plan just written and returns its id; without it `planId` stays null. */
  openPlan?: (planFile: string) => Promise<string>;
}

export interface Demo {
  state: () => DemoState;
  /** The plan's file, there once the demo has run. */
  planFile: string;
  /** Resolves when all runs, or with state `failed` and the reason. Concurrent calls share one start. */
  start: () => Promise<DemoState>;
  /** Resolves when its processes are gone. A start under way is given up. */
  stop: () => Promise<void>;
  /** Breaks or mends; throws OpsError('conflict') when the demo is not running. */
  setFault: (fault: DemoFault, on: boolean) => Promise<void>;
  /** Replaces its attestor by a version; throws as setFault. */
  deploy: (version: DemoVersion) => Promise<void>;
  /** As `stop`; nothing can be started afterwards. */
  close: () => Promise<void>;
}

interface Running {
  attestor: AttestorProcess;
  prometheus: PrometheusProcess | null;
}

const firstVersion: DemoVersion = '1.0.0';

const off: DemoState = {
  key: 'demo',
  state: 'off',
  reason: '',
  attestorUrl: null,
  prometheusUrl: null,
  prometheusReason: '',
  planId: null,
  faults: [],
};

export function createDemo(options: DemoOptions): Demo {
  const planFile = join(options.dir, 'phase-ix-demo.yaml');
  let state = off;
  let running: Running | null = null;
  let starting: { done: Promise<DemoState>; cancel: AbortController } | null = null;
  let closed = false;

  const become = (next: Partial<DemoState>): DemoState => {
    state = { ...state, ...next };
    options.onState(state);
    return state;
  };
  const endAll = async (next: Partial<DemoState>): Promise<DemoState> => {
    const ending = running;
    running = null;
    await stopAll(ending);
    return become({ ...off, ...next });
  };
  /** Without its attestor there is no demo; without Prometheus there is one that shows what that looks like. */
  const watch = (mine: Running): void => {
    void mine.attestor.exited.then((reason) => {
      if (running === mine) return endAll({ state: 'failed', reason: `the attestor ${reason}` });
      return undefined;
    });
    void mine.prometheus?.exited.then((reason) => {
      if (running !== mine) return;
      mine.prometheus = null;
      become({
        prometheusUrl: null,
        prometheusReason: `Prometheus ${reason}. Stop the demo and start it again to have it back.`,
      });
    });
  };
  const begin = async (signal: AbortSignal): Promise<DemoState> => {
    become({ ...off, state: 'starting' });
    try {
      const { mine, prometheusReason } = await startAll(options, signal);
      running = mine;
      const prometheusUrl = mine.prometheus?.url ?? null;
      writePlan(options, planFile, mine);
      const planId = (await options.openPlan?.(planFile)) ?? null;
      signal.throwIfAborted();
      const shown = become({
        state: 'running',
        attestorUrl: mine.attestor.url,
        prometheusUrl,
        prometheusReason,
        planId,
        version: firstVersion,
      });
      watch(mine);
      return shown;
    } catch (error) {
      return endAll(signal.aborted ? {} : { state: 'failed', reason: messageOf(error) });
    }
  };
  const stop = async (): Promise<void> => {
    starting?.cancel.abort();
    await starting?.done;
    if (running !== null || state.state === 'failed') await endAll({});
  };

  const runningOne = (): Running => {
    if (running && state.state === 'running') return running;
    throw new OpsError('conflict', 'the demo is not running; start it first');
  };

  return {
    state: () => state,
    planFile,
    start() {
      if (closed) throw new OpsError('conflict', 'the demo is closed');
      if (starting) return starting.done;
      if (running) return Promise.resolve(state);
      const cancel = new AbortController();
      const done = begin(cancel.signal).finally(() => (starting = null));
      starting = { done, cancel };
      return done;
    },
    stop,
    async deploy(version) {
      const mine = runningOne();
      const from = state.version ?? firstVersion;
      await mine.attestor.deploy(version);
      if (running !== mine) return;
      options.onDeploy?.({ from, to: version });
      become({ version });
    },
    async setFault(fault, on) {
      const mine = runningOne();
      await mine.attestor.setFault(fault, on);
      if (running !== mine) return;
      const others = state.faults.filter((other) => other !== fault);
      become({ faults: on ? [...others, fault] : others });
    },
    async close() {
      closed = true;
      await stop();
    },
  };
}

async function startAll(
  options: DemoOptions,
  signal: AbortSignal,
): Promise<{ mine: Running; prometheusReason: string }> {
  const attestorEntry = options.attestorEntry ?? fileURLToPath(new URL('./attestor.ts', import.meta.url));
  const keeperEntry = join(dirname(attestorEntry), `keeper${extname(attestorEntry)}`);
  const execPath = options.execPath ?? process.execPath;
  mkdirSync(options.dir, { recursive: true });
  const { log } = options;
  const attestor = await startAttestor({ execPath, script: attestorEntry, logFile: logFileIn(options.dir), log });
  try {
    signal.throwIfAborted();
    const binary = findOnPath('prometheus', options.env ?? process.env);
    if (binary === null) return { mine: { attestor, prometheus: null }, prometheusReason: prometheusHelp };
    const attestorUrl = attestor.url;
    const prometheus = await startPrometheus({ binary, keeperEntry, execPath, attestorUrl, log, signal });
    return { mine: { attestor, prometheus }, prometheusReason: '' };
  } catch (error) {
    await attestor.stop();
    throw error;
  }
}

function writePlan(options: DemoOptions, planFile: string, { attestor, prometheus }: Running): void {
  const text = demoPlanText(readFileSync(options.playbookFile, 'utf8'), {
    attestor: attestor.url,
    prometheus: prometheus?.url ?? `${attestor.url}${noPrometheusPath}`,
    log: logFileIn(options.dir),
  });
  writeFileSync(planFile, text);
}

function logFileIn(dir: string): string {
  return join(dir, 'attestor.jsonl');
}

async function stopAll(running: Running | null): Promise<void> {
  await Promise.all([running?.attestor.stop(), running?.prometheus?.stop()]);
}
