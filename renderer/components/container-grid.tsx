// The containers as a virtualised table: only the lines in sight exist, so ten thousand scroll like ten.
import { useEffect, useState, type RefObject } from 'react';
import { chooseColumns, containerColumns, tracksOf, type ColumnChoice, type ColumnName } from './container-columns.tsx';
import { ContainerLineRow, containerLineId, ProjectLineRow } from './container-line-row.tsx';
import type { ContainerLine } from './container-line.ts';
import { Icon } from './icon.tsx';
import { useGridLines } from './use-grid-lines.ts';

export interface ContainerGridProps {
  lines: ContainerLine[];
  hidden: readonly string[];
  sort: { column: ColumnName; down: boolean };
  selected: string | null;
  stale: boolean;
  rowPx: number;
  onSort: (column: ColumnName) => void;
  onOpen: (key: string) => void;
  onToggle: (key: string) => void;
  /** Told when the room decides otherwise which columns are shown. */
  onChoice: (choice: ColumnChoice) => void;
}

const headPx = 30;

export function ContainerGrid(props: ContainerGridProps) {
  const { lines, selected, stale, rowPx, onOpen, onToggle } = props;
  const { box, virtual, at } = useGridLines({ lines, selected, rowPx, headPx });
  const columns = useColumns(box, props);
  const tracks = tracksOf(columns);
  return (
    <div
      ref={box}
      className={stale ? 'grid grid-stale' : 'grid'}
      role="grid"
      aria-label="Containers"
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={at >= 0 ? containerLineId(selected ?? '') : undefined}
      tabIndex={0}
    >
      <HeadRow columns={columns} tracks={tracks} sort={props.sort} onSort={props.onSort} />
      <div className="grid-all" role="rowgroup" style={{ height: virtual.getTotalSize() - headPx }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const given = { place: item.index + 2, selected: line.key === selected };
          return (
            <div
              key={item.key}
              role="none"
              className="grid-line"
              style={{ height: item.size, transform: `translateY(${item.start - headPx}px)` }}
            >
              {line.kind === 'row' ? (
                <ContainerLineRow line={line} columns={columns} tracks={tracks} onOpen={onOpen} {...given} />
              ) : (
                <ProjectLineRow line={line} onToggle={onToggle} {...given} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The columns there is room for; they stay the same array while they stay the same. */
function useColumns(box: RefObject<HTMLDivElement | null>, { hidden, onChoice }: ContainerGridProps): ColumnName[] {
  const [roomPx, setRoomPx] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // It tells the first width too.
    const observer = new ResizeObserver(() => setRoomPx(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  const choice = chooseColumns(hidden, roomPx);
  const words = `${choice.shown.join()}|${choice.crowded.join()}`;
  const [kept, setKept] = useState({ words, choice });
  if (kept.words !== words) setKept({ words, choice });
  useEffect(() => onChoice(kept.choice), [onChoice, kept]);
  return kept.choice.shown;
}

interface HeadRowProps extends Pick<ContainerGridProps, 'sort' | 'onSort'> {
  columns: readonly ColumnName[];
  tracks: string;
}

function HeadRow({ columns, tracks, sort, onSort }: HeadRowProps) {
  return (
    <div role="rowgroup" className="box-head">
      <div role="row" aria-rowindex={1} className="box-head-row" style={{ gridTemplateColumns: tracks }}>
        {columns.map((name) => {
          const sorted = sort.column === name;
          const { word } = containerColumns[name];
          return (
            <span
              key={name}
              role="columnheader"
              className={`box-${name}`}
              aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" title={`Sort by ${word.toLowerCase()}`} onClick={() => onSort(name)}>
                {word}
                {sorted ? (
                  <span className={sort.down ? 'sort-sign' : 'sort-sign sort-up'}>
                    <Icon name="sort" />
                  </span>
                ) : null}
              </button>
            </span>
          );
        })}
      </div>
    </div>
  );
}
