// Charts below the lanes, over the same time: what was measured beside what happened.
import { useState } from 'react';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import { Button } from '../../components/button.tsx';
import { mostCharts, type TimelinePlace } from '../../state/timeline-place.ts';
import { OfferedCharts, useQueryNames } from './offered-charts.tsx';
import { TimelineChart } from './timeline-chart.tsx';

export interface TimelineChartsProps {
  queries: readonly string[];
  span: TimeSpan;
  /** As far from the left edge as the lanes. */
  leftPx: number;
  onRemove: (query: string) => void;
}

export function TimelineCharts({ queries, span, leftPx, onRemove }: TimelineChartsProps) {
  const names = useQueryNames();
  return queries.map((query) => (
    <TimelineChart
      key={query}
      query={query}
      name={names.get(query) ?? query}
      span={span}
      leftPx={leftPx}
      onRemove={() => onRemove(query)}
    />
  ));
}

export function ChartAdder({
  looked,
  look,
}: {
  looked: TimelinePlace;
  look: (change: Partial<TimelinePlace>) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const names = useQueryNames();
  const full = looked.charts.length >= mostCharts ? `at most ${mostCharts} charts` : null;
  if (draft === null) return <Button kind="quiet" icon="metrics" disabled={full} onClick={() => setDraft('')}>Add a chart</Button>; // prettier-ignore
  const add = (): void => {
    const query = draft.trim();
    setDraft(null);
    if (query !== '' && !looked.charts.includes(query)) look({ charts: [...looked.charts, query] });
  };
  return (
    <form
      className="timeline-adder"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <input
        type="text"
        className="field-code"
        aria-label="Query of the chart"
        placeholder='up{job="attestor"}'
        value={draft}
        // It was asked for by the button in whose place it stands.
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && setDraft(null)}
      />
      <Button submit>Add</Button>
      <OfferedCharts words="Recorded:" queries={[...names.keys()]} looked={looked} look={look} />
    </form>
  );
}
