// A table of an answer as it is shown: columns named, sorted, coloured and placed as their styles say. Cells are made when
// they come into sight. Pure.
import { calcOf, calcTitles } from '#shared/model/dashboard/calcs.ts';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import type { Panel, ShapeOf } from '#shared/model/dashboard/panel.ts';
import { shownOf, shownText, type RawValue, type ShownRange } from '#shared/model/dashboard/shown.ts';
import { stylesOf } from '#shared/model/dashboard/style-of.ts';
import type { Column, DataTable } from '#shared/model/dashboard/transform/data-table.ts';
import type { TableColumn, TableSort } from '../../components/panels/table-shape.ts';
import { extent } from './chart-of.ts';
import { shownNameOf } from './shown-series.ts';
import { pageColour } from './values-of.ts';

export interface TableContext {
  utc: boolean;
  nowMs: number;
}

const momentUnit = 'dateTimeAsIso';

export function tableColumns(
  table: DataTable,
  panel: Panel,
  { footer }: ShapeOf<'table'>,
  context: TableContext,
): TableColumn[] {
  const styleOf = stylesOf(panel);
  return table.columns.flatMap((column, place) => {
    const { name, shownName, type, labels, refId } = column;
    const own = styleOf({ name, shownName, type, refId });
    if (own.hidden === true) return [];
    const style = type === 'time' && (own.unit === undefined || own.unit === '') ? { ...own, unit: momentUnit } : own;
    const title = shownNameOf(style, { name, shownName, labels });
    const footed = footer !== null && type === 'number' && (footer.columns.length === 0 || footer.columns.includes(title) || footer.columns.includes(name)); // prettier-ignore
    return [
      {
        key: `${place} ${shownName}`,
        name: title,
        right: style.align === undefined || style.align === 'auto' ? type === 'number' : style.align === 'right',
        widthPx: style.widthPx ?? null,
        draw: style.cell ?? 'text',
        footer: footed ? footer.calcs.map((calc) => footerText(column, style, calc, context)).join(' · ') : null,
        ...cellsOf(column, style, context),
      },
    ];
  });
}

/** Times are sorted as numbers. */
function cellsOf(column: Column, style: FieldStyle, context: TableContext): Pick<TableColumn, 'by' | 'cell'> {
  const range = rangeOf(column);
  return {
    by: (row) => sortKey(column.values[row] ?? null),
    cell: (row) => {
      const shown = shownOf(column.values[row] ?? null, style, range, context);
      return {
        text: `${shown.prefix}${shown.text}${shown.suffix}`,
        colour: pageColour(shown.colour),
        share: shown.share,
      };
    },
  };
}

const sortKey = (raw: RawValue): number | string | null => (typeof raw === 'boolean' ? String(raw) : raw);

const rangeOf = ({ type, values }: Column): ShownRange | null =>
  type === 'number' ? extent([numbersOf(values)]) : null;

const numbersOf = (values: readonly RawValue[]): Float64Array =>
  Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN));

function footerText(
  { values }: Column,
  style: FieldStyle,
  calc: keyof typeof calcTitles,
  context: TableContext,
): string {
  const number = calcOf(numbersOf(values), calc);
  const counts = calc === 'count' || calc === 'distinctCount' || calc === 'changeCount';
  return `${calcTitles[calc]} ${counts ? String(number ?? 0) : shownText(number, style, context)}`;
}

/** The order that the dashboard asks for; its columns are named as they are shown. */
export function tableSort({ sort }: ShapeOf<'table'>, columns: readonly TableColumn[]): TableSort | null {
  const [first] = sort;
  // Keys begin with the place among all columns, hidden ones too.
  const column = columns.find(({ key, name }) =>
    first?.place === undefined ? name === first?.column : key.startsWith(`${first.place} `),
  );
  return first === undefined || column === undefined ? null : { column: column.key, down: first.down };
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** A spreadsheet would run a text that begins so as a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** Every row as CSV (RFC 4180): numbers exactly, times as ISO 8601 in UTC. */
export function tableCsv({ columns }: DataTable): string {
  const rows = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  const text = ({ type, values }: Column, row: number): string => {
    const raw = values[row] ?? null;
    if (raw === null) return '';
    if (type === 'time' && typeof raw === 'number') return new Date(raw).toISOString();
    if (typeof raw === 'number') return raw === Infinity ? '+Inf' : raw === -Infinity ? '-Inf' : String(raw);
    return quoted(harmless(String(raw)));
  };
  const head = columns.map(({ shownName }) => quoted(harmless(shownName))).join(',');
  const lines = Array.from({ length: rows }, (_, row) => columns.map((column) => text(column, row)).join(','));
  return [head, ...lines, ''].join('\r\n');
}
