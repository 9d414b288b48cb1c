// What the record shows before an incident is declared: counts first, the lines themselves below, and open incidents that may
// be the same one.
import type { Finding, Proposal } from '#shared/model/incident/declare.ts';
import { Moment } from '../../components/clock-context.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import { FindingList } from './finding-list.tsx';

const words: Record<Finding['kind'], [one: string, many: string]> = {
  fired: ['trigger that fired', 'triggers that fired'],
  failed: ['failed look', 'failed looks'],
  change: ['change', 'changes'],
  error: ['error', 'errors'],
  gap: ['gap in what was seen', 'gaps in what was seen'],
};

export function DeclareFound({ proposal, onClose }: { proposal: Proposal; onClose: () => void }) {
  const { place } = useConsole();
  const { findings, counts, more, fromMs, toMs, queries, open } = proposal;
  const said = (Object.keys(words) as Finding['kind'][]).map((kind) => {
    const count = counts[kind] ?? 0;
    const least = more.includes(kind) ? 'at least ' : '';
    return `${least}${count === 0 ? 'no' : grouped(count)} ${words[kind][count === 1 ? 0 : 1]}`;
  });
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
        // It scrolls, so the keyboard has to reach it.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className="declare-lines" role="group" aria-label="Lines of the record" tabIndex={0}>
          <FindingList findings={findings.toReversed()} />
        </div>
      )}
    </section>
  );
}
