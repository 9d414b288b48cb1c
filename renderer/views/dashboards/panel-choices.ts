// What can be done with one panel: shown alone, looked into, opened in Explore, saved.
import type { Panel } from '#shared/model/dashboard/panel.ts';
import type { DataTable } from '#shared/model/dashboard/transform/data-table.ts';
import { chartCsv } from '../../components/chart/chart-csv.ts';
import { fileNameOf, saveBlob } from '../../components/chart/save-blob.ts';
import type { ChartHandle } from '../../components/chart/use-chart-files.ts';
import type { PanelChoice } from '../../components/panels/panel-frame.tsx';
import type { ConsoleStores } from '../../state/console.ts';
import { exploreText, plainExplore } from '../../state/explore-place.ts';
import type { PanelTarget } from '../../state/panel-answers.ts';
import type { PanelQuestions } from './questions-of.ts';
import type { ShownSeries } from './shown-series.ts';
import { tableCsv } from './table-of.ts';

export interface ChoicesOf {
  panel: Panel;
  key: string;
  title: string;
  asks: PanelQuestions;
  series: readonly ShownSeries[];
  chart: { current: Partial<ChartHandle> | null };
  enlarged: boolean;
  /** Where it is shown as a table: what stands in it. */
  tables: readonly DataTable[] | null;
  onEnlarge: (key: string | null) => void;
  onInspect: (key: string | null) => void;
}

export function panelChoices(stores: ConsoleStores, of: ChoicesOf): PanelChoice[] {
  const { panel, key, title, asks, series, tables, chart, enlarged, onEnlarge, onInspect } = of;
  const alone: PanelChoice = { id: 'alone', word: enlarged ? 'Show all panels' : 'Show alone', shortcut: 'v', disabled: null, run: () => onEnlarge(enlarged ? null : key) }; // prettier-ignore
  if (panel.shape.kind === 'text' || panel.shape.kind === 'alerts') return [alone];
  const nothing = asks.questions.length === 0 ? 'it asks nothing' : null;
  const empty = nothing ?? (series.length === 0 ? 'there is nothing to save yet' : null);
  const chosen: PanelChoice[] = [
    alone,
    { id: 'inspect', word: 'Look into it', disabled: null, run: () => onInspect(key) },
    { id: 'explore', word: 'Open in Explore', disabled: nothing, run: () => openInExplore(stores, asks.questions) },
    {
      id: 'csv',
      word: 'Save as CSV',
      disabled: empty,
      run: () => (tables === null ? saveCsv(title, series) : saveTables(title, tables)),
    },
  ];
  const turn: PanelChoice = { id: 'table', word: 'As a table, or back', disabled: empty, run: () => chart.current?.toggleTable?.() }; // prettier-ignore
  if (panel.shape.kind === 'heatmap') return [...chosen, turn];
  if (panel.shape.kind !== 'timeseries') return chosen;
  return [
    ...chosen,
    { id: 'png', word: 'Save as PNG', disabled: empty, run: () => chart.current?.savePicture?.() },
    turn,
  ];
}

export function openInExplore({ place }: ConsoleStores, targets: readonly PanelTarget[]): void {
  const queries = targets.map(({ query }) => ({ q: query, off: false }));
  place.go({ view: 'metrics', metricsTab: 'explore', explore: exploreText({ ...plainExplore, queries }) });
}

/** Every sample that came, as it came: neither stacked nor turned over nor reduced to one value. */
export function saveCsv(title: string, series: readonly ShownSeries[]): void {
  const text = chartCsv(
    series.map(({ key, name, labels, times, values, reduced }) => ({ key, name, labels, times, values, reduced })),
  );
  saveBlob(fileNameOf(title, 'csv'), new Blob([text], { type: 'text/csv' }));
}

/** Every row of every part, one below the other, each under its own head. */
function saveTables(title: string, tables: readonly DataTable[]): void {
  saveBlob(fileNameOf(title, 'csv'), new Blob([tables.map(tableCsv).join('\r\n')], { type: 'text/csv' }));
}
