// Panels of single values: large figures, dials, bars, the parts of a whole.
import { useMemo } from 'react';
import { Sparkline } from '../../components/chart/sparkline.tsx';
import { BarGaugePanel } from '../../components/panels/bar-gauge-panel.tsx';
import { GaugePanel } from '../../components/panels/gauge-panel.tsx';
import { PiePanel } from '../../components/panels/pie-panel.tsx';
import { StatPanel } from '../../components/panels/stat-panel.tsx';
import type { DrawingProps } from './drawing-props.ts';
import { pieOf } from './pie-of.ts';
import { barSteps, rangeOf, reducedValues, shownEnds, shownMarks, shownSteps, shownValues } from './values-of.ts';

export function StatDrawing({ shape, title, answer, series, stepMs, utc, widthPx, heightPx }: DrawingProps<'stat'>) {
  const values = useMemo(() => reducedValues(series, shape.reduce), [series, shape]);
  const shown = useMemo(
    () => shownValues({ values, range: rangeOf(series), utc, nowMs: answer.toMs, prefix: shape.prefix, postfix: shape.postfix, byOrder: false }),
    [values, series, utc, answer, shape],
  );
  const courses = new Map(values.map(({ key, series: own }, at) => [key, { own, colour: shown[at]?.colour ?? null }]));
  const spark = (key: string, width: number, height: number) => {
    const course = courses.get(key);
    if (course === undefined || course.own.times.length < 2) return null;
    const filled = shape.colourMode.startsWith('background');
    const colour = filled ? 'rgba(255, 255, 255, 0.75)' : (course.colour ?? 'var(--series-0)');
    return <Sparkline times={course.own.times} values={course.own.values} fromMs={answer.fromMs} toMs={answer.toMs} stepMs={stepMs} widthPx={width} heightPx={height} colour={colour} />;
  };
  return (
    <StatPanel
      label={title}
      values={shown}
      colourMode={shape.colourMode}
      textMode={shape.textMode}
      direction={shape.direction}
      centred={shape.centred || values.length === 1}
      valuePx={shape.valuePx}
      namePx={shape.namePx}
      widthPx={widthPx}
      heightPx={heightPx}
      spark={shape.course && values.some(({ series: own }) => own.times.length > 1) ? spark : undefined}
    />
  );
} // prettier-ignore

export function GaugeDrawing({ panel, shape, title, answer, series, utc, widthPx, heightPx }: DrawingProps<'gauge'>) {
  const values = useMemo(() => reducedValues(series, shape.reduce), [series, shape]);
  const range = rangeOf(series);
  const style = values[0]?.style ?? panel.style;
  return (
    <GaugePanel
      label={title}
      values={shownValues({ values, range, utc, nowMs: answer.toMs, byOrder: false })}
      steps={shape.showMarkers ? shownSteps(style, range) : []}
      ends={shownEnds(style, range)}
      marks={shape.showLabels ? shownMarks(style, range) : []}
      named={values.length > 1 || panel.style.displayName !== undefined}
      direction={shape.direction}
      widthPx={widthPx}
      heightPx={heightPx}
    />
  );
}

export function BarGaugeDrawing({ panel, shape, title, answer, series, utc, widthPx, heightPx }: DrawingProps<'bargauge'>) {
  const values = useMemo(() => reducedValues(series, shape.reduce), [series, shape]);
  const range = rangeOf(series);
  // Grafana's `horizontal` lays the bars down, one below the other.
  const lying = shape.direction === 'auto' ? widthPx > heightPx : shape.direction === 'down';
  const shown = shownValues({ values, range, utc, nowMs: answer.toMs, byOrder: true });
  return (
    <BarGaugePanel
      label={title}
      values={shown}
      steps={barSteps(values[0]?.style ?? panel.style, range)}
      mode={shape.mode}
      direction={lying ? 'across' : 'up'}
      unfilled={shape.showUnfilled}
      valueInk={shape.valueMode === 'colour'}
      valueShown={shape.valueMode !== 'hidden'}
      widthPx={widthPx}
      heightPx={heightPx}
    />
  );
} // prettier-ignore

export function PieDrawing({ panel, shape, title, answer, series, utc, widthPx, heightPx }: DrawingProps<'pie'>) {
  const values = useMemo(() => reducedValues(series, shape.reduce), [series, shape]);
  const { slices, total } = pieOf(values, panel.style, { utc, nowMs: answer.toMs });
  const { legend } = shape;
  const columns = legend.values;
  return (
    <PiePanel
      label={title}
      slices={slices}
      kind={shape.form}
      onSlice={shape.labels}
      list={legend.as === 'hidden' ? null : { place: legend.side, columns }}
      total={total}
      widthPx={widthPx}
      heightPx={heightPx}
    />
  );
}
