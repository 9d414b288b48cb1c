// One query of Explore: its editor, whether it is asked, what came of it, and what can be done with it.
import { useContext } from 'react';
import { Button } from '../../components/button.tsx';
import { curlText } from '../../components/curl-text.ts';
import { Glyph } from '../../components/glyph.tsx';
import { PromqlEditor } from '../../components/promql-editor.tsx';
import { SayContext } from '../../components/say-context.ts';
import { grouped } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import { letterOf } from './explore-series.ts';
import type { Explore } from './use-explore.ts';

export function ExploreQueryRow({ explore, place }: { explore: Explore; place: number }) {
  const { metrics } = useConsole();
  const { look, drafts } = explore;
  const query = look.queries[place];
  const letter = letterOf(place);
  if (query === undefined) return null;
  const run = (text: string): void => {
    explore.write(place, text);
    explore.run();
  };
  return (
    <li className={query.off ? 'explore-query explore-query-off' : 'explore-query'}>
      <button type="button" className="explore-letter" aria-pressed={!query.off} aria-label={`Query ${letter} is asked`} title={query.off ? `${letter} is not asked; press to ask it` : `${letter} is asked; press to leave it out`} onClick={() => explore.turn(place, !query.off)}>
        {letter}
      </button>
      <div className="explore-editor">
        <PromqlEditor text={drafts[place] ?? ''} label={`Query ${letter}`} names={metrics.names} onChange={(text) => explore.write(place, text)} onRun={run} />
        <Outcome explore={explore} place={place} />
      </div>
      <CopyCurl explore={explore} place={place} />
      <Button icon="close" kind="quiet" label={`Remove query ${letter}`} onClick={() => explore.remove(place)} />
    </li>
  ); // prettier-ignore
}

/** What is to be known of this query alone: one that fails leaves the others as they are. */
function Outcome({ explore, place }: { explore: Explore; place: number }) {
  const { look, drafts, frames, rows } = explore;
  const query = look.queries[place];
  const hold = look.view === 'graph' ? frames[place] : rows[place];
  if (query === undefined || hold === undefined) return null;
  const edited = drafts[place] !== query.q;
  if (edited) return <p className="explore-said quiet">Changed since it was asked: Ctrl-Enter asks it.</p>;
  if (query.off || query.q.trim() === '') return null;
  if (hold.failure !== null) {
    return (
      <p className="explore-said explore-failed" role="status">
        <Glyph name="error" /> <span>{hold.failure.reason}</span>
      </p>
    );
  }
  if (hold.answer === null) return null;
  const frame = frames[place]?.answer;
  const table = rows[place]?.answer;
  const words = look.view === 'graph' ? graphWords(frame ?? null) : `${grouped(table?.totalRows ?? 0)} ${table?.totalRows === 1 ? 'row' : 'rows'}`; // prettier-ignore
  return <p className="explore-said quiet">{words}</p>;
}

function graphWords(frame: { totalSeries: number; totalSamples: number; reduced: boolean } | null): string {
  if (frame === null) return '';
  const { totalSeries, totalSamples, reduced } = frame;
  const series = `${grouped(totalSeries)} series, ${grouped(totalSamples)} samples`;
  return reduced ? `${series}, reduced to what can be drawn: every least and greatest is kept` : series;
}

function CopyCurl({ explore, place }: { explore: Explore; place: number }) {
  const say = useContext(SayContext);
  const { look, span, frames, drafts } = explore;
  const text = (drafts[place] ?? '').trim();
  const copy = async (): Promise<void> => {
    const step = frames[place]?.answer?.stepMs ?? 15_000;
    const params: Record<string, string> =
      look.view === 'table' || span === null
        ? { query: text, ...(span === null ? {} : { time: String(span.toMs / 1000) }) }
        : { query: text, start: String(span.fromMs / 1000), end: String(span.toMs / 1000), step: String(step / 1000) };
    try {
      await navigator.clipboard.writeText(curlText({ url: null, path: look.view === 'table' ? 'query' : 'query_range', params })); // prettier-ignore
      say('copied as curl; put the server into PROMETHEUS_URL');
    } catch {
      say('the clipboard was refused to this page');
    }
  };
  return (
    <Button icon="copy" kind="quiet" label={`Copy query ${letterOf(place)} as curl`} disabled={text === '' ? 'There is no query yet.' : null} onClick={() => void copy()} />
  ); // prettier-ignore
}
