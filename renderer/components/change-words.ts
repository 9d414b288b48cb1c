// A change in words: what is done to what and to how many. Pure.
import { actionWords, type ActionName } from '#shared/model/action.ts';
import type { KubeKind } from '#shared/model/kubernetes.ts';
import type { Watched } from '#shared/model/watch.ts';
import { countOfKind, kindWords } from './kube-kinds.ts';

/** `container web`, `Deployment web`, `3 deployments`. */
export function thingsInWords(targets: readonly Watched[]): string {
  const [first] = targets;
  if (first === undefined) return 'nothing';
  const docker = first.source === 'docker';
  if (targets.length > 1) return docker ? `${targets.length} containers` : countOfKind(first.kind as KubeKind, targets.length); // prettier-ignore
  if (docker) return `container ${first.name}`;
  return `${(kindWords[first.kind as KubeKind] ?? { one: first.kind }).one} ${first.name}`;
}

/** As a button says it in full: `Scale 2 deployments to 5`, `Restart the rollout of Deployment web`. */
export function changeInWords(action: ActionName, targets: readonly Watched[], replicas: number | null): string {
  const things = thingsInWords(targets);
  switch (action) {
    case 'rollout_restart':
      return `Restart the rollout of ${things}`;
    case 'rollout_undo':
      return `Undo the rollout of ${things}`;
    case 'delete':
      return `Delete ${things}`;
    case 'unpause':
      return `Let ${things} go on`;
    case 'scale':
      return `Scale ${things}${replicas === null ? '' : ` to ${replicas}`}`;
    default:
      return `${actionWords[action]} ${things}`;
  }
}

/** On a button beside others, where what it is about is known. */
export const shortWords = (action: ActionName): string => (action === 'delete' ? 'Delete' : actionWords[action]);
