// Panels over time: the chart and the heat map.
import { useMemo } from 'react';
import { HeatmapChart } from '../../components/chart/heatmap-chart.tsx';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { chartOf, chartUnit } from './chart-of.ts';
import type { DrawingProps } from './drawing-props.ts';
import { useHappened } from './happened.ts';
import { heatOf } from './heat-of.ts';

const none: readonly never[] = [];
/** Flags and lanes need room that a small chart has for its lines alone. */
const flagsFromPx = 150;
const laneFromPx = 420;

export function TimeseriesDrawing({
  panel,
  shape,
  title,
  answer,
  series,
  stepMs,
  state,
  onZoom,
  handle,
  heightPx,
}: DrawingProps<'timeseries'>) {
  const chart = useMemo(() => chartOf(series, panel.style, shape), [series, panel.style, shape]);
  const span = useMemo(() => ({ fromMs: answer.fromMs, toMs: answer.toMs }), [answer.fromMs, answer.toMs]);
  const { events, coverage } = useHappened();
  return (
    <div className={`panel-chart panel-legend-${shape.legend.side}`}>
      <TimeChart title={title} series={chart.series} options={chart.options} span={span} stepMs={stepMs} state={state} annotations={heightPx < flagsFromPx ? none : events} coverage={heightPx < laneFromPx ? none : coverage} tools={false} onZoom={onZoom} handle={handle} />
    </div>
  ); // prettier-ignore
}

export function HeatmapDrawing({
  panel,
  shape,
  title,
  answer,
  series,
  stepMs,
  state,
  handle,
}: DrawingProps<'heatmap'>) {
  const cumulative = panel.queries.some(({ format }) => format === 'heatmap');
  const buckets = useMemo(() => heatOf(series, shape, cumulative), [series, shape, cumulative]);
  const span = useMemo(() => ({ fromMs: answer.fromMs, toMs: answer.toMs }), [answer.fromMs, answer.toMs]);
  const unit = useMemo(() => chartUnit({ unit: shape.yUnit, ...(shape.yDecimals === null ? {} : { decimals: shape.yDecimals }) }), [shape]); // prettier-ignore
  const countUnit = useMemo(() => chartUnit(panel.style), [panel.style]);
  const scale = useMemo(() => ({ ...shape, min: shape.colourMin, max: shape.colourMax }), [shape]);
  return (
    <div className="panel-chart">
      <HeatmapChart title={title} series={buckets} span={span} stepMs={stepMs} unit={unit} countUnit={countUnit} scale={scale} reversed={shape.yReverse} showScale={shape.showLegend} state={state} handle={handle} />
    </div>
  ); // prettier-ignore
}
