// What has to be said beside a chart so that it shows no more than it knows.
import { useClock } from '../clock-context.tsx';
import { grouped, momentInWords } from '../times.ts';
import { Icon } from '../icon.tsx';
import type { ChartState } from './chart-types.ts';

export interface ChartNotesProps {
  state: ChartState;
  shownSeries: number;
  totalSeries: number;
  /** Samples a logarithmic axis cannot show. */
  leftOut: number;
  infinite: number;
  warnings: readonly string[];
  infos: readonly string[];
  /** What its lines do not show, in words. */
  skips?: readonly string[];
}

export function ChartNotes(props: ChartNotesProps) {
  const { state, shownSeries, totalSeries, leftOut, infinite, warnings, infos, skips = [] } = props;
  const { now, zone } = useClock();
  const notes: { text: string; tone: string }[] = [];
  if (state.kind === 'stale') notes.push({ tone: 'warn', text: `As of ${momentInWords(state.asOfMs, now, zone)}: ${state.reason}` }); // prettier-ignore
  if (totalSeries > shownSeries) notes.push({ tone: 'warn', text: `Showing ${grouped(shownSeries)} of ${grouped(totalSeries)} series` }); // prettier-ignore
  if (leftOut > 0) notes.push({ tone: 'warn', text: `${grouped(leftOut)} samples of zero or below are not on the logarithmic axis` }); // prettier-ignore
  if (infinite > 0) notes.push({ tone: 'plain', text: `${grouped(infinite)} infinite samples, marked at the edge` });
  for (const text of skips) notes.push({ tone: 'warn', text });
  for (const text of warnings) notes.push({ tone: 'warn', text: `Prometheus warns: ${text}` });
  for (const text of infos) notes.push({ tone: 'plain', text: `Prometheus notes: ${text}` });
  if (notes.length === 0) return null;
  return (
    <ul className="chart-notes">
      {notes.map(({ text, tone }) => (
        <li key={text} className={`chart-note-${tone}`} title={text}>
          {tone === 'warn' ? <Icon name="warn" /> : null}
          <span>{text}</span>
        </li>
      ))}
    </ul>
  );
}
