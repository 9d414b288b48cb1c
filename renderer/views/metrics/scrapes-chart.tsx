// One name of a scraped endpoint over a time: as it was, as a rate, or as a quantile; and its label sets with their last values.
import { useMemo, useRef } from 'react';
import type { Scrape, ScrapedMetric, ScrapeView } from '#shared/model/scrape.ts';
import { scrapeViews } from '#shared/model/scrape.ts';
import { isMoving, spanText } from '#shared/model/span.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useClock } from '../../components/clock-context.tsx';
import type { ChartSeries, ChartState } from '../../components/chart/chart-types.ts';
import { decodeFrame, distinctNames, seriesName } from '../../components/chart/decode-frame.ts';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { units } from '../../components/chart/units.ts';
import { useSize } from '../../components/chart/use-size.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import type { ScrapeLook } from '../../state/scrape-place.ts';
import { scrapedQuestion, seriesQuestion } from '../../state/scrape-questions.ts';
import { useConsole } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { ScrapesLabels } from './scrapes-labels.tsx';
import { noteOf, unitOf, viewOf, viewProblem } from './scrapes-model.ts';

const viewWords: Record<ScrapeView, string> = { gauge: 'As it is', rate: 'Rate', quantile: 'Quantile' };
const quantiles = [0.5, 0.9, 0.95, 0.99, 0.999];

export interface ScrapesChartProps {
  scrape: Scrape;
  metric: ScrapedMetric;
  look: ScrapeLook;
  span: string;
  onLook: (change: Partial<ScrapeLook>) => void;
}

export function ScrapesChart({ scrape, metric, look, span, onLook }: ScrapesChartProps) {
  const { place } = useConsole();
  const { zone } = useClock();
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const { key, fields } = scrape;
  const asked = look.as ?? viewOf(metric);
  const as = viewProblem(metric, asked) === null ? asked : viewOf(metric);
  const by = as === 'gauge' ? null : look.by;
  const everyMs = isMoving(span) && !scrape.paused ? fields.intervalMs : 0;
  const widthPx = size?.widthPx ?? 0;
  const question = widthPx === 0 ? null : scrapedQuestion({ key, metric: metric.name, as, q: look.q, by, span, zone, widthPx }); // prettier-ignore
  const { answer, answeredAt, failure, again } = usePanelQuery(question, everyMs);
  const sets = usePanelQuery(seriesQuestion(key, metric.name), everyMs);
  const series = useMemo(() => (answer === null ? [] : chartSeries(answer)), [answer]);
  const shown = useMemo(() => (answer === null ? null : { fromMs: answer.fromMs, toMs: answer.toMs }), [answer]);
  const unit = unitOf(metric, as);
  const options = useMemo(() => ({ unit: units[unit], legend: 'table' as const }), [unit]);
  const state: ChartState = failure === null ? { kind: 'live' } : { kind: 'stale', asOfMs: answeredAt ?? 0, reason: failure.reason }; // prettier-ignore
  return (
    <section ref={box} className="scrapes-chart" aria-label={metric.name}>
      <Tools {...{ metric, as, look, onLook }} labels={Object.keys(sets.answer?.rows[0]?.labels ?? {})} />
      <p className="scrapes-note quiet">{noteOf(as)}</p>
      {answer === null && failure === null ? <Placeholder rows={6} waitingFor="the samples" /> : null}
      {answer === null && failure !== null ? (
        <div className="empty">
          <p>It cannot be shown: {failure.reason}</p>
          <div className="empty-actions"><Button icon="reload" onClick={again}>Ask again</Button></div>
        </div>
      ) : null}
      {answer !== null && shown !== null ? (
        <div className="scrapes-plot">
          <TimeChart
            title={`${metric.name}, ${viewWords[as].toLowerCase()}, scraped by the console`}
            head={<span className="quiet">{metric.help}</span>}
            series={series}
            span={shown}
            stepMs={answer.stepMs}
            options={options}
            state={state}
            totalSeries={answer.totalSeries}
            onZoom={(zoomed) => place.go({ span: spanText(zoomed) })}
          />
        </div>
      ) : null}
      <ScrapesLabels sets={sets} />
    </section>
  ); // prettier-ignore
}

function chartSeries(frame: Parameters<typeof decodeFrame>[0]): ChartSeries[] {
  const decoded = decodeFrame(frame);
  const { names } = distinctNames(decoded.map(({ labels }) => labels));
  return decoded.map(({ key, labels, times, values }, at) => ({ key, name: names[at] || seriesName(labels), fullName: seriesName(labels), labels, times, values })); // prettier-ignore
}

interface ToolsProps extends Pick<ScrapesChartProps, 'metric' | 'look' | 'onLook'> {
  as: ScrapeView;
  labels: readonly string[];
}

function Tools({ metric, as, look, onLook, labels }: ToolsProps) {
  const possible = scrapeViews.filter((view) => viewProblem(metric, view) === null);
  const groups = labels.filter((name) => name !== 'le');
  const toggle = (name: string): void => {
    const before = look.by ?? [];
    onLook({ by: before.includes(name) ? before.filter((one) => one !== name) : [...before, name] });
  };
  return (
    <div className="scrapes-tools">
      <code className="scrapes-name">{metric.name}</code>
      <Choice legend="Show as" headed value={as} options={possible.map((value) => ({ value, word: viewWords[value] }))} onChange={(view) => onLook({ as: view })} />
      {as === 'quantile' ? (
        <select aria-label="Which quantile" value={look.q} onChange={(event) => onLook({ q: Number(event.target.value) })}>
          {[...new Set([...quantiles, look.q])].map((q) => <option key={q} value={q}>p{Number((q * 100).toFixed(4))}</option>)}
        </select>
      ) : null}
      {as === 'gauge' || groups.length === 0 ? null : (
        <span className="scrapes-by" role="group" aria-label="Summed">
          <Button kind="quiet" pressed={look.by === null} onClick={() => onLook({ by: null })}>Each</Button>
          <Button kind="quiet" pressed={look.by?.length === 0} onClick={() => onLook({ by: [] })}>Sum of all</Button>
          <span className="quiet">sum by</span>
          {groups.slice(0, 8).map((name) => (
            <Button key={name} kind="quiet" pressed={look.by?.includes(name) === true} onClick={() => toggle(name)}>{name}</Button>
          ))}
        </span>
      )}
    </div>
  ); // prettier-ignore
}
