// Each kind of Kubernetes that is followed: how it is, and how often its stream began anew.
import type { KubeKindStatus } from '#shared/model/kubernetes.ts';
import { Ago } from '../../components/clock-context.tsx';
import { freshnessSigns } from '../../components/freshness-band.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { kindWords } from '../../components/kube-kinds.ts';
import { grouped } from '../../components/times.ts';

export function KindsTable({ kinds }: { kinds: readonly KubeKindStatus[] }) {
  if (kinds.length === 0) return <p className="quiet">No kind is followed.</p>;
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label="Kinds that are followed">
      <table className="table kinds-table">
        <thead>
          <tr>
            {['Kind', 'State', 'Objects', 'Events', 'Relists', 'Reconnects', 'Last event'].map((word, at) => (
              <th key={word} scope="col" className={at > 1 ? 'number' : ''}>
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map(({ key, state, reason, count, events, relists, reconnects, seenAt }) => (
            <tr key={key}>
              <td>{kindWords[key].many}</td>
              <td className="kinds-state">
                <Glyph name={freshnessSigns[state === 'connecting' ? 'waiting' : state]} /> {state}
                {reason === '' ? null : <small>{reason}</small>}
              </td>
              <td className="number">{grouped(count)}</td>
              <td className="number">{grouped(events)}</td>
              <td className="number">{grouped(relists)}</td>
              <td className="number">{grouped(reconnects)}</td>
              <td className="number">{seenAt === null ? 'none yet' : <Ago at={seenAt} suffix="" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
