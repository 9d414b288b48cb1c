// The answer of a panel as tables, with its transformations applied. Pure.
import { tableOfRows, tableOfSamples, tablesOfSeries, type DataTable } from '#shared/model/dashboard/transform/data-table.ts'; // prettier-ignore
import { transformed } from '#shared/model/dashboard/transform/transform.ts';
import { seriesNames } from '#shared/model/dashboard/field-name.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';
import { decodeFrame } from '../../components/chart/decode-frame.ts';
import type { PanelAnswer, TargetAnswer } from '../../state/panel-answers.ts';
import { instantSeries } from './shown-series.ts';

export function shownTables(panel: Panel, answer: PanelAnswer): DataTable[] {
  const many = answer.targets.length > 1;
  const atMs = momentOf(answer);
  const tables = answer.targets.flatMap((one) => tablesOf(one, many, atMs));
  return transformed(tables, panel.transformations);
}

/**
 * The one moment of all last values of a panel: its queries are one question, though each is answered when its turn comes.
 * Rows of different moments would not be brought together.
 */
function momentOf({ targets, toMs }: PanelAnswer): number {
  const moments = targets.flatMap(({ result }) => (result.kind === 'instant' ? result.instant.rows.map(({ atMs }) => atMs) : [])); // prettier-ignore
  return moments.length === 0 ? toMs : moments.reduce((least, atMs) => Math.min(least, atMs));
}

function tablesOf({ target, result }: TargetAnswer, many: boolean, atMs: number): DataTable[] {
  const { refId, legend, query, format } = target;
  if (result.kind === 'refused') return [];
  if (result.kind === 'instant' && format === 'table') {
    return [tableOfRows(result.instant.rows, refId, atMs, many)];
  }
  const all = result.kind === 'range' ? decodeFrame(result.frame) : instantSeries(result.instant, atMs);
  const names = seriesNames(all.map(({ labels }) => labels), legend, query); // prettier-ignore
  const samples = all.map(({ labels, times, values }, at) => ({ shownName: names[at] ?? query, labels, refId, times, values })); // prettier-ignore
  return format === 'table' ? [tableOfSamples(samples, refId, many)] : tablesOfSeries(samples);
}
