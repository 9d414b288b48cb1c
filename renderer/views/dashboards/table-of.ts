// Series as rows of a table. Pure.
import { shownOf } from '#shared/model/dashboard/shown.ts';
import type { TableColumn, TableRow } from '../../components/panels/table-shape.ts';
import type { ShownSeries } from './shown-series.ts';
import { pageColour } from './values-of.ts';

export function shownOfSeries(series: readonly ShownSeries[], context: { utc: boolean; nowMs: number }): { columns: TableColumn[]; rows: TableRow[] } {
  const labels = [...new Set(series.flatMap((one) => Object.keys(one.labels)))];
  const column = (key: string, right: boolean): TableColumn => ({ key, name: key, right, widthPx: null, draw: 'text', footer: null });
  const rows = series.map((one) => {
    const raw = one.values.at(-1) ?? null;
    const shown = shownOf(raw, one.style, null, context);
    const cells = labels.map((name) => ({ text: one.labels[name] ?? '', by: one.labels[name] ?? null, colour: null, share: null }));
    return { key: one.key, cells: [...cells, { text: `${shown.prefix}${shown.text}${shown.suffix}`, by: raw, colour: pageColour(shown.colour), share: shown.share }] };
  });
  return { columns: [...labels.map((name) => column(name, false)), column('Value', true)], rows };
} // prettier-ignore
