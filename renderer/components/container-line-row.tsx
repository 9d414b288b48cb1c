// One line of the table of containers: a container with its cells, or a project with its counts.
import { memo } from 'react';
import { containerColumns, type ColumnName } from './container-columns.tsx';
import type { ProjectLine, RowLine } from './container-line.ts';
import { Flash } from './flash.tsx';
import { Icon } from './icon.tsx';

export const containerLineId = (key: string): string => `line-${key.replace(/[^\w-]/g, '_')}`;

export interface ContainerLineRowProps {
  line: RowLine;
  columns: readonly ColumnName[];
  tracks: string;
  selected: boolean;
  /** Its place among all lines, from 1, as only some of them are in the document. */
  place: number;
  onOpen: (key: string) => void;
}

export const ContainerLineRow = memo(function ContainerLineRow(props: ContainerLineRowProps) {
  const { line, columns, tracks, selected, place, onOpen } = props;
  const { row, gone } = line;
  const classes = ['box-row', row.troubles.length > 0 ? 'box-row-bad' : '', gone ? 'box-row-gone' : '', selected ? 'item-selected' : '']; // prettier-ignore
  return (
    // The table is walked by j/k and Enter; a pointer may press anywhere on the row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className={classes.filter(Boolean).join(' ')}
      role="row"
      aria-selected={selected}
      aria-rowindex={place}
      id={containerLineId(line.key)}
      style={{ gridTemplateColumns: tracks }}
      onClick={() => onOpen(line.key)}
    >
      {columns.map((name) => {
        const column = containerColumns[name];
        const text = column.text(row);
        return (
          <span
            key={name}
            role="gridcell"
            className={`box-cell box-${name}`}
            {...(name === 'started' ? {} : { title: text })}
          >
            {name === 'name' && gone ? <em className="mark">gone</em> : null}
            <Flash value={text}>{column.cell(row)}</Flash>
          </span>
        );
      })}
    </div>
  );
});

export interface ProjectLineRowProps {
  line: ProjectLine;
  selected: boolean;
  place: number;
  onToggle: (key: string) => void;
}

export const ProjectLineRow = memo(function ProjectLineRow({ line, selected, place, onToggle }: ProjectLineRowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className={selected ? 'box-project item-selected' : 'box-project'}
      role="row"
      aria-selected={selected}
      aria-rowindex={place}
      id={containerLineId(line.key)}
      onClick={() => onToggle(line.key)}
    >
      <span role="gridcell" className="box-project-cell">
        {/* Its press reaches the row, as a press anywhere on the row does the same. */}
        <button
          type="button"
          className={line.folded ? 'fold' : 'fold fold-open'}
          aria-expanded={!line.folded}
          title={line.project ?? 'Containers of no compose project'}
        >
          <Icon name="fold" />
          <strong>{line.project ?? 'no project'}</strong>
        </button>
        {line.troubled > 0 ? <em className="mark mark-bad">{line.troubled} in trouble</em> : null}
        <span className="quiet">
          <Flash value={line.words}>{line.words}</Flash>
        </span>
      </span>
    </div>
  );
});
