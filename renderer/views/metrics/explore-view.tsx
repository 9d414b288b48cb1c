// Explore: any question to Prometheus, as a graph over a time or as a table of one moment. The address holds all of it.
import { useRef } from 'react';
import { isMoving } from '#shared/model/span.ts';
import { Button } from '../../components/button.tsx';
import { useSize } from '../../components/chart/use-size.ts';
import { unitWords } from '../../components/chart/units.ts';
import { Choice } from '../../components/choice.tsx';
import { RefreshPicker } from '../../components/refresh-picker.tsx';
import { SpanPicker } from '../../components/span-picker.tsx';
import { exploreUnits, mostQueries, type ExploreUnit } from '../../state/explore-place.ts';
import { ExploreGraph } from './explore-graph.tsx';
import { ExploreHistory } from './explore-history.tsx';
import { ExploreQueryRow } from './explore-query.tsx';
import { ExploreTable } from './explore-table.tsx';
import { useExplore, type Explore } from './use-explore.ts';

export function ExploreView() {
  const box = useRef<HTMLElement>(null);
  const size = useSize(box);
  const explore = useExplore(size?.widthPx ?? 0);
  const { look } = explore;
  return (
    <section ref={box} className="explore" aria-label="Explore">
      <ExploreBar explore={explore} />
      <ol className="explore-queries" aria-label="Queries">
        {look.queries.map((_, place) => (
          // A query is known by its letter, which is its place.
          // oxlint-disable-next-line react/no-array-index-key
          <ExploreQueryRow key={place} explore={explore} place={place} />
        ))}
      </ol>
      <div className="explore-tools">
        <Button kind="primary" icon="run" title="Ask  (Ctrl-Enter)" onClick={explore.run}>
          Ask
        </Button>
        <Button icon="plus" disabled={look.queries.length >= mostQueries ? `At most ${mostQueries} queries at once.` : null} onClick={() => explore.add('')}>
          Add a query
        </Button>
        <ExploreHistory onTake={explore.add} />
        {look.view === 'graph' ? <GraphTools explore={explore} /> : null}
      </div>
      <div className="explore-answer">{look.view === 'graph' ? <ExploreGraph explore={explore} /> : <ExploreTable explore={explore} />}</div>
    </section>
  ); // prettier-ignore
}

function ExploreBar({ explore }: { explore: Explore }) {
  const { look, spanText, frames, rows } = explore;
  const paused = isMoving(spanText) ? null : 'The range has a fixed end: it is not asked again by itself.';
  return (
    <div className="explore-bar">
      <Choice
        legend="Show as"
        headed
        value={look.view}
        options={[
          { value: 'graph', word: 'Graph' },
          { value: 'table', word: 'Table' },
        ]}
        onChange={(view) => explore.change({ view })}
      />
      <SpanPicker text={spanText} onChange={explore.goSpan} />
      <RefreshPicker
        everyMs={look.everyMs}
        paused={paused}
        onChange={(everyMs) => explore.change({ everyMs })}
        onNow={() => [...frames, ...rows].forEach(({ again }) => again())}
      />
    </div>
  );
}

function GraphTools({ explore }: { explore: Explore }) {
  const { look, change } = explore;
  return (
    <span className="explore-look">
      <Button kind="quiet" pressed={look.log} title="A logarithmic axis" onClick={() => change({ log: !look.log })}>
        Log
      </Button>
      <Button
        kind="quiet"
        pressed={look.stacked}
        disabled={look.log ? 'On a logarithmic axis nothing can be stacked.' : null}
        title="Series upon each other"
        onClick={() => change({ stacked: !look.stacked })}
      >
        Stacked
      </Button>
      <select aria-label="Unit" value={look.unit} onChange={(event) => change({ unit: event.target.value as ExploreUnit })}>
        {exploreUnits.map((unit) => (
          <option key={unit} value={unit}>
            {unitWords[unit]}
          </option>
        ))}
      </select>
    </span>
  ); // prettier-ignore
}
