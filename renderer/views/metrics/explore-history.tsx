// Queries that were asked before, to be found and put back.
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Ago } from '../../components/clock-context.tsx';
import { Unfolding } from '../../components/panels/unfolding.tsx';
import { pastMatching } from '../../state/query-history.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';

const mostShown = 50;

export function ExploreHistory({ onTake }: { onTake: (q: string) => void }) {
  const { metrics } = useConsole();
  const { past } = useWhole(metrics.history.store);
  const [find, setFind] = useState('');
  const found = pastMatching(past, find);
  return (
    <Unfolding className="explore-history" button="History" title="Queries that were asked in this browser">
      <div className="menu-list">
        <input type="search" aria-label="Find in the history" placeholder="Find in the history" value={find} onChange={(event) => setFind(event.target.value)} />
        {found.length === 0 ? <p className="quiet">{past.length === 0 ? 'Nothing was asked yet.' : 'Nothing asked before has these words.'}</p> : null}
        <ul>
          {found.slice(0, mostShown).map(({ q, at }) => (
            <li key={q}>
              <button type="button" data-folds="" title={q} onClick={() => onTake(q)}>
                <code>{q}</code>
                <small className="quiet">
                  <Ago at={at} />
                </small>
              </button>
            </li>
          ))}
        </ul>
        {found.length > mostShown ? <p className="quiet">and {found.length - mostShown} more: write a word to find them</p> : null}
        {past.length === 0 ? null : (
          <Button kind="quiet" icon="trash" onClick={metrics.history.clear}>
            Forget all {past.length}
          </Button>
        )}
      </div>
    </Unfolding>
  ); // prettier-ignore
}
