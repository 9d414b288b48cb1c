// A live list as a virtualised table: only the lines in sight exist, so ten thousand scroll like ten.
import { useEffect, useMemo, useState, type RefObject } from 'react';
import { chooseColumns, tracksOf, type Column, type ColumnChoice, type GridRow, type Sort } from './grid-column.ts';
import { lineId, type GridLine } from './grid-line.ts';
import { GridGroupLine, GridRowLine } from './grid-row.tsx';
import { Icon } from './icon.tsx';
import { useGridLines } from './use-grid-lines.ts';

export interface LiveGridProps<R extends GridRow> {
  label: string;
  lines: readonly GridLine<R>[];
  columns: readonly Column<R>[];
  hidden: readonly string[];
  sort: Sort;
  selected: string | null;
  /** Rows that are picked out together; left out where nothing can be done with several. */
  marked?: ReadonlySet<string>;
  stale: boolean;
  rowPx: number;
  onSort: (column: string) => void;
  onOpen: (key: string) => void;
  onToggle?: (key: string) => void;
  /** @param range all from the last marked one to this. */
  onMark?: (key: string, range: boolean) => void;
  /** Told which rows are in sight, a moment after that changed; has to stay the same function. */
  onVisible?: ((keys: readonly string[]) => void) | undefined;
  /** Told when the room decides otherwise which columns are shown. */
  onChoice: (choice: ColumnChoice) => void;
}

const headPx = 30;
const markPx = 18;

export function LiveGrid<R extends GridRow>(props: LiveGridProps<R>) {
  const { label, lines, selected, marked, stale, rowPx, onOpen, onToggle, onMark } = props;
  const { box, virtual, at } = useGridLines({ lines, selected, rowPx, headPx });
  const { columns, tight } = useColumns(box, props);
  useVisibleRows(virtual.range, lines, props.onVisible);
  const tracks = `${marked === undefined ? '' : `${markPx}px `}${tracksOf(columns, tight)}`;
  return (
    <div
      ref={box}
      className={stale ? 'grid grid-stale' : 'grid'}
      role="grid"
      aria-label={label}
      aria-rowcount={lines.length + 1}
      aria-colcount={columns.length + (marked === undefined ? 0 : 1)}
      aria-multiselectable={marked === undefined ? undefined : true}
      aria-activedescendant={at >= 0 ? lineId(selected ?? '') : undefined}
      tabIndex={0}
    >
      <HeadRow columns={columns} tracks={tracks} sort={props.sort} marks={marked !== undefined} onSort={props.onSort} />
      <div className="grid-all" role="rowgroup" style={{ height: virtual.getTotalSize() - headPx }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          const given = { place: item.index + 2, selected: line.key === selected };
          return (
            <div
              key={line.key}
              role="none"
              className="grid-line"
              style={{ height: item.size, transform: `translateY(${item.start - headPx}px)` }}
            >
              {line.kind === 'row' ? (
                <GridRowLine
                  line={line}
                  columns={columns}
                  tracks={tracks}
                  marked={marked?.has(line.key)}
                  onOpen={onOpen}
                  onMark={onMark}
                  {...given}
                />
              ) : (
                <GridGroupLine line={line} onToggle={onToggle} {...given} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const settlesMs = 200;

function useVisibleRows(
  range: { startIndex: number; endIndex: number } | null,
  lines: readonly GridLine<GridRow>[],
  onVisible: LiveGridProps<GridRow>['onVisible'],
): void {
  const inSight = onVisible === undefined || range === null ? [] : lines.slice(range.startIndex, range.endIndex + 1);
  const keys = inSight.flatMap((line) => (line.kind === 'row' && !line.gone ? [line.key] : []));
  const words = JSON.stringify(keys);
  useEffect(() => {
    if (onVisible === undefined) return undefined;
    // Scrolling past a row is not looking at it.
    const timer = setTimeout(() => onVisible(JSON.parse(words) as string[]), settlesMs);
    return () => clearTimeout(timer);
  }, [words, onVisible]);
}

/** The columns there is room for; they stay the same array while they stay the same. */
function useColumns<R extends GridRow>(
  box: RefObject<HTMLDivElement | null>,
  { columns, hidden, marked, onChoice }: LiveGridProps<R>,
): { columns: readonly Column<R>[]; tight: boolean } {
  const [roomPx, setRoomPx] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // It tells the first width too.
    const observer = new ResizeObserver(() => setRoomPx(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  const choice = chooseColumns(columns, hidden, marked === undefined || roomPx === 0 ? roomPx : roomPx - markPx - 12);
  const words = `${choice.shown.join()}|${choice.crowded.join()}|${choice.tight}`;
  const [kept, setKept] = useState({ words, choice });
  if (kept.words !== words) setKept({ words, choice });
  useEffect(() => onChoice(kept.choice), [onChoice, kept]);
  const { choice: shown } = kept;
  const now = useMemo(() => columns.filter(({ name }) => shown.shown.includes(name)), [columns, shown]);
  return { columns: now, tight: shown.tight };
}

interface HeadRowProps<R> {
  columns: readonly Column<R>[];
  tracks: string;
  sort: Sort;
  marks: boolean;
  onSort: (column: string) => void;
}

function HeadRow<R>({ columns, tracks, sort, marks, onSort }: HeadRowProps<R>) {
  return (
    <div role="rowgroup" className="box-head">
      <div role="row" aria-rowindex={1} className="box-head-row" style={{ gridTemplateColumns: tracks }}>
        {marks ? (
          <span role="columnheader">
            <span className="unseen">Marked</span>
          </span>
        ) : null}
        {columns.map(({ name, word, right = false, unsorted }) => {
          const sorted = sort.column === name;
          if (unsorted !== undefined) {
            return (
              <span
                key={name}
                role="columnheader"
                className={right ? 'box-right box-unsorted' : 'box-unsorted'}
                title={unsorted}
              >
                {word}
              </span>
            );
          }
          return (
            <span
              key={name}
              role="columnheader"
              className={right ? 'box-right' : ''}
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
