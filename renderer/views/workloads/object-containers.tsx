// The containers of a pod: how each is, how it ended last, and what it is given. Values of the environment are never shown.
import type { KubeObject } from '#shared/model/kubernetes.ts';
import { ContainerSign, type SignName } from '../../components/container-sign.tsx';
import { grouped } from '../../components/times.ts';

type PodContainer = KubeObject['containers'][number];

/** Neither ready nor ended well is no reason to call it bad: it may be starting. */
function signOf({ ready, init, exitCode, state }: PodContainer): SignName {
  if (/^(CrashLoop|Err|Image|OOM|Create.*Error|Invalid)/.test(state) || (exitCode ?? 0) !== 0) return 'bad';
  if (exitCode === 0) return 'ended';
  if (ready) return 'up';
  return init ? 'created' : 'moving';
}

export function ObjectContainers({ containers }: { containers: readonly PodContainer[] }) {
  return (
    <ul className="pod-containers">
      {containers.map((container) => (
        <li key={container.name}>
          <p className="pod-container-name">
            <ContainerSign name={signOf(container)} /> <strong>{container.name}</strong>
            {container.init ? <em className="mark">init</em> : null} <span>{container.state || 'not started yet'}</span>
          </p>
          <dl className="definition">
            {factsOf(container).map(([word, value]) => (
              <div key={word} className="definition-pair">
                <dt>{word}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

function factsOf({ image, ready, restarts, exitCode, lastEnd, envNames, ports }: PodContainer): [string, string][] {
  const all: [string, string][] = [
    ['Image', image],
    ['Ready', ready ? 'yes' : 'no'],
    ['Restarts', grouped(restarts)],
    ['Last end', lastEnd],
    ['Exit code', exitCode === null ? '' : String(exitCode)],
    ['Ports', ports.join(', ')],
    ['Environment', envNames.join(', ')],
  ];
  return all.filter(([, value]) => value !== '');
}
