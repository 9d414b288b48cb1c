// A chart's data as CSV (RFC 4180): one row a time, one column a series, every value exactly. Where samples were left out the
// head says so: an empty cell may have had one.
import type { ChartSeries } from './chart-types.ts';

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A spreadsheet would run a name that begins so as a formula. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const exact = (value: number | undefined): string =>
  value === undefined ? '' : value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);

const headOf = ({ name, fullName, reduced }: ChartSeries): string =>
  `${fullName ?? name}${reduced === true ? ' (reduced to what is drawn)' : ''}`;

/** Missing samples are empty, NaN is `NaN`. Times are ISO 8601 in UTC. */
export function chartCsv(series: readonly ChartSeries[]): string {
  const times = [...new Set(series.flatMap((one) => [...one.times]))].toSorted((a, b) => a - b);
  const rows = new Map(times.map((time) => [time, series.map(() => '')]));
  series.forEach(({ times: own, values }, column) => {
    for (let at = 0; at < own.length; at++) {
      const row = rows.get(own[at] ?? Number.NaN);
      if (row !== undefined) row[column] = exact(values[at]);
    }
  });
  const head = ['time', ...series.map((one) => quoted(harmless(headOf(one))))].join(',');
  const lines = times.map((time) => `${new Date(time).toISOString()},${(rows.get(time) ?? []).join(',')}`);
  return [head, ...lines, ''].join('\r\n');
}
