// The endpoints that the console scrapes itself, each with how fresh it is.
import type { Scrape } from '#shared/model/scrape.ts';
import { Ago } from '../../components/clock-context.tsx';
import { freshnessSigns } from '../../components/freshness-band.tsx';
import { freshnessOf } from '../../components/freshness.ts';
import { Glyph } from '../../components/glyph.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { dropped, endpointFacts } from './scrapes-model.ts';

export interface ScrapesListProps {
  endpoints: readonly Scrape[];
  chosen: string | null;
  /** The way to the engine is lost: nobody knows how they are. */
  lost: { since: number | null; reason: string } | null;
  heardAt: number | null;
  onChoose: (key: string) => void;
}

export function ScrapesList({ endpoints, chosen, lost: away, heardAt, onChoose }: ScrapesListProps) {
  return (
    <ul className="scrapes-list" aria-label="Endpoints">
      {endpoints.map((scrape) => {
        const { key, fields, status } = scrape;
        const { state } = freshnessOf({ source: status, lost: away, heardAt });
        const lost = dropped(scrape);
        const incomplete = state === 'live' && lost !== '';
        return (
          <li key={key}>
            <button type="button" className="scrapes-line" aria-current={key === chosen ? 'true' : undefined} onClick={() => onChoose(key)}>
              <Glyph name={incomplete ? 'inconclusive' : freshnessSigns[state]} />
              <span className="scrapes-what">
                <strong>{fields.name}</strong>
                <code title={fields.url}><MiddleText text={fields.url} /></code>
                <span className="quiet">{endpointFacts(scrape)}</span>
                {lost === '' ? null : <span className="scrapes-lost">{lost}</span>}
              </span>
              <span className="scrapes-state">
                {scrape.paused ? 'paused' : state === 'waiting' ? 'connecting' : incomplete ? 'incomplete' : state}
                {status.seenAt === null ? null : <small className="quiet"><Ago at={status.seenAt} /></small>}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  ); // prettier-ignore
}
