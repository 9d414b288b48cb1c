// `readyroom check PLAN`: runs a plan, shows what it comes to, writes the reports asked for.
import { resolve } from 'node:path';
import { dataFolder } from '../server/data-folder.ts';
import type { EngineClient } from '#engine/engine.ts';
import type { PlanDetail } from '#shared/model/checklist.ts';
import type { RunId } from '#shared/model/ids.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { RunReport } from '#shared/model/run.ts';
import type { CommandLine } from './command-line.ts';
import { connectCluster } from './connect-cluster.ts';
import { settleConsent } from './consent.ts';
import { exitCodeOf, exitCodes } from './exit-code.ts';
import { followRun } from './follow-run.ts';
import { openEngine } from './open-engine.ts';
import { readVariables, requirePhases } from './plan-variables.ts';
import { closingLine } from './progress-lines.ts';
import { createProgressScreen } from './progress-screen.ts';
import { interruptSignal, tellLeftoverOn, unlessStopped, type Terminal } from './terminal.ts';
import { printable } from './terminal-text.ts';
import { requireWritable, writeWhole } from './write-whole.ts';

export interface CheckRequest {
  planFile: string;
  phaseIds: string[];
  variables: string[];
  json: boolean;
  junitFile: string | undefined;
  markdownFile: string | undefined;
  timeoutMs: number | undefined;
  trust: boolean;
  kubeContext: string | undefined;
  dataDir: string;
  keep: boolean;
}

export function readCheckRequest(line: CommandLine): CheckRequest {
  return {
    planFile: line.operands[0] ?? '',
    phaseIds: line.values('phase'),
    variables: line.values('var'),
    json: line.flag('json'),
    junitFile: line.value('junit'),
    markdownFile: line.value('markdown'),
    timeoutMs: readSeconds(line.value('timeout')),
    trust: line.flag('trust'),
    kubeContext: line.value('kube-context'),
    dataDir: line.value('data') ?? dataFolder(),
    keep: !line.flag('no-record'),
  };
}

function readSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  // setTimeout takes at most 2^31 - 1 milliseconds, and fires at once beyond.
  if (text.trim() === '' || !(seconds > 0 && seconds <= 2_000_000)) {
    throw new OpsError('bad_input', `--timeout ${text}: it must be a number of seconds above 0, at most 2000000`);
  }
  return seconds * 1000;
}

/** The exit code. @throws OpsError where there could be no run. */
export async function check(request: CheckRequest, terminal: Terminal): Promise<number> {
  requireWritable([request.junitFile, request.markdownFile]);
  const signal = interruptSignal(terminal, 'cancelled; nothing was looked at');
  const say = (text: string): void => void terminal.stderr.write(`${text}\n`);
  const { client, keptIn, close } = await openEngine({ dataDir: request.dataDir, keep: request.keep, say });
  try {
    const plan = await unlessStopped(openPlan(client, request.planFile, say), signal);
    if (plan === null) return exitCodes.badUsage;
    requirePhases(request.phaseIds, plan.phases.map((phase) => phase.id)); // prettier-ignore
    const vars = readVariables(request.variables, plan.vars);
    await unlessStopped(settleConsent(client, plan.summary, terminal, request.trust), signal);
    if (request.kubeContext !== undefined) await unlessStopped(connectCluster(client, request.kubeContext, terminal, request.trust), signal); // prettier-ignore
    signal.throwIfAborted();
    const report = await run(client, plan, vars, request, terminal);
    await writeReports(client, report.run.runId, request, terminal);
    await sayWhetherKept(client, report.run.runId, keptIn, say);
    return exitCodeOf(report);
  } finally {
    await close();
  }
}

/** null when the plan was refused; what is wrong with it has then been said, one line each as compilers do. */
async function openPlan(client: EngineClient, file: string, say: (text: string) => void): Promise<PlanDetail | null> {
  const opened = await client.plans.open({ path: resolve(file) });
  if (opened.ok) return client.plans.get({ planId: opened.planId });
  for (const { line, column, message } of opened.problems) say(`${file}:${line}:${column}: ${printable(message)}`);
  return null;
}

async function run(
  client: EngineClient,
  plan: PlanDetail,
  vars: Record<string, string | number | boolean>,
  { phaseIds, json, timeoutMs }: CheckRequest,
  terminal: Terminal,
): Promise<RunReport> {
  const { planId, hash, title } = plan.summary;
  const screen = createProgressScreen(json ? terminal.stderr : terminal.stdout, terminal.env);
  const { runId } = await client.runs.start({ planId, hash, selection: { phaseIds, itemIds: [] }, vars });
  const cancel = (why: string): void => {
    terminal.stderr.write(`cancelling: ${why}\n`);
    client.runs.cancel({ runId }).catch((error: unknown) => {
      // It had just ended by itself: then its end is what counts.
      terminal.stderr.write(`${messageOf(error)}\n`);
    });
  };
  terminal.onInterrupt(() => cancel('interrupted; once more ends at once'));
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => cancel(`not done after ${timeoutMs / 1000} s`), timeoutMs); // prettier-ignore
  screen.keep([printable(title)]);
  const report = await followRun(client, { planId, runId }, screen).finally(() => clearTimeout(timer));
  screen.keep([closingLine(report, screen.style())]);
  return report;
}

async function writeReports(
  client: EngineClient,
  runId: RunId,
  request: CheckRequest,
  terminal: Terminal,
): Promise<void> {
  const exported = async (format: 'json' | 'junit' | 'markdown') => (await client.runs.export({ runId, format })).text;
  const how = { over: true, tellLeftover: tellLeftoverOn(terminal) };
  if (request.junitFile !== undefined) writeWhole(request.junitFile, await exported('junit'), how);
  if (request.markdownFile !== undefined) writeWhole(request.markdownFile, await exported('markdown'), how);
  if (request.json) terminal.stdout.write(`${(await exported('json')).trimEnd()}\n`);
}

/** A run that the disk refused must not look kept. */
async function sayWhetherKept(
  client: EngineClient,
  runId: RunId,
  keptIn: string | null,
  say: (text: string) => void,
): Promise<void> {
  if (keptIn === null) return;
  for await (const message of await client.system.record()) {
    const record = message.kind === 'snapshot' ? message.entries[0] : message.upserts[0];
    if (record && !record.recording) say(`not kept: ${record.reason}`);
    else say(`run ${runId}, kept in ${keptIn}`);
    return;
  }
}
