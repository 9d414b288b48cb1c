// The names under which samples of an endpoint are kept, with what the endpoint says of them.
import type { ScrapedMetric } from '#shared/model/scrape.ts';
import { FindField } from '../../components/find-field.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import type { PanelHold } from '../../state/use-panel-query.ts';
import { foundMetrics } from './scrapes-model.ts';

/** More than this nobody reads; the filter finds the rest. */
const mostLines = 400;

export interface ScrapesMetricsProps {
  metrics: PanelHold<ScrapedMetric[]>;
  chosen: string | null;
  find: string;
  onFind: (find: string) => void;
  onChoose: (metric: ScrapedMetric) => void;
}

export function ScrapesMetrics({ metrics, chosen, find, onFind, onChoose }: ScrapesMetricsProps) {
  const { answer, failure } = metrics;
  const found = foundMetrics(answer ?? [], find);
  return (
    <section className="scrapes-metrics" aria-label="Names of metrics">
      <FindField label="Filter the metrics" hint="Name, help, type" value={find} onChange={onFind} />
      {answer === null && failure === null ? <Placeholder rows={8} waitingFor="the names" /> : null}
      {failure === null ? null : <p className="field-problem scrapes-note">The names are not known: {failure.reason}</p>}
      {answer !== null && found.length === 0 ? <p className="quiet scrapes-note">{answer.length === 0 ? 'Nothing is kept yet. It fills with the first scrape.' : `No metric holds the words “${find}”.`}</p> : null}
      <ul>
        {found.slice(0, mostLines).map((metric) => (
          <li key={metric.name}>
            <button type="button" className="scrapes-metric" aria-current={metric.name === chosen ? 'true' : undefined} title={metric.help} onClick={() => onChoose(metric)}>
              <code>{metric.name}</code>
              <span className="quiet">{metric.type} · {grouped(metric.series)} series</span>
              {metric.help === '' ? null : <span className="scrapes-help">{metric.help}</span>}
            </button>
          </li>
        ))}
      </ul>
      {found.length > mostLines ? <p className="quiet scrapes-note">The first {mostLines} of {grouped(found.length)}; the filter finds the others.</p> : null}
    </section>
  ); // prettier-ignore
}
