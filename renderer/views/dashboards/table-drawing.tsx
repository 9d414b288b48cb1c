// A panel's answer as a table. Where it comes to several, one is shown and the others can be chosen.
import { useMemo, useState } from 'react';
import { rowCount, type DataTable } from '#shared/model/dashboard/transform/data-table.ts';
import { TablePanel } from '../../components/panels/table-panel.tsx';
import { grouped } from '../../components/times.ts';
import type { DrawingProps } from './drawing-props.ts';
import { shownTables } from './shown-tables.ts';
import { tableColumns, tableSort } from './table-of.ts';

const chooserPx = 30;

export function TableDrawing({ panel, shape, title, answer, utc, widthPx, heightPx }: DrawingProps<'table'>) {
  const tables = useMemo(() => shownTables(panel, answer), [panel, answer]);
  const [chosen, setChosen] = useState(0);
  const table = tables[Math.min(chosen, tables.length - 1)];
  const nowMs = answer.toMs;
  const columns = useMemo(() => (table === undefined ? [] : tableColumns(table, panel, shape, { utc, nowMs })), [table, panel, shape, utc, nowMs]); // prettier-ignore
  const sort = useMemo(() => tableSort(shape, columns), [shape, columns]);
  if (table === undefined) return null;
  const many = tables.length > 1;
  return (
    <>
      <div className="table-room" style={{ height: many ? heightPx - chooserPx : heightPx }}>
        <TablePanel
          label={title}
          columns={columns}
          rowCount={rowCount(table)}
          sort={sort}
          headed={shape.showHeader}
          widthPx={widthPx}
          heightPx={heightPx}
        />
      </div>
      {many ? <Chooser tables={tables} chosen={chosen} onChoose={setChosen} title={title} /> : null}
    </>
  );
}

interface ChooserProps {
  tables: readonly DataTable[];
  chosen: number;
  onChoose: (place: number) => void;
  title: string;
}

function Chooser({ tables, chosen, onChoose, title }: ChooserProps) {
  return (
    <div className="table-chooser">
      <select aria-label={`Which part of ${title}`} value={chosen} onChange={(event) => onChoose(Number(event.target.value))}>
        {tables.map((table, place) => (
          // Parts of one answer never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <option key={place} value={place}>
            {`${grouped(place + 1)} of ${grouped(tables.length)}: ${nameOf(table)}`}
          </option>
        ))}
      </select>
    </div>
  ); // prettier-ignore
}

const nameOf = ({ refId, columns }: DataTable): string =>
  columns.find(({ type }) => type === 'number')?.shownName ?? `query ${refId}`;
