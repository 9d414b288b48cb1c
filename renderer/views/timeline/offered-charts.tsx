// Queries by their names, to be clicked into charts: what was kept with an incident, or what is recorded.
import { useMemo } from 'react';
import { Button } from '../../components/button.tsx';
import { mostCharts, type TimelinePlace } from '../../state/timeline-place.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';

export interface OfferedChartsProps {
  words: string;
  queries: readonly string[];
  looked: TimelinePlace;
  look: (change: Partial<TimelinePlace>) => void;
}

/** Of each query that is recorded: its name by its expression. */
export function useQueryNames(): ReadonlyMap<string, string> {
  const { recorder } = useConsole();
  const { entries } = useFeed(recorder.queries);
  return useMemo(() => new Map([...entries.values()].map(({ expr, name }) => [expr, name])), [entries]);
}

/** Nothing where all of them are shown already. */
export function OfferedCharts({ words, queries, looked, look }: OfferedChartsProps) {
  const names = useQueryNames();
  const rest = queries.filter((query) => !looked.charts.includes(query));
  if (rest.length === 0) return null;
  const full = looked.charts.length >= mostCharts ? `at most ${mostCharts} charts` : null;
  return (
    <div className="timeline-offered" role="group" aria-label={words}>
      <span className="quiet">{words}</span>
      {rest.map((query) => (
        <Button key={query} icon="metrics" disabled={full} title={query} onClick={() => look({ charts: [...looked.charts, query] })}>
          <span className="timeline-offered-name">{names.get(query) ?? query}</span>
        </Button>
      ))}
    </div>
  ); // prettier-ignore
}
