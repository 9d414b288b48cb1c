// Which Kubernetes contexts this machine knows, and what is known of the one that is connected. No cluster is contacted and
// no credential plugin runs: that comes only when a person chooses a context.
import type { Diagnosis } from '#shared/model/system.ts';
import { readKubeconfig } from '../sources/kubernetes/kubeconfig.ts';
import type { FileLook } from '../sources/kubernetes/kubeconfig-types.ts';
import type { Env } from './tools-on-path.ts';

export interface DiagnoseKubernetesOptions {
  env: Env;
  home: string;
  /** Of the connection, where there is one: server, CA, proxy, who answered, how it goes. */
  connected?: (() => Record<string, string>) | undefined;
}

const notContacted = 'not contacted: connecting comes with your click';

/** The files of KUBECONFIG in their order, else ~/.kube/config; the first that names a current context decides it. */
export async function diagnoseKubernetes({ env, home, connected }: DiagnoseKubernetesOptions): Promise<Diagnosis> {
  const { files, contexts: known, current } = await readKubeconfig({ env, home });
  const contexts = [...known.keys()];
  const decides = files.find((file) => file.current !== null);
  const candidates = files.map((file) => ({ place: file.path, answer: file.answer, chosen: file === decides }));
  const facts: Record<string, string> = { contexts: contexts.join(', ') };
  if (current !== null) facts['currentContext'] = current;
  const live = connected?.() ?? {};
  const { state, reason } = verdict(files, contexts, current);
  if (Object.keys(live).length === 0) return { name: 'Kubernetes', state, reason, candidates, facts };
  return { name: 'Kubernetes', state, reason: reason.replace(`; ${notContacted}`, ''), candidates, facts: { ...facts, ...live } }; // prettier-ignore
}

function verdict(files: FileLook[], contexts: string[], current: string | null): Pick<Diagnosis, 'state' | 'reason'> {
  if (contexts.length > 0) {
    const known = current !== null && contexts.includes(current);
    const which = current === null ? 'no current context' : `current context ${current}${known ? '' : ', which no file defines'}`; // prettier-ignore
    return { state: 'ok', reason: `${countOf(contexts)}, ${which}; ${notContacted}` };
  }
  const worst = files.find((file) => file.state !== 'absent' && file.state !== 'ok');
  if (worst && worst.state !== 'absent') return { state: worst.state, reason: `${worst.path}: ${worst.answer}` };
  return { state: 'absent', reason: 'no kubeconfig names a context; set KUBECONFIG or make ~/.kube/config' };
}

function countOf(contexts: string[]): string {
  return contexts.length === 1 ? '1 context' : `${contexts.length} contexts`;
}
