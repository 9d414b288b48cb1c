// What the record shows before an incident is declared: counts first, the lines themselves below, and open incidents that may
// be the same one.
import type { Finding, Proposal } from '#shared/model/incident/declare.ts';
import { Moment } from '../../components/clock-context.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import { FindingList } from './finding-list.tsx';

const words: Record<Finding['kind'], string> = { fired: 'fired', failed: 'failed', change: 'changes', error: 'errors', gap: 'gaps in what was seen' }; // prettier-ignore

export function DeclareFound({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const { place } = useConsole();
  const { findings, counts, fromMs, toMs, queries, open } = proposal;
  const said = (Object.keys(words) as Finding['kind'][]).map((kind) => `${grouped(counts[kind] ?? 0)} ${words[kind]}`);
  return (
    <section className="declare-found" aria-label="What the record shows">
      <p>
        From <Moment at={fromMs} /> to <Moment at={toMs} /> the record shows {said.slice(0, -1).join(', ')} and{' '}
        {said.at(-1)}.{queries.length === 0 ? '' : ` The samples of ${queries.length} named queries are kept with it.`}
      </p>
      {open.map(({ id, number, title, why }) => (
        <p key={id} className="incident-again">
          <span>
            <strong>INC-{number}</strong> is open and may be this one: {title} ({why}).
          </span>
          <button
            type="button"
            className="link"
            onClick={() => {
              place.go({ view: 'incidents', incident: id, incidentTab: 'overview' });
              onClose();
            }}
          >
            Open it instead
          </button>
        </p>
      ))}
      {findings.length === 0 ? (
        <p className="quiet">Nothing was recorded; that is not to say that nothing happened.</p>
      ) : (
        <FindingList findings={findings.toReversed()} />
      )}
    </section>
  );
}
