// A panel's answer as a table.
import { TablePanel } from '../../components/panels/table-panel.tsx';
import type { DrawingProps } from './drawing-props.ts';
import { shownOfSeries } from './table-of.ts';

export function TableDrawing({ title, shape, series, utc, answer, widthPx, heightPx }: DrawingProps<'table'>) {
  const { columns, rows } = shownOfSeries(series, { utc, nowMs: answer.toMs });
  return <TablePanel label={title} columns={columns} rows={rows} sort={null} headed={shape.showHeader} widthPx={widthPx} heightPx={heightPx} />; // prettier-ignore
}
