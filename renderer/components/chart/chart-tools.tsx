// The row above a chart: what it is, and what can be had of it besides looking.
import type { ReactNode } from 'react';
import { Button } from '../button.tsx';

export interface ChartToolsProps {
  title: string;
  empty: boolean;
  asTable: boolean;
  events: number;
  eventsOpen: boolean;
  onTable: () => void;
  onEvents: () => void;
  onCsv: () => void;
  onPicture: () => void;
  children: ReactNode;
}

export function ChartTools(props: ChartToolsProps) {
  const { title, empty, asTable, events, eventsOpen, onTable, onEvents, onCsv, onPicture, children } = props;
  const nothing = empty ? 'There is nothing to show or save yet.' : null;
  return (
    <div className="chart-head">
      <div className="chart-head-words">{children}</div>
      {events === 0 ? null : (
        <Button kind="quiet" pressed={eventsOpen} title="What happened meanwhile" onClick={onEvents}>
          {events} {events === 1 ? 'event' : 'events'}
        </Button>
      )}
      <Button kind="quiet" pressed={asTable} disabled={nothing} title={`${title} as a table`} onClick={onTable}>
        Table
      </Button>
      <Button kind="quiet" disabled={nothing} title="Save every sample that is shown as CSV" onClick={onCsv}>
        CSV
      </Button>
      <Button kind="quiet" disabled={nothing} title="Save the picture as PNG" onClick={onPicture}>
        PNG
      </Button>
    </div>
  );
}
