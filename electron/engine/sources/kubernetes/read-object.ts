// One object whole, for the person who opens it.
import type { KubeKind, KubeObject } from '#shared/model/kubernetes.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Opened } from './cluster-client.ts';
import { pathOfObject } from './kind-paths.ts';
import { objectView, type Hiding } from './project/object-view.ts';
import { refusalOf } from './refusal.ts';

/** @param now epoch milliseconds. @throws OpsError `not_found`, `denied`, `unavailable`, `too_large` */
export async function readObject(
  open: (path: string) => Promise<Opened>,
  { kind, namespace, name }: { kind: KubeKind; namespace: string | null; name: string },
  now: number,
  hiding: Hiding,
): Promise<KubeObject> {
  const answer = await open(pathOfObject(kind, namespace, name));
  if (answer.status === 200) return objectView(kind, parse(await answer.text()), now, hiding);
  const { status, words } = await refusalOf(answer);
  const said = `the API server answered ${hiding.text(words)}`;
  if (status === 404) throw new OpsError('not_found', `There is no ${kind} "${name}" any more; ${said}`);
  throw new OpsError(status === 403 || status === 401 ? 'denied' : 'unavailable', said);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OpsError('unavailable', 'the API server answered with something that is not JSON', { cause: error });
  }
}
