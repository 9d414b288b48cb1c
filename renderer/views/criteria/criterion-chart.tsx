// The metric of a criterion over its window and as much before it, with the threshold as a line.
import { useMemo } from 'react';
import { shownQuery, unitOf, valueText } from '#shared/model/criteria/words.ts';
import type { Criterion } from '#shared/model/criteria/criterion.ts';
import { durationText } from '#shared/model/duration.ts';
import type { Frame } from '#shared/model/series.ts';
import { useClock } from '../../components/clock-context.tsx';
import type { ChartOptions } from '../../components/chart/chart-types.ts';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { rangeQuestion } from '../../state/panel-questions.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { exploreSeries } from '../metrics/explore-series.ts';

export function CriterionChart({ criterion, toMs }: { criterion: Criterion; toMs: number | null }) {
  const { zone } = useClock();
  const { metric, windowMs } = criterion;
  // Over the window itself a rate is one number; a line of it needs a shorter one.
  const innerMs = metric.kind === 'query' ? windowMs : Math.max(60_000, Math.min(windowMs, 300_000));
  const query = shownQuery(metric).replaceAll('$window', durationText(innerMs));
  const span = toMs === null ? `now-${durationText(windowMs * 2)}..now` : `${Math.round(toMs - 2 * windowMs)}..${Math.round(toMs)}`;
  const { answer, failure } = usePanelQuery<Frame>(rangeQuestion({ query, span, zone, widthPx: 500, seriesLimit: 20 }), 0);
  const options = useOptions(criterion);
  const { series } = useMemo(() => exploreSeries([answer]), [answer]);
  const shown = useMemo(() => ({ fromMs: answer?.fromMs ?? 0, toMs: answer?.toMs ?? 1 }), [answer]);
  if (answer === null && failure !== null) return <p className="state-error">The metric cannot be drawn: {failure.reason}</p>;
  if (answer === null) return <Placeholder rows={4} waitingFor="the metric" />;
  if (series.length === 0) return <p className="quiet">There is no sample of it in this time.</p>;
  return (
    <div className="criteria-chart">
      <TimeChart title={criterion.title} series={series} span={shown} stepMs={answer.stepMs} options={options} totalSeries={answer.totalSeries} warnings={answer.warnings} />
    </div>
  );
} // prettier-ignore

function useOptions(criterion: Criterion): ChartOptions {
  const unit = unitOf(criterion);
  return useMemo(() => {
    const format = (value: number): string => valueText(value, unit);
    const steps = [{ at: null, colour: 'transparent' }, { at: criterion.threshold, colour: 'var(--fail)' }];
    return { unit: { name: '', steps: 'decimal', format }, thresholds: { steps, show: 'lines' }, legend: 'list', min: 0 };
  }, [unit, criterion.threshold]);
} // prettier-ignore
