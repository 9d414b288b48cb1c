// Reads one kubeconfig file: its entries, or the place where it cannot be read. What it says is not judged here.
// The kubectl rules on paths hold: a relative one starts at the file that names it.
import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import type { ExecPlugin, KubeCluster, KubeContextEntry, KubeUser } from './kubeconfig-types.ts';

const text = z.string().nullish();
const list = <T extends z.ZodType>(entry: T) => z.array(entry).nullish();
const clusterSchema = z.looseObject({
  server: text,
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': z.boolean().nullish(),
  'tls-server-name': text,
  'proxy-url': text,
});
const execSchema = z.looseObject({
  apiVersion: text,
  command: z.string().min(1),
  args: list(z.string()),
  env: list(z.object({ name: z.string(), value: z.string() })),
  installHint: text,
  provideClusterInfo: z.boolean().nullish(),
  interactiveMode: text,
});
const userSchema = z.looseObject({
  token: text,
  tokenFile: text,
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  username: text,
  password: text,
  exec: execSchema.nullish(),
  'auth-provider': z.looseObject({ name: text, config: z.record(z.string(), text).nullish() }).nullish(),
  as: text,
  'as-uid': text,
  'as-groups': list(z.string()),
});
const contextSchema = z.looseObject({ cluster: text, user: text, namespace: text });
const fileSchema = z.looseObject({
  clusters: list(z.looseObject({ name: z.string(), cluster: clusterSchema.nullish() })),
  users: list(z.looseObject({ name: z.string(), user: userSchema.nullish() })),
  contexts: list(z.looseObject({ name: z.string(), context: contextSchema.nullish() })),
  'current-context': text,
});

export interface ConfigFile {
  clusters: KubeCluster[];
  users: KubeUser[];
  contexts: KubeContextEntry[];
  current: string | null;
}

const limitBytes = 4 * 1024 * 1024;

/** @throws OpsError `not_found`, `denied`, or `bad_input` with the line; never with what stands there. */
export async function readConfigFile(path: string): Promise<ConfigFile> {
  const source = parseFile(await readText(path));
  const dir = dirname(path);
  return {
    clusters: (source.clusters ?? []).map(({ name, cluster }) => clusterOf(name, cluster ?? {}, dir)),
    users: (source.users ?? []).map(({ name, user }) => userOf(name, user ?? {}, dir)),
    contexts: (source.contexts ?? []).map(({ name, context }) => ({
      name,
      cluster: context?.cluster ?? '',
      user: context?.user ?? '',
      namespace: context?.namespace || null,
    })),
    current: source['current-context'] || null,
  };
}

async function readText(path: string): Promise<string> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new OpsError('bad_input', 'it is not a file');
    if (found.size > limitBytes) throw new OpsError('bad_input', 'it is larger than 4 MB');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof OpsError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new OpsError('not_found', 'there is no such file');
    if (code === 'EACCES' || code === 'EPERM') throw new OpsError('denied', 'no permission to read it');
    throw new OpsError('bad_input', `cannot be read: ${messageOf(error)}`);
  }
}

function parseFile(content: string): z.infer<typeof fileSchema> {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines });
  const broken = document.errors[0];
  // Below its first line a parser's message quotes the file, and the file holds credentials.
  if (broken) throw new OpsError('bad_input', `cannot be read: ${broken.message.split('\n')[0]?.replace(/:$/, '')}`);
  const parsed = fileSchema.safeParse(plainOf(document) ?? {});
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  const said = `${path.map(String).join('.') || 'the whole'}: ${issue?.message ?? 'not as expected'}`;
  throw new OpsError('bad_input', `it is not a kubeconfig: ${placeOf(document, path, lines)}${said}`);
}

function plainOf(document: Document): unknown {
  try {
    // Kubeconfigs hold a few aliases at most; the limit is against files that grow when they are opened.
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new OpsError('bad_input', `cannot be read: ${messageOf(error)}`);
  }
}

function placeOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): string {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return `line ${lines.linePos(node.range[0]).line}, `;
  }
  return '';
}

function clusterOf(name: string, said: z.infer<typeof clusterSchema>, dir: string): KubeCluster {
  return {
    name,
    server: said.server ?? '',
    caFile: fileOf(said['certificate-authority'], dir),
    caData: said['certificate-authority-data'] || null,
    skipVerify: said['insecure-skip-tls-verify'] === true,
    serverName: said['tls-server-name'] || null,
    proxyUrl: said['proxy-url'] || null,
  };
}

function userOf(name: string, said: z.infer<typeof userSchema>, dir: string): KubeUser {
  return {
    name,
    token: said.token || null,
    tokenFile: fileOf(said.tokenFile, dir),
    certFile: fileOf(said['client-certificate'], dir),
    certData: said['client-certificate-data'] || null,
    keyFile: fileOf(said['client-key'], dir),
    keyData: said['client-key-data'] || null,
    username: said.username || null,
    password: said.password ?? null,
    exec: said.exec ? execOf(said.exec, dir) : null,
    authProvider: said['auth-provider'] ? providerOf(said['auth-provider'], dir) : null,
    impersonate: said.as ? { user: said.as, uid: said['as-uid'] || null, groups: said['as-groups'] ?? [] } : null,
  };
}

function providerOf(
  { name, config }: NonNullable<z.infer<typeof userSchema>['auth-provider']>,
  dir: string,
): NonNullable<KubeUser['authProvider']> {
  const said = Object.entries(config ?? {}).flatMap(([key, value]) => (value ? [[key, value] as const] : []));
  const ca = fileOf(config?.['idp-certificate-authority'], dir);
  return {
    name: name ?? 'without a name',
    config: { ...Object.fromEntries(said), ...(ca !== null && { 'idp-certificate-authority': ca }) },
  };
}

function execOf(said: z.infer<typeof execSchema>, dir: string): ExecPlugin {
  const { command } = said;
  return {
    apiVersion: said.apiVersion ?? '',
    command: /[\\/]/.test(command) && !isAbsolute(command) ? join(dir, command) : command,
    args: said.args ?? [],
    env: said.env ?? [],
    installHint: said.installHint ?? '',
    provideClusterInfo: said.provideClusterInfo === true,
    interactiveMode: said.interactiveMode ?? 'IfAvailable',
  };
}

function fileOf(path: string | null | undefined, dir: string): string | null {
  if (!path) return null;
  return isAbsolute(path) ? path : join(dir, path);
}
