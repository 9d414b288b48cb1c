// What a chart can be saved as, for its own tools and for the menu of a panel.
import { useContext, useImperativeHandle, useLayoutEffect, useMemo, useRef, type Ref, type RefObject } from 'react';
import { SayContext } from '../say-context.ts';
import { chartCsv } from './chart-csv.ts';
import { chartPicture } from './chart-picture.ts';
import type { Annotation, ChartOptions, ChartSeries, ChartState, CoverageRow } from './chart-types.ts';
import { pageColours } from './page-colours.ts';
import type { PlotModel } from './plot-model.ts';
import { fileNameOf, saveBlob } from './save-blob.ts';

/** For whoever shows a chart without its row of tools. */
export interface ChartHandle {
  /** Every sample of every series that was given, hidden ones too. */
  saveCsv: () => void;
  /** What is seen. */
  savePicture: () => void;
  toggleTable: () => void;
}

export interface ChartFilesOptions {
  title: string;
  series: readonly ChartSeries[];
  model: PlotModel | null;
  thresholds: ChartOptions['thresholds'];
  annotations: readonly Annotation[];
  coverage: readonly CoverageRow[];
  state: ChartState;
  plot: RefObject<HTMLElement | null>;
  handle: Ref<Partial<ChartHandle>> | undefined;
  toggleTable: () => void;
}

export function useChartFiles(options: ChartFilesOptions): ChartHandle {
  const { title, series, model, state, plot, handle, toggleTable, ...around } = options;
  const say = useContext(SayContext);
  const picture = async (): Promise<void> => {
    if (model === null || plot.current === null) return say('There is no picture to save yet.');
    const note = state.kind === 'stale' ? `as of ${new Date(state.asOfMs).toISOString()}: ${state.reason}` : '';
    try {
      const blob = await chartPicture({ title, model, ...around, note, colourOf: pageColours() });
      saveBlob(fileNameOf(title, 'png'), blob);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
    return undefined;
  };
  const files: ChartHandle = {
    saveCsv: () => saveBlob(fileNameOf(title, 'csv'), new Blob([chartCsv(series)], { type: 'text/csv' })),
    savePicture: () => void picture(),
    toggleTable,
  };
  const latest = useRef(files);
  useLayoutEffect(() => {
    latest.current = files;
  });
  // The same for the life of the chart: whoever holds it is not drawn anew whenever the chart is.
  const held = useMemo<ChartHandle>(() => ({
    saveCsv: () => latest.current.saveCsv(),
    savePicture: () => latest.current.savePicture(),
    toggleTable: () => latest.current.toggleTable(),
  }), []); // prettier-ignore
  useImperativeHandle(handle, () => held, [held]);
  return held;
}
