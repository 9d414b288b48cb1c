// The columns of the list of failures.
import { Ago } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { worstFirst, type Column } from '../../components/grid-column.ts';
import { HourBars } from '../../components/hour-bars.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { grouped } from '../../components/times.ts';
import { isOpen, severityWords, stateWords } from './error-words.ts';
import type { ErrorGroupRow } from './groups-model.ts';
import { SeverityMark } from './severity-mark.tsx';

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

export const groupColumns: readonly Column<ErrorGroupRow>[] = [
  {
    name: worstFirst,
    word: 'State',
    leastPx: 100,
    share: 0,
    fixed: true,
    text: ({ group }) => `${stateWords[group.state].word}: ${group.stateReason}`,
    cell: ({ group }) => (
      <span className={`error-state state-${stateWords[group.state].glyph}`}>
        <Glyph name={stateWords[group.state].glyph} /> {stateWords[group.state].word}
      </span>
    ),
    order: ({ rank }) => rank,
  },
  {
    name: 'severity',
    word: 'Severity',
    leastPx: 78,
    share: 0,
    fixed: true,
    text: ({ group }) => `${group.severity}: ${group.severityRule}`,
    cell: ({ group }) => <SeverityMark severity={group.severity} settled={!isOpen(group)} />,
    order: ({ group }) => severityWords[group.severity].rank,
  },
  {
    name: 'name',
    word: 'Failure',
    leastPx: 220,
    share: 6,
    fixed: true,
    tone: 'strong',
    text: ({ group }) => group.title,
    cell: ({ group }) => group.title,
    order: ({ nameOrder }) => nameOrder,
  },
  {
    name: 'class',
    word: 'Class',
    leastPx: 170,
    share: 3,
    yields: 2,
    tone: 'soft',
    text: ({ group }) => group.errorClass,
    cell: ({ group }) => (
      <code>
        <MiddleText text={group.errorClass} />
      </code>
    ),
    order: ({ group }) => group.errorClass,
  },
  {
    name: 'component',
    word: 'Component',
    leastPx: 130,
    share: 3,
    yields: 1,
    tone: 'soft',
    text: ({ group }) => group.component,
    cell: ({ group }) => <MiddleText text={group.component} />,
    order: ({ group }) => group.component,
  },
  {
    name: 'hours',
    word: 'Last 24 h',
    leastPx: 100,
    share: 0,
    yields: 3,
    still: true,
    text: ({ group }) => `${grouped(sum(group.hourly))} in the last 24 hours`,
    cell: ({ group }) => <HourBars counts={group.hourly} label="Errors an hour, the last 24 hours" widthPx={96} heightPx={18} />,
    order: ({ group }) => -sum(group.hourly),
  },
  {
    name: 'count',
    word: 'Count',
    leastPx: 64,
    share: 0,
    fixed: true,
    right: true,
    still: true,
    text: ({ group }) => grouped(group.occurrences),
    cell: ({ group }) => grouped(group.occurrences),
    order: ({ group }) => -group.occurrences,
  },
  {
    name: 'last',
    word: 'Last seen',
    leastPx: 76,
    share: 0,
    right: true,
    tone: 'soft',
    untitled: true,
    still: true,
    yields: 4,
    text: ({ group }) => String(group.lastSeenAt),
    cell: ({ group }) => <Ago at={group.lastSeenAt} />,
    order: ({ group }) => -group.lastSeenAt,
  },
  {
    name: 'first',
    word: 'First seen',
    leastPx: 76,
    share: 0,
    right: true,
    tone: 'soft',
    untitled: true,
    still: true,
    yields: 6,
    text: ({ group }) => String(group.firstSeenAt),
    cell: ({ group }) => <Ago at={group.firstSeenAt} />,
    order: ({ group }) => -group.firstSeenAt,
  },
  {
    name: 'release',
    word: 'Release',
    leastPx: 96,
    share: 1,
    tone: 'soft',
    yields: 5,
    text: ({ group }) => group.releases.join(', ') || 'none named',
    cell: ({ group }) => group.releases.length === 0 ? <span className="quiet">not said</span> : <MiddleText text={group.releases.at(-1) ?? ''} />,
    order: ({ group }) => group.releases.at(-1) ?? '\uffff',
  },
]; // prettier-ignore
