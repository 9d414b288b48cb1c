// A chart in Recharts, while its points are few enough: axes, grid and lines.
// It knows nothing of pointers: whatever follows the pointer lies above it, and does not draw it anew.
import { memo, type ReactNode } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { infinityArrow } from './draw-series.ts';
import { axisHeightPx, scaleFor, tickText, type DrawnSeries, type PlotModel, type Scale } from './plot-model.ts';

interface Point {
  t: number;
  /** Null is a gap. */
  v: number | null;
  b: number;
}

const ticksOf = (scale: Scale): number[] => scale.axis.ticks;

interface ChartFrameProps {
  model: PlotModel;
  below?: ReactNode;
}

export const ChartFrame = memo(function ChartFrame({ model, below }: ChartFrameProps) {
  const { widthPx, heightPx, box, left, right, span } = model;
  const texts = new Map(model.ticks.map(({ atMs, text, day }) => [atMs, { text, day }]));
  return (
    <ComposedChart
      width={widthPx}
      height={heightPx}
      margin={{ top: box.top, right: right === null ? widthPx - box.left - box.width : 0, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      // Recharts draws no axis without data.
      data={[{ t: span.fromMs }, { t: span.toMs }]}
    >
      <CartesianGrid yAxisId="left" vertical={false} stroke="var(--line)" />
      {below}
      <XAxis
        dataKey="t"
        type="number"
        scale="linear"
        domain={[span.fromMs, span.toMs]}
        allowDataOverflow
        ticks={model.ticks.map(({ atMs }) => atMs)}
        interval={0}
        height={axisHeightPx}
        stroke="var(--line-strong)"
        tickSize={4}
        tick={({ x, y, payload }: TickProps) => {
          const tick = texts.get(payload.value);
          return (
            <text className={tick?.day === true ? 'chart-tick chart-tick-day' : 'chart-tick'} x={x} y={Number(y) + 9} textAnchor="middle">
              {tick?.text}
            </text>
          ); // prettier-ignore
        }}
      />
      <ValueAxisOf id="left" scale={left} widthPx={box.left} />
      {right === null ? null : <ValueAxisOf id="right" scale={right} widthPx={widthPx - box.left - box.width} />}
      {fills(model)}
      {lines(model)}
      <Marks model={model} />
    </ComposedChart>
  );
});

interface TickProps {
  x: number | string;
  y: number | string;
  payload: { value: number };
}

function ValueAxisOf({ id, scale, widthPx }: { id: 'left' | 'right'; scale: Scale; widthPx: number }) {
  const { axis, unit, kind, hidden } = scale;
  return (
    <YAxis
      yAxisId={id}
      orientation={id}
      type="number"
      scale={kind}
      domain={[axis.min, axis.max]}
      allowDataOverflow
      ticks={ticksOf(scale)}
      interval={0}
      width={widthPx}
      axisLine={false}
      tickLine={false}
      tick={({ x, y, payload }: TickProps) => (
        <text className="chart-tick" x={x} y={y} dy="0.35em" textAnchor={id === 'left' ? 'end' : 'start'}>
          {hidden ? null : tickText(axis, unit, payload.value)}
        </text>
      )}
    />
  );
}

function fills(model: PlotModel): ReactNode[] {
  return model.drawn
    .filter(({ fill }) => fill > 0)
    .map((one) => (
      <Area
        key={`fill ${one.series.key}`}
        yAxisId={one.axis}
        data={pointsOf(model, one)}
        dataKey={({ b, v }: Point) => (v === null ? null : [b, v])}
        type="linear"
        stroke="none"
        fill={one.colour}
        fillOpacity={one.fill}
        dot={false}
        activeDot={false}
        isAnimationActive={false}
      />
    ));
}

function lines(model: PlotModel): ReactNode[] {
  return model.drawn.map((one) => (
    <Line
      key={`line ${one.series.key}`}
      yAxisId={one.axis}
      data={pointsOf(model, one)}
      dataKey="v"
      type="linear"
      stroke={one.colour}
      strokeWidth={one.lineWidthPx}
      strokeDasharray={one.dash.join(' ')}
      dot={false}
      activeDot={false}
      isAnimationActive={false}
    />
  ));
}

/** With a hole between what is not joined. */
function pointsOf(model: PlotModel, { segments, times, tops, bases, axis }: DrawnSeries): Point[] {
  const scale = scaleFor(model, { axis });
  const foot = scale.kind === 'log' ? scale.axis.min : Math.min(scale.axis.max, Math.max(scale.axis.min, 0));
  const points: Point[] = [];
  segments.starts.forEach((start, place) => {
    const end = segments.ends[place] ?? start;
    if (points.length > 0) points.push({ t: times[start] ?? 0, v: null, b: 0 });
    for (let at = start; at < end; at++)
      points.push({ t: times[at] ?? 0, v: tops[at] ?? null, b: bases?.[at] ?? foot });
  });
  return points;
}

/** Samples alone between gaps, and those that are beyond any axis. */
function Marks({ model }: { model: PlotModel }) {
  return (
    <g>
      {model.drawn.map((one) => (
        <g key={one.series.key} fill={one.colour}>
          {one.segments.alone.map((at) => {
            const y = scaleFor(model, one).y(one.tops[at] ?? 0);
            const inside = y >= model.box.top && y <= model.box.top + model.box.height;
            return inside ? <circle key={at} cx={model.x(one.times[at] ?? 0)} cy={y} r={2} /> : null;
          })}
          {one.segments.infinite.map((at) => (
            <path key={at} d={`M${infinityArrow(model, one.times[at] ?? 0, (one.tops[at] ?? 0) > 0).join('L')}Z`} />
          ))}
        </g>
      ))}
    </g>
  );
}
