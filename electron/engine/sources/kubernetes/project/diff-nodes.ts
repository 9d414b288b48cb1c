// What changed with a node: ready or not, cordoned or not, pressures, the version of its kubelet.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { KubeChange } from './kube-change.ts';

type Node = KubeRow<'nodes'>;

export function diffNode(before: Node, after: Node): KubeChange[] {
  const changed: KubeChange[] = [];
  const tell = (identity: string, words: string, bad: boolean, data: KubeChange['data'], at: number | null = null) =>
    changed.push({ kind: 'node', identity: `${identity}/${after.version}`, words, bad, at, step: false, data });
  const was = before.cells;
  const is = after.cells;
  if (was.ready !== is.ready) {
    const bad = is.ready !== 'True';
    const words = bad ? (after.troubles[0] ?? 'not ready') : 'ready';
    tell('ready', words, bad, { from: was.ready, to: is.ready }, bad ? (after.troubledSince ?? null) : null);
  }
  if (was.cordoned !== is.cordoned) {
    const words = is.cordoned ? 'cordoned: no new pods come to it' : 'takes new pods again';
    tell('cordoned', words, false, { cordoned: is.cordoned });
  }
  for (const pressure of is.pressures.filter((name) => !was.pressures.includes(name))) {
    tell(pressure, `${pressure} since now`, true, { condition: pressure, holds: true });
  }
  for (const pressure of was.pressures.filter((name) => !is.pressures.includes(name))) {
    tell(pressure, `${pressure} is over`, false, { condition: pressure, holds: false });
  }
  if (was.version !== is.version) tell('version', `kubelet ${was.version} → ${is.version}`, false, { from: was.version, to: is.version }); // prettier-ignore
  return changed;
}
