// A chart of series over a time, with everything that belongs to it: legend, crosshair, zoom, events, coverage, table,
// export. Data in, events out; it asks nobody for anything.
import { memo, useCallback, useId, useMemo, useRef, useState, type ReactNode, type Ref } from 'react';
import { useClock } from '../clock-context.tsx';
import type { Zone } from '../times.ts';
import { AnnotationFlags, AnnotationList, annotationsIn, flagHeightPx } from './annotation-flags.tsx';
import { Canvas } from './canvas.tsx';
import { ChartFrame } from './chart-frame.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { ChartNotes } from './chart-notes.tsx';
import { chartSummary } from './chart-summary.ts';
import { ChartTable } from './chart-table.tsx';
import { ChartTools } from './chart-tools.tsx';
import { ChartTooltip } from './chart-tooltip.tsx';
import type { Annotation, ChartOptions, ChartSeries, ChartState, CoverageRow, Span } from './chart-types.ts';
import { CoverageLane } from './coverage-lane.tsx';
import { useCrosshair } from './crosshair.ts';
import { drawThresholds } from './draw-around.ts';
import { drawAxes } from './draw-axes.ts';
import { drawSeries } from './draw-series.ts';
import { pageColours, pageFont, usePageLook } from './page-colours.ts';
import { plotModel, type PlotModel } from './plot-model.ts';
import { PlotOverlay } from './plot-overlay.tsx';
import { assignLooks, type Look } from './series-colours.ts';
import { thresholdLayer } from './threshold-layer.tsx';
import { useChartFiles, type ChartHandle } from './use-chart-files.ts';
import { useSize, type Size } from './use-size.ts';

export interface TimeChartProps {
  title: string;
  series: readonly ChartSeries[];
  span: Span;
  stepMs: number;
  options: ChartOptions;
  state?: ChartState;
  /** Series in the whole answer, where fewer are given. */
  totalSeries?: number;
  warnings?: readonly string[];
  infos?: readonly string[];
  /** What its lines do not show, in words. */
  skips?: readonly string[];
  annotations?: readonly Annotation[];
  coverage?: readonly CoverageRow[];
  /** Stands at the left of the row of tools; with `tools` false it is left to whoever shows the chart. */
  head?: ReactNode;
  tools?: boolean;
  onZoom?: ((span: Span) => void) | undefined;
  handle?: Ref<Partial<ChartHandle>>;
}

const none: readonly never[] = [];
const live: ChartState = { kind: 'live' };

export function TimeChart(props: TimeChartProps) {
  const { zone } = useClock();
  return <ChartBody {...props} zone={zone} />;
}

interface ChartBodyProps extends TimeChartProps {
  zone: Zone;
}

/** Apart, so that the clock of the page, which ticks, does not draw it anew. */
const ChartBody = memo(function ChartBody(props: ChartBodyProps) {
  const { title, series, span, options, state = live, annotations = none, tools = true } = props;
  const plot = useRef<HTMLDivElement>(null);
  const size = useSize(plot, true);
  const looks = useLooks(series);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set());
  const [asTable, setAsTable] = useState(false);
  const [openEvent, setOpenEvent] = useState<string | null>(null);
  const model = useModel(props, size, looks, hidden);
  const events = annotationsIn(annotations, span.fromMs, span.toMs);
  const toggleTable = (): void => setAsTable(!asTable);
  const around = { thresholds: options.thresholds, annotations: events, coverage: props.coverage ?? none };
  const files = useChartFiles({ title, series, model, ...around, state, plot, handle: props.handle, toggleTable });
  const summary = useMemo(() => chartSummary(title, series, span, options), [title, series, span, options]);
  return (
    <figure className={`chart chart-${state.kind}`} aria-label={title} data-drawn={model === null ? undefined : model.renderer} data-reduced={series.some(({ reduced }) => reduced === true) || undefined}>
      <figcaption className="unseen">{summary}</figcaption>
      {tools ? (
        <ChartTools
          {...{ title, asTable }}
          empty={series.length === 0}
          events={events.length}
          eventsOpen={openEvent !== null}
          onTable={toggleTable}
          onEvents={() => setOpenEvent(openEvent === null ? '' : null)}
          onCsv={files.saveCsv}
          onPicture={files.savePicture}
        >
          {props.head}
        </ChartTools>
      ) : null}
      {asTable ? <ChartTable label={title} series={series} options={options} /> : null}
      <div ref={plot} className="chart-plot" hidden={asTable}>
        {model === null || asTable ? null : <Plot {...props} model={model} annotations={events} onEvent={setOpenEvent} />}
      </div>
      {model === null || asTable ? null : props.coverage?.map((row) => <CoverageLane key={row.name} model={model} row={row} />)}
      {openEvent === null || events.length === 0 ? null : <AnnotationList annotations={events} current={openEvent} />}
      <ChartNotes
        state={state}
        shownSeries={series.length}
        totalSeries={props.totalSeries ?? series.length}
        leftOut={model?.leftOut ?? 0}
        infinite={model?.drawn.reduce((sum, { segments }) => sum + segments.infinite.length, 0) ?? 0}
        warnings={props.warnings ?? none}
        infos={props.infos ?? none}
        skips={props.skips ?? none}
      />
      <ChartLegend label={title} {...{ series, looks, hidden, options }} onHidden={setHidden} />
    </figure>
  ); // prettier-ignore
});

/** Each series keeps its colour from one answer to the next. */
function useLooks(series: readonly ChartSeries[]): ReadonlyMap<string, Look> {
  const [kept, setKept] = useState<{ series: readonly ChartSeries[]; looks: ReadonlyMap<string, Look> }>(() => ({
    series,
    looks: assignLooks(series.map(({ key }) => key), new Map()),
  })); // prettier-ignore
  if (kept.series === series) return kept.looks;
  const looks = assignLooks(series.map(({ key }) => key), kept.looks); // prettier-ignore
  setKept({ series, looks });
  return looks;
}

function useModel(
  { series, options, span, stepMs, zone, annotations = none }: ChartBodyProps,
  size: Size | null,
  looks: ReadonlyMap<string, Look>,
  hidden: ReadonlySet<string>,
): PlotModel | null {
  const { fromMs, toMs } = span;
  const topPx = 8 + (annotations.length > 0 ? flagHeightPx : 0);
  return useMemo(
    () =>
      size === null || size.widthPx < 40 || !(toMs > fromMs)
        ? null
        : plotModel({ series, looks, hidden, options, span: { fromMs, toMs }, stepMs, zone, topPx, ...size }),
    [series, looks, hidden, options, fromMs, toMs, stepMs, zone, topPx, size],
  );
}

interface PlotProps extends TimeChartProps {
  model: PlotModel;
  onEvent: (key: string) => void;
}

function Plot({ model, title, series, options, annotations = none, onZoom, onEvent }: PlotProps) {
  const chartId = useId();
  const crosshair = useCrosshair();
  return (
    <>
      {model.renderer === 'canvas' ? <ChartCanvas model={model} thresholds={options.thresholds} /> : <Frame model={model} thresholds={options.thresholds} />}
      {model.drawn.length === 0 ? <p className="chart-nothing">{series.length === 0 ? 'No samples in this time.' : 'All series are hidden.'}</p> : null}
      {options.axisLabel ? <span className="chart-axis-label">{options.axisLabel}</span> : null}
      <PlotOverlay model={model} label={title} chartId={chartId} crosshair={crosshair} onZoom={onZoom} />
      <AnnotationFlags model={model} annotations={annotations} onOpen={onEvent} />
      <ChartTooltip model={model} chartId={chartId} crosshair={crosshair} annotations={annotations} />
    </>
  ); // prettier-ignore
}

interface DrawnProps {
  model: PlotModel;
  thresholds: ChartOptions['thresholds'];
}

function Frame({ model, thresholds }: DrawnProps) {
  const below = useMemo(() => thresholdLayer(model, thresholds), [model, thresholds]);
  return <ChartFrame model={model} below={below} />;
}

/** Lines, axes and thresholds: to make, redraw and clear away elements for them costs more than all that is drawn. */
function ChartCanvas({ model, thresholds }: DrawnProps) {
  const look = usePageLook();
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const colourOf = pageColours();
      drawThresholds(context, model, thresholds, colourOf);
      drawAxes(context, model, colourOf, pageFont());
      drawSeries(context, model, colourOf);
    },
    // Colours and font are read while drawing.
    // oxlint-disable-next-line react/exhaustive-deps
    [model, thresholds, look],
  );
  return <Canvas widthPx={model.widthPx} heightPx={model.heightPx} draw={draw} />;
}
