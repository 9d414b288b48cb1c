// A kubeconfig's login command: what it would run, in full, and the running of it. Opening a kubeconfig must not be running
// code, so nothing runs here that a person has not agreed to, by a digest over everything that would run.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { ClusterTarget } from './cluster-target.ts';
import type { ExecPlugin } from './kubeconfig-types.ts';

export interface CommandOutcome {
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

/** How commands are found and run: never in this process. */
export interface Commands {
  run: (request: {
    argv: [string, ...string[]];
    env: Record<string, string>;
    deadlineMs: number;
    signal: AbortSignal;
  }) => Promise<CommandOutcome>;
  find: (name: string, searchPath: string) => { path: string } | { message: string };
  /** The PATH in which commands are looked for: the login shell's. */
  searchPath: () => Promise<string>;
  /** What a login command may see of the environment beside its own entries. */
  env: Record<string, string>;
}

/** What would run. */
export interface PluginPlan {
  argv: string[];
  path: string | null;
  /** Why it cannot run; empty when it can. */
  problem: string;
  digest: string;
  searchPath: string;
}

export interface PluginAnswer {
  token: string | null;
  cert: string | null;
  key: string | null;
  /** Epoch milliseconds; null where it does not say. */
  expiresAt: number | null;
}

const versions = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];
const answerSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.literal('ExecCredential'),
  status: z.looseObject({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.iso.datetime({ offset: true }).optional(),
  }),
});

/** Runs nothing. */
export async function planPlugin(plugin: ExecPlugin, commands: Commands): Promise<PluginPlan> {
  const searchPath = await commands.searchPath();
  const found = commands.find(plugin.command, searchPath);
  const path = 'path' in found ? found.path : null;
  const argv = [plugin.command, ...plugin.args];
  const env = plugin.env.map(({ name, value }) => [name, value]);
  const digest = createHash('sha256').update(JSON.stringify({ argv, env, path })).digest('hex');
  return { argv, path, digest, searchPath, problem: 'message' in found ? found.message : problemOf(plugin) };
}

function problemOf({ apiVersion, interactiveMode }: ExecPlugin): string {
  if (!versions.includes(apiVersion)) {
    return `its apiVersion is "${apiVersion}"; supported: ${versions.join(' and ')}`;
  }
  if (interactiveMode === 'Always') {
    return 'it wants a terminal (interactiveMode: Always), and there is none here; log in with kubectl first, or use IfAvailable';
  }
  return '';
}

/** Runs the command once. @throws OpsError `denied` with what it said and how to mend it, or the signal's reason. */
export async function runPlugin(
  plugin: ExecPlugin,
  plan: PluginPlan,
  { target, commands, limitMs, signal }: { target: ClusterTarget; commands: Commands; limitMs: number; signal: AbortSignal }, // prettier-ignore
): Promise<PluginAnswer> {
  const hint = plugin.installHint.trim() === '' ? '' : `; ${plugin.installHint.trim()}`;
  const refuse = (words: string, cause?: unknown): OpsError =>
    new OpsError('denied', `the login command "${plugin.command}" ${words}${hint}`, { cause });
  if (plan.path === null || plan.problem !== '') throw refuse(`cannot be run: ${plan.problem}`);
  const env = {
    ...commands.env,
    PATH: plan.searchPath,
    ...Object.fromEntries(plugin.env.map(({ name, value }) => [name, value])),
    KUBERNETES_EXEC_INFO: JSON.stringify(execInfo(plugin, target)),
  };
  let outcome: CommandOutcome;
  try {
    outcome = await commands.run({ argv: [plan.path, ...plugin.args], env, deadlineMs: limitMs, signal });
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw refuse(`could not be run: ${messageOf(error)}`, error);
  }
  if (outcome.timedOut) throw refuse(`did not end within ${limitMs / 1000} s`);
  if (outcome.exitCode !== 0) {
    const how = outcome.exitCode === null ? `was ended by ${outcome.signal}` : `ended with exit code ${outcome.exitCode}`; // prettier-ignore
    throw refuse(`${how}${lastLine(outcome.stderr)}`);
  }
  return answerOf(outcome.stdout, plugin, refuse);
}

function answerOf(stdout: string, plugin: ExecPlugin, refuse: (words: string) => OpsError): PluginAnswer {
  let answer: z.infer<typeof answerSchema>;
  try {
    answer = answerSchema.parse(JSON.parse(stdout));
  } catch {
    // What it put out may be half a credential: it is not quoted.
    throw refuse('put out something that is not an ExecCredential');
  }
  if (answer.apiVersion !== plugin.apiVersion) {
    throw refuse(`answered in ${answer.apiVersion.slice(0, 80)}, but the kubeconfig asks for ${plugin.apiVersion}`);
  }
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = answer.status;
  if (!token && !(cert && key)) throw refuse('gave neither a token nor a certificate with its key');
  const expiresAt = expirationTimestamp === undefined ? null : Date.parse(expirationTimestamp);
  return { token: token || null, cert: cert || null, key: key || null, expiresAt };
}

function execInfo({ apiVersion, provideClusterInfo }: ExecPlugin, target: ClusterTarget): unknown {
  const cluster = {
    server: target.server.href.replace(/\/$/, ''),
    ...(target.serverName !== null && { 'tls-server-name': target.serverName }),
    ...(target.unverified && { 'insecure-skip-tls-verify': true }),
    ...(target.ca !== null && { 'certificate-authority-data': Buffer.from(target.ca, 'latin1').toString('base64') }),
    ...(target.proxyUrl !== null && { 'proxy-url': target.proxyUrl.href }),
  };
  return { apiVersion, kind: 'ExecCredential', spec: { interactive: false, ...(provideClusterInfo && { cluster }) } };
}

function lastLine(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const last = lines.at(-1)?.trim().slice(0, 300) ?? '';
  return last === '' ? ' and said nothing' : `: ${last}`;
}
