// What a plan would do to this machine, one line each, word for word.
import type { Demand } from '#shared/model/checklist.ts';
import { grouped } from './times.ts';

const verbs: Record<Demand['kind'], string> = {
  command: 'run the command',
  file: 'read the file',
  host: 'reach the host',
  docker: 'ask the Docker engine',
  kubernetes: 'ask the Kubernetes context',
};

/** @param most how many are listed before the rest are only counted; all where it is left out. */
export function DemandList({ demands, most = Infinity }: { demands: Demand[]; most?: number }) {
  const rest = demands.length - most;
  return (
    <ul className="demands">
      {demands.slice(0, most).map((demand) => (
        <li key={`${demand.kind} ${demand.subject}`}>
          {verbs[demand.kind]} <code>{demand.subject}</code>
        </li>
      ))}
      {rest > 0 ? <li>and {grouped(rest)} more, all listed before you consent</li> : null}
    </ul>
  );
}
