// Endpoints that the console scrapes itself, where there is no Prometheus: which there are, and what was kept of one of them.
import { useState, type ReactNode } from 'react';
import type { Scrape } from '#shared/model/scrape.ts';
import { scrapedWords, scrapeLimits } from '#shared/model/scrape.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { PastRefusal } from '../../components/past-refusal.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { SpanPicker } from '../../components/span-picker.tsx';
import { lostNow } from '../../state/lost.ts';
import { plainLook, scrapeLookOf, scrapeText, type ScrapeLook } from '../../state/scrape-place.ts';
import { metricsQuestion } from '../../state/scrape-questions.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { ScrapesChart } from './scrapes-chart.tsx';
import { ScrapesEndpoint } from './scrapes-endpoint.tsx';
import { ScrapesFormDialog } from './scrapes-form-dialog.tsx';
import { ScrapesList } from './scrapes-list.tsx';
import { ScrapesMetrics } from './scrapes-metrics.tsx';

const namesEveryMs = 15_000;

export function ScrapesView() {
  const { place, scrapes, link } = useConsole();
  const { scrape: text, span } = useWhole(place.store);
  const { entries, heardAt, state, reason } = useFeed(scrapes.endpoints);
  useWhole(link.store);
  const [adding, setAdding] = useState(false);
  const look = scrapeLookOf(text);
  const endpoints = [...entries.values()].toSorted((a, b) => (a.fields.name < b.fields.name ? -1 : 1));
  const chosen = endpoints.find(({ key }) => key === look.endpoint) ?? endpoints[0] ?? null;
  const lost = lostNow(link, [scrapes.endpoints]);
  const go = (change: Partial<ScrapeLook>): void => place.go({ scrape: scrapeText({ ...look, ...change }) });
  const add = (
    <Button icon="plus" disabled={endpoints.length >= scrapeLimits.endpoints ? 'At most ten endpoints are scraped; for more there is Prometheus.' : null} onClick={() => setAdding(true)}>
      Scrape an endpoint…
    </Button>
  ); // prettier-ignore
  const dialog = adding ? (
    <ScrapesFormDialog scrape={null} onClose={() => setAdding(false)} onSaved={(key) => { setAdding(false); place.go({ scrape: scrapeText({ ...plainLook, endpoint: key }) }); }} />
  ) : null; // prettier-ignore
  if (state === 'refused') return <PastRefusal name="Scraped endpoints" reason={reason} />;
  if (heardAt === null) return <Placeholder rows={8} waitingFor="the scraped endpoints" />;
  return (
    <section className="scrapes" aria-label="Scrapes">
      <div className="toolbar scrapes-bar">
        <p className="scrapes-label">
          <Icon name="info" /> {scrapedWords}
        </p>
        <span className="toolbar-end">
          {chosen === null ? null : <SpanPicker text={span} onChange={(next) => place.go({ span: next })} />}
          {chosen === null ? null : add}
        </span>
      </div>
      {chosen === null ? (
        <NoEndpoints add={add} />
      ) : (
        <div className="scrapes-columns">
          <ScrapesList endpoints={endpoints} chosen={chosen.key} lost={lost} heardAt={heardAt} onChoose={(key) => go({ ...plainLook, endpoint: key })} />
          <Chosen key={chosen.key} {...{ scrape: chosen, lost, heardAt, look, span, go }} />
        </div>
      )}
      {dialog}
    </section>
  ); // prettier-ignore
}

function NoEndpoints({ add }: { add: ReactNode }) {
  return (
    <div className="empty">
      <p>No endpoint is scraped.</p>
      <p className="quiet">
        Where there is no Prometheus, the console can ask an endpoint such as <code>http://host:9100/metrics</code>{' '}
        itself and keep its samples for some hours. With a Prometheus, Explore and dashboards show more.
      </p>
      <div className="empty-actions">{add}</div>
    </div>
  );
}

interface ChosenProps {
  scrape: Scrape;
  lost: { since: number | null; reason: string } | null;
  heardAt: number;
  look: ScrapeLook;
  span: string;
  go: (change: Partial<ScrapeLook>) => void;
}

function Chosen({ scrape, lost, heardAt, look, span, go }: ChosenProps) {
  const metrics = usePanelQuery(metricsQuestion(scrape), scrape.paused ? 0 : namesEveryMs);
  const metric = metrics.answer?.find(({ name }) => name === look.metric) ?? null;
  const gone = metric === null && look.metric !== null && metrics.answer !== null;
  return (
    <div className="scrapes-one">
      <ScrapesEndpoint {...{ scrape, lost, heardAt }} />
      <div className="scrapes-both">
        <ScrapesMetrics metrics={metrics} chosen={look.metric} find={look.find} onFind={(find) => go({ find })} onChoose={({ name }) => go({ metric: name, as: null, by: null })} />
        {metric === null ? (
          <div className="empty"><p>{gone ? `Nothing is kept under the name ${look.metric}.` : 'Choose a metric.'}</p></div>
        ) : (
          <ScrapesChart {...{ scrape, metric, look, span }} onLook={go} />
        )}
      </div>
    </div>
  ); // prettier-ignore
}
