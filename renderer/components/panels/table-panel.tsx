// Rows and columns of a query, sorted where a heading is pressed; only the rows in sight exist.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { Icon } from '../icon.tsx';
import { grouped } from '../times.ts';
import { orderedRows, tracksOf, type TableColumn, type TableSort } from './table-shape.ts';
import { inked } from './tiles.tsx';

export interface TablePanelProps {
  label: string;
  columns: readonly TableColumn[];
  rowCount: number;
  /** The order in which it opens. */
  sort: TableSort | null;
  headed: boolean;
  widthPx: number;
  heightPx: number;
}

const rowPx = 26;

export function TablePanel({ label, columns, rowCount, sort: first, headed, widthPx, heightPx }: TablePanelProps) {
  const box = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<TableSort | null | undefined>(undefined);
  const sort = chosen === undefined ? first : chosen;
  const inOrder = useMemo(() => orderedRows(rowCount, columns, sort), [rowCount, columns, sort]);
  const { tracks, leastPx } = useMemo(() => tracksOf(columns, rowCount), [columns, rowCount]);
  const virtual = useVirtualizer({
    count: inOrder.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 10,
    initialRect: { width: widthPx, height: heightPx },
  });
  const footed = columns.some(({ footer }) => footer !== null);
  const style = { gridTemplateColumns: tracks, minWidth: Math.min(leastPx, 6000) };
  return (
    <div
      ref={box}
      className="panel-table"
      role="table"
      aria-label={`${label}: ${grouped(rowCount)} ${rowCount === 1 ? 'row' : 'rows'}`}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      tabIndex={0}
    >
      <div role="rowgroup" className={headed ? 'panel-table-head' : 'unseen'} style={headed ? { minWidth: style.minWidth } : {}}>
        <div role="row" aria-rowindex={1} className="panel-table-row" style={style}>
          {columns.map((column) => (
            <Heading key={column.key} column={column} sort={sort} onSort={setChosen} />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="panel-table-body" style={{ height: virtual.getTotalSize(), minWidth: style.minWidth }}>
        {virtual.getVirtualItems().map((item) => {
          const row = inOrder[item.index];
          if (row === undefined) return null;
          return (
            <div
              key={row}
              role="row"
              aria-rowindex={item.index + 2}
              className="panel-table-row panel-table-line"
              style={{ ...style, height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} />
              ))}
            </div>
          );
        })}
      </div>
      {footed ? (
        <div role="rowgroup" className="panel-table-foot" style={{ minWidth: style.minWidth }}>
          <div role="row" className="panel-table-row" style={style}>
            {columns.map(({ key, footer, right }) => (
              <span key={key} role="cell" className={right ? 'panel-cell number' : 'panel-cell'}>
                {footer}
              </span>
            ))}
          </div>
        </div>
      ) : null}
    </div>
  ); // prettier-ignore
}

interface HeadingProps {
  column: TableColumn;
  sort: TableSort | null;
  onSort: (sort: TableSort | null) => void;
}

/** Up, down, and then as it came. */
function Heading({ column: { key, name, right }, sort, onSort }: HeadingProps) {
  const sorted = sort?.column === key;
  const next = !sorted ? { column: key, down: false } : sort.down ? null : { column: key, down: true };
  return (
    <span
      role="columnheader"
      className={right ? 'number' : ''}
      aria-sort={sorted ? (sort.down ? 'descending' : 'ascending') : 'none'}
    >
      <button type="button" title={`Sort by ${name}`} onClick={() => onSort(next)}>
        <span className="panel-heading">{name}</span>
        {sorted ? (
          <span className={sort.down ? 'sort-sign' : 'sort-sign sort-up'}>
            <Icon name="sort" />
          </span>
        ) : null}
      </button>
    </span>
  );
}

function Cell({ column, row }: { column: TableColumn; row: number }) {
  const { draw, right } = column;
  const cell = column.cell(row);
  const tone = draw === 'ink' ? 'value-ink' : draw === 'fill' && cell.colour !== null ? 'value-fill' : '';
  return (
    <span
      role="cell"
      className={`panel-cell ${right ? 'number' : ''} ${tone}`}
      style={draw === 'text' ? {} : inked(cell.colour)}
      title={cell.text}
    >
      {draw === 'bar' && cell.share !== null ? (
        <span className="cell-bar" aria-hidden>
          <span className="bar-fill" style={{ width: `${cell.share * 100}%` }} />
        </span>
      ) : null}
      <span className="panel-cell-text">{cell.text}</span>
    </span>
  );
}
