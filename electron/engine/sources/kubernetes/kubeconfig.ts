// The kubeconfig as kubectl would put it together: the files of KUBECONFIG in their order, else ~/.kube/config; of a
// name that stands in several the first counts. Nothing is dialled and nothing is run.
// Read here and not with @kubernetes/client-node: that one refuses duplicate names which kubectl takes, gives no places of
// errors, and reads token files while it lists.
import { stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { readConfigFile, type ConfigFile } from './kubeconfig-file.ts';
import type { FileLook, Kubeconfig } from './kubeconfig-types.ts';

export interface KubeconfigPlace {
  env: Record<string, string | undefined>;
  home: string;
}

/** The files that kubectl would read, in order, whether they are there or not. */
export function kubeconfigFiles({ env, home }: KubeconfigPlace): string[] {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  return named.length > 0 ? [...new Set(named)] : [join(home, '.kube', 'config')];
}

/** Never rejects: what is wrong with a file stands with that file, and the others count. */
export async function readKubeconfig(place: KubeconfigPlace): Promise<Kubeconfig> {
  const paths = kubeconfigFiles(place);
  const stamp = await kubeconfigStamp(place);
  const looks = await Promise.all(paths.map(lookAt));
  const found = looks.flatMap(({ file }) => (file ? [file] : []));
  return {
    files: looks.map(({ look }) => look),
    clusters: firstOfEach(found.map(({ clusters }) => clusters)),
    users: firstOfEach(found.map(({ users }) => users)),
    contexts: firstOfEach(found.map(({ contexts }) => contexts)),
    current: found.map(({ current }) => current).find((current) => current !== null) ?? null,
    stamp,
  };
}

/** Cheap to ask for; differs when a file changed, came or went. */
export async function kubeconfigStamp(place: KubeconfigPlace): Promise<string> {
  const stamps = kubeconfigFiles(place).map(async (path) => {
    try {
      const { mtimeMs, size, ino } = await stat(path);
      return `${path}:${mtimeMs}:${size}:${ino}`;
    } catch (error) {
      return `${path}:${(error as NodeJS.ErrnoException).code}`;
    }
  });
  return (await Promise.all(stamps)).join('\n');
}

async function lookAt(path: string): Promise<{ look: FileLook; file: ConfigFile | null }> {
  try {
    const file = await readConfigFile(path);
    const contexts = file.contexts.map(({ name }) => name);
    const count = contexts.length === 1 ? '1 context' : `${contexts.length} contexts`;
    const answer = contexts.length > 0 ? `${count}: ${contexts.join(', ')}` : count;
    return { look: { path, answer, state: 'ok', used: true, contexts, current: file.current }, file };
  } catch (error) {
    const code = error instanceof OpsError ? error.code : 'bad_input';
    const state = code === 'not_found' ? 'absent' : code === 'denied' ? 'denied' : 'error';
    return { look: { path, answer: messageOf(error), state, used: false, contexts: [], current: null }, file: null };
  }
}

function firstOfEach<T extends { name: string }>(lists: T[][]): Map<string, T> {
  const byName = new Map<string, T>();
  for (const entry of lists.flat()) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return byName;
}
