// A change of a Kubernetes object as a person would name it, and the ones that are common to all kinds: into trouble and out.
import type { Json } from '#shared/model/facts.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { ChangeKind } from '#shared/model/watch.ts';

export interface KubeChange {
  kind: ChangeKind;
  /** Differs between any two changes of the object, and is the same for one that is seen again. */
  identity: string;
  words: string;
  bad: boolean;
  /** When it happened by the cluster's clock; null where the object does not say. */
  at: number | null;
  /** One of many steps: the newest stands for those before it, and none is worth a record of its own. */
  step: boolean;
  data: Record<string, Json>;
}

/** Into trouble, out of it, or into another kind of it. */
export function healthChange(before: KubeRow, after: KubeRow): KubeChange[] {
  const was = before.health === 'trouble' || before.health === 'unknown';
  const is = after.health === 'trouble' || after.health === 'unknown';
  const data = { from: before.status, to: after.status };
  if (is && (!was || before.troubleKinds?.[0] !== after.troubleKinds?.[0])) {
    const words = after.troubles[0] ?? `its state is ${after.status}`;
    const at = after.troubledSince ?? null;
    return [{ kind: 'health', identity: `bad/${after.version}`, words, bad: true, at, step: false, data }];
  }
  if (!was || is || after.health === 'progressing') return [];
  const words = `nothing is seen to be wrong with it any more: ${after.status}`;
  return [{ kind: 'health', identity: `good/${after.version}`, words, bad: false, at: null, step: false, data }];
}
