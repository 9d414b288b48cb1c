// What a criterion of a soak measures, over the time of the soak so far.
import { useMemo } from 'react';
import type { SoakCriterion, WatchedSoak } from '#shared/model/criteria/soak.ts';
import { valueText } from '#shared/model/criteria/words.ts';
import type { Frame } from '#shared/model/series.ts';
import { useClock } from '../../components/clock-context.tsx';
import type { ChartOptions } from '../../components/chart/chart-types.ts';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { rangeQuestion } from '../../state/panel-questions.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { exploreSeries } from '../metrics/explore-series.ts';

export function SoakChart({ soak, criterion }: { soak: WatchedSoak; criterion: SoakCriterion }) {
  const { zone } = useClock();
  const { startedAtMs, due, definition } = soak;
  const { measure, unit } = criterion;
  // Asked anew when a hundredth more of it is over, not with every interval.
  const part = Math.max(1, Math.ceil(soak.slots / 100));
  const toMs = startedAtMs + Math.ceil(Math.max(1, due) / part) * part * definition.intervalMs;
  const query = measure.kind === 'manual' ? null : rangeQuestion({ query: measure.query, span: `${startedAtMs}..${toMs}`, zone, widthPx: 500, seriesLimit: 20 }); // prettier-ignore
  const { answer, failure } = usePanelQuery<Frame>(query, 0);
  const { series } = useMemo(() => exploreSeries([answer]), [answer]);
  const span = useMemo(() => ({ fromMs: answer?.fromMs ?? 0, toMs: answer?.toMs ?? 1 }), [answer]);
  const limit = measure.kind === 'quantile' || measure.kind === 'level' ? measure.below : null;
  const options = useMemo((): ChartOptions => {
    const steps = [{ at: null, colour: 'transparent' }, ...(limit === null ? [] : [{ at: limit, colour: 'var(--fail)' }])]; // prettier-ignore
    return { unit: { name: '', steps: 'decimal', format: (value) => valueText(value, unit) }, thresholds: { steps, show: 'lines' }, legend: 'list' }; // prettier-ignore
  }, [limit, unit]);
  if (answer === null) return failure === null ? null : <p className="quiet">Its metric cannot be drawn: {failure.reason}</p>; // prettier-ignore
  if (series.length === 0) return <p className="quiet">There is no sample of it.</p>;
  return (
    <div className="criteria-chart">
      <TimeChart title={criterion.title} series={series} span={span} stepMs={answer.stepMs} options={options} totalSeries={answer.totalSeries} />
    </div>
  );
} // prettier-ignore
