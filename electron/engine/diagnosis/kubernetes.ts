// Which Kubernetes contexts this machine knows, read from its kubeconfig files. No cluster is contacted and no credential
// plugin runs: that comes only when a person chooses a context.
import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { messageOf } from '#shared/model/ops-error.ts';
import type { Diagnosis } from '#shared/model/system.ts';
import type { Env } from './tools-on-path.ts';

const kubeconfigSchema = z.looseObject({
  contexts: z.array(z.looseObject({ name: z.string() })).nullish(),
  'current-context': z.string().nullish(),
});

interface FileLook {
  place: string;
  answer: string;
  state: Diagnosis['state'];
  contexts: string[];
  current: string | null;
}

const notContacted = 'not contacted: connecting comes with your click';

/** The files of KUBECONFIG in their order, else ~/.kube/config; the first that names a current context decides it. */
export async function diagnoseKubernetes({ env, home }: { env: Env; home: string }): Promise<Diagnosis> {
  const named = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  const files = named.length > 0 ? named : [join(home, '.kube', 'config')];
  const looks = await Promise.all(files.map(lookAt));
  const contexts = [...new Set(looks.flatMap((look) => look.contexts))];
  const decides = looks.find((look) => look.current !== null);
  const current = decides?.current ?? null;
  const candidates = looks.map((look) => ({ place: look.place, answer: look.answer, chosen: look === decides }));
  const facts: Record<string, string> = { contexts: contexts.join(', ') };
  if (current !== null) facts['currentContext'] = current;
  return { name: 'Kubernetes', ...verdict(looks, contexts, current), candidates, facts };
}

function verdict(looks: FileLook[], contexts: string[], current: string | null): Pick<Diagnosis, 'state' | 'reason'> {
  if (contexts.length > 0) {
    const known = current !== null && contexts.includes(current);
    const which = current === null ? 'no current context' : `current context ${current}${known ? '' : ', which no file defines'}`; // prettier-ignore
    return { state: 'ok', reason: `${countOf(contexts)}, ${which}; ${notContacted}` };
  }
  const worst = looks.find((look) => look.state !== 'absent' && look.state !== 'ok');
  if (worst) return { state: worst.state, reason: `${worst.place}: ${worst.answer}` };
  return { state: 'absent', reason: 'no kubeconfig names a context; set KUBECONFIG or make ~/.kube/config' };
}

async function lookAt(place: string): Promise<FileLook> {
  const found = (state: Diagnosis['state'], answer: string): FileLook => ({ place, answer, state, contexts: [], current: null }); // prettier-ignore
  try {
    // Kubeconfigs hold a few aliases at most; the limit is against files that grow when they are opened.
    const source = parse(await readFile(place, 'utf8'), { maxAliasCount: 100 }) as unknown;
    const config = kubeconfigSchema.parse(source ?? {});
    const contexts = (config.contexts ?? []).map((context) => context.name);
    const current = config['current-context'] || null;
    const listed = contexts.length > 0 ? `: ${contexts.join(', ')}` : '';
    return { ...found('ok', `${countOf(contexts)}${listed}`), contexts, current };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return found('absent', 'there is no such file');
    if (code === 'EACCES' || code === 'EPERM') return found('denied', 'no permission to read it');
    // A parser's message may quote the file, and the file holds credentials: only its first line, which names the place.
    const what = error instanceof z.ZodError ? 'it is not a kubeconfig' : (messageOf(error).split('\n')[0] ?? '');
    return found('error', `cannot be read: ${what}`);
  }
}

function countOf(contexts: string[]): string {
  return contexts.length === 1 ? '1 context' : `${contexts.length} contexts`;
}
