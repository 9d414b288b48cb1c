// Soak tests: how far each has come, how much of it was observed, and how each of its criteria stands so far.
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { coverageText, hoursText } from '#shared/model/criteria/soak-judgement.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { PastRefusal } from '../../components/past-refusal.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { CriteriaEmpty } from './criteria-empty.tsx';
import { standingSigns, type Headline } from './criteria-model.ts';
import { HeadLine, Sign } from './sign.tsx';
import { SoakDrawer } from './soak-drawer.tsx';
import { useEntries } from './use-criteria.ts';

export function SoaksTab() {
  const { criteria } = useConsole();
  const { all, lost, heard } = useEntries(criteria.soaks);
  const start = useAction('soak.start');
  const { state, reason } = useFeed(criteria.soaks);
  if (state === 'refused') return <PastRefusal name="Soaks" reason={reason} />;
  if (!heard) return <Placeholder rows={8} waitingFor="the soaks" />;
  if (all.length === 0) {
    return (
      <CriteriaEmpty
        words="No soak was started yet: a soak watches for hours or days whether anything crashes, leaks, lags or queues, and says no more than it saw."
        next="Start the one that comes along, or one of your own. It goes on over restarts of the console and sleep of the machine."
        actions={['soak.start']}
      />
    );
  }
  const newest = all.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  return (
    <>
      <div className="criteria-main">
        <div className="toolbar criteria-bar">
          <HeadLine headline={headlineOf(all, lost)} />
          <span className="toolbar-end">
            <ActionButton action={start} />
          </span>
        </div>
        <div className={lost ? 'criteria-list criteria-stale' : 'criteria-list'}>
          <SoakTable all={newest} />
        </div>
      </div>
      <SoakDrawer />
    </>
  );
}

function headlineOf(all: readonly WatchedSoak[], lost: boolean): Headline {
  const running = all.filter(({ state }) => state === 'running').length;
  const count = (outcome: WatchedSoak['outcome']): number => all.filter((one) => one.outcome === outcome && one.state !== 'running').length; // prettier-ignore
  const failing = all.filter(({ state, outcome }) => state === 'running' && outcome === 'fail').length;
  const parts = [[running, 'running'], [failing, 'of them failing'], [count('fail'), 'failed'], [count('inconclusive'), 'not proven'], [count('pass'), 'passed']] as const; // prettier-ignore
  const words = parts.filter(([n]) => n > 0).map(([n, word]) => `${grouped(n)} ${word}`).join(', '); // prettier-ignore
  if (lost) return { words: `As last known: ${words}`, tone: 'stale' };
  return { words, tone: all.some(({ outcome }) => outcome === 'fail') ? 'fail' : 'plain' };
}

function SoakTable({ all }: { all: readonly WatchedSoak[] }) {
  return (
    <table className="table criteria-table">
      <thead>
        <tr>
          <th scope="col">Outcome</th>
          <th scope="col">Soak</th>
          <th scope="col">Progress</th>
          <th scope="col" className="number">
            Observed
          </th>
          <th scope="col">Criteria so far</th>
        </tr>
      </thead>
      <tbody>
        {all.map((soak) => (
          <Line key={soak.key} soak={soak} />
        ))}
      </tbody>
    </table>
  );
}

/** While it runs nothing is concluded but what failed. */
export function soakSign({ state, outcome }: Pick<WatchedSoak, 'state' | 'outcome'>) {
  if (state !== 'running') return standingSigns[outcome];
  return outcome === 'fail'
    ? { glyph: 'fail' as const, word: 'failing' }
    : { glyph: 'running' as const, word: 'running' };
}

function Line({ soak }: { soak: WatchedSoak }) {
  const { place } = useConsole();
  const { criterion: open } = useWhole(place.store);
  const { key, definition, startedAtMs, state, coverage, findings, trouble, sampledAtMs } = soak;
  return (
    <tr aria-current={key === open} className={soak.outcome === 'fail' ? 'criteria-failed' : ''}>
      <td>
        <Sign {...soakSign(soak)} />
      </td>
      <td>
        <button type="button" className="criteria-open" data-criteria-line onClick={() => place.go({ criterion: key })}>
          <strong>{definition.title}</strong>
        </button>
        <span className="quiet">
          began <Moment at={startedAtMs} /> by {soak.by}
        </span>
      </td>
      <td>
        <SoakProgress soak={soak} />
        <small>
          {sampledAtMs === null ? (
            'never sampled'
          ) : (
            <>
              sampled <Ago at={sampledAtMs} />
            </>
          )}
        </small>
        {trouble === null || state !== 'running' ? null : <small className="state-error">{trouble}</small>}
      </td>
      <td className={`number ${coverage < definition.minCoverage && soak.due > 0 ? 'state-inconclusive' : ''}`}>
        {coverageText(coverage)}
        <small>{coverageText(definition.minCoverage)} needed</small>
      </td>
      <td>
        <ul className="criteria-findings">
          {findings.map(({ id, outcome, soFar }) => (
            <li key={id}>
              <Sign glyph={standingSigns[outcome].glyph} word={id} />
              <span className="unseen">
                {' '}
                {standingSigns[outcome].word}
                {soFar === 'pass' && outcome === 'inconclusive' ? ', holds so far' : ''}
              </span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** @param bare the bar alone, where words beside it say the same. */
export function SoakProgress({
  soak: { due, slots, definition, state },
  bare = false,
}: {
  soak: WatchedSoak;
  bare?: boolean;
}) {
  const { intervalMs } = definition;
  const words = `${hoursText(due * intervalMs)} of ${hoursText(slots * intervalMs)}`;
  return (
    <div className="criteria-way">
      <progress className="criteria-progress" value={due} max={slots} aria-label={words} />
      {bare ? null : (
        <small>
          {words}
          {state === 'stopped' ? ', stopped' : ''}
        </small>
      )}
    </div>
  );
}
