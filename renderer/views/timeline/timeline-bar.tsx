// The line above a timeline: the filter, what it means, the lanes that are left out, and steps of the span.
import { laneWords } from '#shared/model/timeline/lane.ts';
import { moved, zoomed, type TimeSpan } from '#shared/model/timeline/zoom.ts';
import { Button } from '../../components/button.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { absoluteInWords, durationInWords, momentInWords } from '../../components/times.ts';
import type { TimelinePlace } from '../../state/timeline-place.ts';
import { ChartAdder } from './timeline-charts.tsx';

export interface TimelineBarProps {
  looked: TimelinePlace;
  look: (change: Partial<TimelinePlace>) => void;
  span: TimeSpan;
  usual: TimeSpan;
  recordMs: TimeSpan | null;
  /** Null for the usual one. */
  onSpan: (span: TimeSpan | null) => void;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lengths = [{ word: '1 h', ms: hourMs }, { word: '1 d', ms: dayMs }, { word: '30 d', ms: 30 * dayMs }, { word: '1 y', ms: 365 * dayMs }]; // prettier-ignore

export function TimelineBar({ looked, look, span, usual, recordMs, onSpan }: TimelineBarProps) {
  const { now, zone } = useClock();
  const middle = (span.fromMs + span.toMs) / 2;
  const length = span.toMs - span.fromMs;
  return (
    <div className="timeline-bar" role="search" aria-label="Timeline">
      <label className="filter-text timeline-filter">
        <Icon name="search" />
        <input
          data-filter
          type="search"
          aria-label="Filter events"
          placeholder="type: source: object: text: is:action  ( / )"
          title="type:trigger source:docker object:web text:refused is:action; a minus before a term leaves out"
          value={looked.line}
          maxLength={500}
          onChange={(event) => look({ line: event.target.value })}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </label>
      {looked.hidden.map((lane) => (
        <button key={lane} type="button" className="filter-chip" title="Show it again" onClick={() => look({ hidden: looked.hidden.filter((one) => one !== lane) })}>
          without {laneWords[lane]} ×
        </button>
      ))}
      <span className="timeline-span" title={`${absoluteInWords(span.fromMs)} to ${absoluteInWords(span.toMs)}`}>
        {momentInWords(span.fromMs, now, zone)} <span className="quiet">for {spanInWords(length)}</span>
      </span>
      <span className="timeline-steps" role="group" aria-label="Span">
        <Button kind="quiet" icon="back" label="Earlier" onClick={() => onSpan(moved(span, -length / 2))} />
        <Button kind="quiet" label="Zoom out" onClick={() => onSpan(zoomed(span, 2, middle))}>−</Button>
        <Button kind="quiet" label="Zoom in" onClick={() => onSpan(zoomed(span, 0.5, middle))}>+</Button>
        <Button kind="quiet" icon="fold" label="Later" onClick={() => onSpan(moved(span, length / 2))} />
        {lengths.map(({ word, ms }) => (
          <Button key={word} kind="quiet" title={`Show ${word}`} onClick={() => onSpan({ fromMs: middle - ms / 2, toMs: middle + ms / 2 })}>{word}</Button>
        ))}
        <Button kind="quiet" title="The whole record" disabled={recordMs === null ? 'nothing is recorded' : null} onClick={() => onSpan(recordMs === null ? null : wholeOf(recordMs))}>all</Button>
        <Button kind="quiet" disabled={span.fromMs === usual.fromMs && span.toMs === usual.toMs ? 'it is shown' : null} onClick={() => onSpan(null)}>Reset</Button>
      </span>
      <Button kind="quiet" icon="sort" pressed={looked.worstFirst} title="Lanes with most to act on first" onClick={() => look({ worstFirst: !looked.worstFirst })}>Worst first</Button>
      <ChartAdder looked={looked} look={look} />
    </div>
  ); // prettier-ignore
}

/** With a little room at either end. */
function wholeOf({ fromMs, toMs }: TimeSpan): TimeSpan {
  const room = Math.max(500, (toMs - fromMs) * 0.02);
  return { fromMs: fromMs - room, toMs: toMs + room };
}

function spanInWords(ms: number): string {
  if (ms >= 2 * dayMs) return `${Math.round(ms / dayMs)} d`;
  return durationInWords(ms);
}
