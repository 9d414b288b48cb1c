// A heat map of a histogram's buckets over time: rows are buckets, columns are steps. Drawn on a canvas in whole.
import { useCallback, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { ComposedChart, XAxis } from 'recharts';
import { useClock } from '../clock-context.tsx';
import { momentInWords } from '../times.ts';
import { Canvas } from './canvas.tsx';
import { ChartNotes } from './chart-notes.tsx';
import { oneLine } from './chart-summary.ts';
import { ChartTable } from './chart-table.tsx';
import type { ChartSeries, ChartState, Span } from './chart-types.ts';
import { cellAt, drawHeat, greatestCount, rowsOf, type HeatPlot } from './heat-layer.ts';
import { plainInk, scaleEnds, scaleInk, type HeatScale, type InkOf } from './heat-colours.ts';
import { bucketsOf, type Bucket, type Buckets } from './histogram-buckets.ts';
import { pageColours, useTheme } from './page-colours.ts';
import { axisHeightPx } from './plot-model.ts';
import { timeTicks } from './time-ticks.ts';
import { units, type AxisUnit } from './units.ts';
import type { ChartHandle } from './use-chart-files.ts';
import { useSize, type Size } from './use-size.ts';

export interface HeatmapChartProps {
  title: string;
  /** Of one histogram, by `le`; rates of `_bucket`, not the counters themselves. */
  series: readonly ChartSeries[];
  span: Span;
  stepMs: number;
  /** Of the bounds. */
  unit?: AxisUnit;
  /** Of the counts. */
  countUnit?: AxisUnit;
  /** In place of shades of the page's own colour. */
  scale?: HeatScale;
  /** The lowest bucket stands at the top. */
  reversed?: boolean;
  showScale?: boolean;
  handle?: Ref<Partial<ChartHandle>>;
  state?: ChartState;
  totalSeries?: number;
  warnings?: readonly string[];
  infos?: readonly string[];
}

const none: readonly never[] = [];

export function HeatmapChart(props: HeatmapChartProps) {
  const { title, series, span, unit = units.number, countUnit = units.number, state = { kind: 'live' } } = props;
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const heat = useMemo(() => bucketsOf(series), [series]);
  const greatest = greatestCount(heat);
  const [asTable, setAsTable] = useState(false);
  useImperativeHandle(props.handle, () => ({ toggleTable: () => setAsTable((before) => !before) }), []);
  const inkOf = useInk(props.scale, greatest);
  const ends = props.scale === undefined ? { from: 0, to: greatest } : scaleEnds(props.scale, greatest);
  const left = heat.leftOut === 0 ? none : [`${heat.leftOut} series have no readable label "le" and are not shown`];
  return (
    <figure className={`chart chart-${state.kind}`} aria-label={title} data-drawn={size === null ? undefined : 'canvas'}>
      <figcaption className="unseen">
        {title}, {oneLine(span)}. A heat map of {heat.buckets.length} buckets; at most {countUnit.format(greatest)} in a cell.
      </figcaption>
      {asTable ? <CountTable {...{ title, heat, unit, countUnit }} /> : null}
      <div ref={box} className="chart-plot" hidden={asTable}>
        {size === null || size.widthPx < 40 || asTable ? null : <HeatPlotOf {...props} {...{ heat, size, unit, countUnit, inkOf }} />}
      </div>
      {heat.buckets.length === 0 ? <p className="quiet">No buckets: a heat map needs series with the label "le".</p> : props.showScale === false ? null : (
        <p className="heat-scale" aria-hidden>
          {countUnit.format(ends.from)} {[0.02, 0.25, 0.5, 0.75, 1].map((part) => (
            <ScaleStep key={part} ink={inkOf(ends.from + (ends.to - ends.from) * part)} />
          ))} {countUnit.format(ends.to)}
        </p>
      )}
      <ChartNotes
        state={state}
        shownSeries={series.length}
        totalSeries={props.totalSeries ?? series.length}
        leftOut={0}
        infinite={0}
        warnings={[...left, ...(props.warnings ?? none)]}
        infos={props.infos ?? none}
      />
    </figure>
  ); // prettier-ignore
}

/** The colours change with the theme. */
function useInk(scale: HeatScale | undefined, greatest: number): InkOf {
  const theme = useTheme();
  return useMemo(
    () => (scale === undefined ? plainInk('var(--series-0)', greatest) : scaleInk(scale, greatest, theme === 'light')),
    [scale, greatest, theme],
  );
}

const ScaleStep = ({ ink }: { ink: ReturnType<InkOf> }) => (
  <svg width="18" height="10"><rect width="18" height="10" fill={ink?.colour ?? 'none'} fillOpacity={ink?.alpha ?? 0} /></svg>
); // prettier-ignore

/** What fell into each bucket at each moment. */
function CountTable({
  title,
  heat,
  unit,
  countUnit,
}: {
  title: string;
  heat: Buckets;
  unit: AxisUnit;
  countUnit: AxisUnit;
}) {
  const series = useMemo(
    () => heat.buckets.map((bucket): ChartSeries => ({ key: String(bucket.toValue), name: boundsInWords(bucket, unit, true), labels: {}, times: heat.times, values: bucket.counts })),
    [heat, unit],
  ); // prettier-ignore
  const options = useMemo(() => ({ unit: countUnit }), [countUnit]);
  return <ChartTable label={title} series={series} options={options} />;
}

interface HeatPlotProps extends HeatmapChartProps {
  heat: Buckets;
  size: Size;
  unit: AxisUnit;
  countUnit: AxisUnit;
  inkOf: InkOf;
}

function HeatPlotOf({ heat, size, unit, countUnit, span, stepMs, inkOf, reversed = false }: HeatPlotProps) {
  const { zone, now } = useClock();
  const theme = useTheme();
  const [spot, setSpot] = useState<{ x: number; y: number } | null>(null);
  const rows = rowsOf(heat, reversed);
  const labels = rows.map((bucket) => boundsInWords(heat.buckets[bucket], unit));
  const leftPx = Math.min(110, Math.max(...labels.map((label) => label.length), 3) * 6.4 + 12);
  const plot = useMemo<HeatPlot>(
    () => ({ left: leftPx, top: 8, width: size.widthPx - leftPx - 16, height: size.heightPx - 8 - axisHeightPx, fromMs: span.fromMs, toMs: span.toMs, stepMs, reversed }),
    [leftPx, size, span.fromMs, span.toMs, stepMs, reversed],
  ); // prettier-ignore
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const colourOf = pageColours();
      drawHeat(context, heat, plot, (count) => {
        const ink = inkOf(count);
        return ink && { ...ink, colour: colourOf(ink.colour) };
      });
    },
    // Variables of the page change with the theme.
    // oxlint-disable-next-line react/exhaustive-deps
    [heat, plot, inkOf, theme],
  );
  const ticks = timeTicks(span, Math.floor(plot.width / 88), zone);
  const cell = spot === null ? null : cellAt(heat, plot, spot.x, spot.y);
  const every = Math.max(1, Math.ceil((rows.length * 16) / plot.height));
  return (
    <div
      className="heat-plot"
      onPointerMove={({ clientX, clientY, currentTarget }) => {
        const { left, top } = currentTarget.getBoundingClientRect();
        setSpot({ x: clientX - left, y: clientY - top });
      }}
      onPointerLeave={() => setSpot(null)}
    >
      <ComposedChart width={size.widthPx} height={size.heightPx} margin={{ top: plot.top, right: 16, bottom: 0, left: leftPx }} accessibilityLayer={false} data={[{ t: span.fromMs }, { t: span.toMs }]}>
        <XAxis dataKey="t" type="number" domain={[span.fromMs, span.toMs]} allowDataOverflow ticks={ticks.map(({ atMs }) => atMs)} interval={0} height={axisHeightPx} stroke="var(--line-strong)" tickSize={4} tick={({ x, y, payload }: { x: number | string; y: number | string; payload: { value: number } }) => (
          <text className="chart-tick" x={x} y={Number(y) + 9} textAnchor="middle">{ticks.find(({ atMs }) => atMs === payload.value)?.text}</text>
        )} />
        <g>
          {labels.map((label, row) => row % every === 0 ? (
            <text key={label} className="chart-tick" x={leftPx - 8} y={plot.top + ((row + 0.5) * plot.height) / rows.length} dy="0.35em" textAnchor="end">{label}</text>
          ) : null)}
        </g>
      </ComposedChart>
      <Canvas widthPx={size.widthPx} heightPx={size.heightPx} draw={draw} />
      {cell === null || spot === null ? null : (
        <div className="chart-tooltip" style={spot.x < size.widthPx / 2 ? { left: spot.x + 14 } : { right: size.widthPx - spot.x + 14 }}>
          <strong>{momentInWords(heat.times[cell.at] ?? 0, now, zone)}</strong>
          <p>{boundsInWords(heat.buckets[cell.bucket], unit, true)}</p>
          <p>{countUnit.format(heat.buckets[cell.bucket]?.counts[cell.at] ?? Number.NaN)}</p>
        </div>
      )}
    </div>
  ); // prettier-ignore
}

function boundsInWords(bucket: Bucket | undefined, unit: AxisUnit, both = false): string {
  if (bucket === undefined) return '';
  const { fromValue, toValue } = bucket;
  if (toValue === Infinity) return `> ${unit.format(fromValue)}`;
  return both && Number.isFinite(fromValue)
    ? `${unit.format(fromValue)} to ${unit.format(toValue)}`
    : `≤ ${unit.format(toValue)}`;
}
