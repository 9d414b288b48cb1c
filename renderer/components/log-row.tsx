// One row of a log: a line with its time, stream, level and what was found in it, or a row that says what is missing.
import { memo, type ReactNode } from 'react';
import type { LogLevel } from '#shared/model/log-level.ts';
import type { LogRow } from '#shared/model/log-lines.ts';
import { logRowId } from './log-grid.tsx';
import { MiddleText } from './middle-text.tsx';
import { grouped } from './times.ts';

export const levelSigns: Record<LogLevel, string> = {
  trace: 'T',
  debug: 'D',
  info: 'I',
  warn: 'W',
  error: 'E',
  fatal: 'F',
  unknown: '·',
};

export interface LogRowLineProps {
  row: LogRow;
  name: string;
  /** As it is to be shown; null hides the column. */
  time: string | null;
  timeTitle: string;
  selected: boolean;
  onPress: (place: number, extend: boolean) => void;
  onOpen: (index: number) => void;
}

export const LogRowLine = memo(function LogRowLine(props: LogRowLineProps) {
  const { row, name, time, selected, onPress, onOpen } = props;
  const classes = ['log-row', `log-${row.kind}`, `log-level-${row.level}`, row.std === 'err' ? 'log-err' : '', selected ? 'item-selected' : '']; // prettier-ignore
  return (
    // The rows are walked by j/k and Enter; a pointer may press anywhere on one.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={logRowId(row.place)}
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-selected={selected}
      aria-rowindex={row.place + 1}
      onClick={(event) => onPress(row.place, event.shiftKey)}
      onDoubleClick={() => onOpen(row.index)}
    >
      {time === null ? null : (
        <span role="gridcell" className="log-time" title={props.timeTitle}>
          {time}
        </span>
      )}
      <span role="gridcell" className={`log-name stream-${row.stream % 8}`} title={name}>
        <MiddleText text={name} />
      </span>
      <span role="gridcell" className="log-level" title={`level ${row.level}${row.std === 'err' ? ', stderr' : ''}`}>
        {row.kind === 'line' ? levelSigns[row.level] : ''}
        <span className="unseen">
          {row.kind === 'line' ? ` ${row.level}${row.std === 'err' ? ', stderr' : ''}` : ''}
        </span>
      </span>
      <span role="gridcell" className="log-text">
        {row.kind === 'line' ? <LineText row={row} /> : <MarkText row={row} />}
      </span>
    </div>
  );
});

function LineText({ row }: { row: LogRow }) {
  return (
    <>
      {row.late ? (
        <em className="mark" title="It came after lines with a later time had been shown">
          late
        </em>
      ) : null}
      {row.cut ? (
        <em className="mark" title="Longer than 64 KiB; the rest is not kept">
          cut
        </em>
      ) : null}
      {markedText(row)}
      {row.chars > row.text.length ? <span className="quiet"> … {grouped(row.chars)} characters</span> : null}
    </>
  );
}

/** The text with what was found marked. */
export function markedText({ text, marks }: Pick<LogRow, 'text' | 'marks'>): ReactNode {
  if (marks.length === 0) return text;
  const parts: ReactNode[] = [];
  let done = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(done, from), <mark key={from}>{text.slice(from, to)}</mark>);
    done = to;
  }
  return [...parts, text.slice(done)];
}

function MarkText({ row }: { row: LogRow }) {
  if (row.kind === 'gap') {
    return (
      <strong>
        {grouped(row.count)} {row.count === 1 ? 'line was' : 'lines were'} dropped here: they came faster than they
        could be read
      </strong>
    );
  }
  if (row.kind === 'missing') return <strong>Lines may be missing here: {row.text}</strong>;
  return <span>{row.kind === 'restarted' ? 'Restarted: it began anew' : row.kind === 'joined' ? `Joined: ${row.text}` : `Ended: ${row.text}`}</span>; // prettier-ignore
}
