// One line of a live table: a row with its cells, or a group with its counts.
import { memo, type MouseEvent } from 'react';
import type { Column, GridRow } from './grid-column.ts';
import { lineId, type GroupLine, type RowLine } from './grid-line.ts';
import { Flash } from './flash.tsx';
import { Icon } from './icon.tsx';

export interface GridRowLineProps<R> {
  line: RowLine<R>;
  columns: readonly Column<R>[];
  tracks: string;
  selected: boolean;
  /** Left out where rows are not marked. */
  marked?: boolean | undefined;
  /** Its place among all lines, from 1, as only some of them are in the document. */
  place: number;
  onOpen: (key: string) => void;
  onMark?: ((key: string, range: boolean) => void) | undefined;
}

function PlainGridRowLine<R extends GridRow>(props: GridRowLineProps<R>) {
  const { line, columns, tracks, selected, marked, place, onOpen, onMark } = props;
  const { row, gone } = line;
  const classes = ['box-row', row.troubles.length > 0 ? 'box-row-bad' : '', gone ? 'box-row-gone' : '', marked === true ? 'box-row-marked' : '', selected ? 'item-selected' : '']; // prettier-ignore
  const press = (event: MouseEvent): void => {
    if (event.shiftKey && onMark !== undefined) onMark(line.key, true);
    else onOpen(line.key);
  };
  return (
    // The table is walked by j/k and Enter; a pointer may press anywhere on the row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-selected={marked ?? selected}
      aria-rowindex={place}
      id={lineId(line.key)}
      style={{ gridTemplateColumns: tracks }}
      onClick={press}
    >
      {marked === undefined ? null : <MarkCell row={row} marked={marked} onMark={onMark} />}
      {columns.map((column) => {
        const text = column.text(row);
        return (
          <span
            key={column.name}
            role="gridcell"
            className={`box-cell box-${column.name} ${column.right === true ? 'box-right' : ''} box-tone-${column.tone ?? 'plain'}`}
            {...(column.untitled === true ? {} : { title: text })}
          >
            {column.name === 'name' && gone ? <em className="mark">gone</em> : null}
            <Flash value={column.still === true ? '' : text}>{column.cell(row)}</Flash>
          </span>
        );
      })}
    </div>
  );
}
// The type parameter would be lost in `memo`.
export const GridRowLine = memo(PlainGridRowLine) as typeof PlainGridRowLine;

interface MarkCellProps {
  row: GridRow;
  marked: boolean;
  onMark: GridRowLineProps<GridRow>['onMark'];
}

/** Its press does not reach the row, which would open it. */
function MarkCell({ row, marked, onMark }: MarkCellProps) {
  return (
    <span role="gridcell" className="box-mark">
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label={`Mark ${row.key}`}
        checked={marked}
        onChange={() => undefined}
        onClick={(event) => {
          event.stopPropagation();
          onMark?.(row.key, event.shiftKey);
        }}
      />
    </span>
  );
}

export interface GridGroupLineProps {
  line: GroupLine;
  selected: boolean;
  place: number;
  onToggle?: ((key: string) => void) | undefined;
}

export const GridGroupLine = memo(function GridGroupLine({ line, selected, place, onToggle }: GridGroupLineProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className={selected ? 'box-project item-selected' : 'box-project'}
      role="row"
      aria-selected={selected}
      aria-rowindex={place}
      id={lineId(line.key)}
      onClick={() => onToggle?.(line.key)}
    >
      <span role="gridcell" className="box-project-cell">
        {/* Its press reaches the row, as a press anywhere on the row does the same. */}
        <button
          type="button"
          className={line.folded ? 'fold' : 'fold fold-open'}
          aria-expanded={!line.folded}
          title={line.title}
        >
          <Icon name="fold" />
          <strong>{line.name}</strong>
        </button>
        {line.troubled > 0 ? <em className="mark mark-bad">{line.troubled} in trouble</em> : null}
        <span className="quiet">
          <Flash value={line.words}>{line.words}</Flash>
        </span>
      </span>
    </div>
  );
});
