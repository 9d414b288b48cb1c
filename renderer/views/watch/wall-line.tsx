// What a line of the wall leads to, and how it names it.
import type { Watched } from '#shared/model/watch.ts';
import { kubeKinds } from '#shared/model/kubernetes.ts';
import { kindWords, objectPath } from '../../components/kube-kinds.ts';
import { MiddleText } from '../../components/middle-text.tsx';
import type { ConsoleStores } from '../../state/console.ts';
import { goToObject } from '../workloads/object-relations.tsx';

/** Opens its details in the screen that has it. */
export function openWatched(stores: ConsoleStores, { source, kind, namespace, name, key }: Watched): void {
  const { place } = stores;
  const known = kubeKinds.find((one) => one === kind);
  if (source === 'docker') place.go({ view: 'containers', list: 'containers', container: key, opened: true });
  else if (known !== undefined) goToObject(stores, known, objectPath({ namespace, name }));
}

export function WatchedName({ object }: { object: Watched }) {
  const { source, kind, namespace, name } = object;
  const known = kubeKinds.find((one) => one === kind);
  const one = source === 'docker' ? 'container' : known === undefined ? kind : kindWords[known].one;
  return (
    <span className="wall-object" title={`${one} ${objectPath({ namespace, name })}`}>
      <span className="wall-name">
        <MiddleText text={name} />
      </span>
      <span className="quiet">
        {one}
        {namespace === null ? '' : `, ${namespace}`}
      </span>
    </span>
  );
}
