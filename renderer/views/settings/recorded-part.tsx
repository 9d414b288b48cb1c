// What is recorded beside events: queries with their samples, how well that goes and what they take, and objects of which
// every version is kept.
import { useState } from 'react';
import type { QueryOrigin, RecordedQuery, SampleHole } from '#shared/model/recorder/named-query.ts';
import type { RecordedObjects } from '#shared/model/recorder/recorded-objects.ts';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { durationInWords, grouped, sizeInWords } from '../../components/times.ts';
import type { FeedView } from '../../state/feed-store.ts';
import { useAnswer, useConsole, useFeed } from '../../state/use-console.ts';
import { QueryDialog } from './query-dialog.tsx';

/** `null` of `open`: a new one. */
type Open = { query: RecordedQuery | null } | null;

export function RecordedPart() {
  const { recorder, operations } = useConsole();
  const view = useFeed(recorder.queries);
  const [open, setOpen] = useState<Open>(null);
  const queries = [...view.entries.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const objects = useAnswer('objects', operations.recordedObjects);
  return (
    <section className="record-part recorded-part" aria-labelledby="recorded-head">
      <h2 id="recorded-head">Recorded queries</h2>
      <div className="row-of-buttons">
        <Button icon="plus" onClick={() => setOpen({ query: null })}>
          Record a query
        </Button>
        <span className="quiet">What triggers and criteria are judged by is recorded of itself.</span>
      </div>
      {view.state === 'stale' ? <p className="quiet"><Glyph name="stale" /> As it was last known: {view.reason}</p> : null}
      {queries.length > 0 ? <QueryTable queries={queries} onEdit={(query) => setOpen({ query })} /> : <p className="quiet">{emptyWords(view.state, view.reason)}</p>}
      <h2>Recorded objects</h2>
      <ObjectTable objects={objects.value ?? []} words={objects.state === 'refused' ? `Not known: ${objects.reason}` : objects.state === 'asking' ? 'Asking …' : 'None yet: containers and pods are recorded while they are watched.'} />
      {open === null ? null : <QueryDialog query={open.query} onClose={() => setOpen(null)} />}
    </section>
  ); // prettier-ignore
}

function emptyWords(state: FeedView<RecordedQuery>['state'], reason: string): string {
  if (state === 'live') return 'No query is recorded yet.';
  return reason === '' ? 'Asking what is recorded …' : `What is recorded is not known: ${reason}`;
}

function QueryTable({ queries, onEdit }: { queries: RecordedQuery[]; onEdit: (query: RecordedQuery) => void }) {
  const sum = queries.reduce((bytes, query) => bytes + query.bytes, 0);
  return (
    <div className="recorded-table">
      <table>
        <caption className="unseen">Queries whose samples are recorded</caption>
        <thead>
          <tr>
            <th scope="col">Query</th>
            <th scope="col">State</th>
            <th scope="col">For</th>
            <th scope="col" className="number">Series</th>
            <th scope="col" className="number">Takes</th>
            <th scope="col">Since</th>
            <th scope="col"><span className="unseen">Change</span></th>
          </tr>
        </thead>
        <tbody>
          {queries.map((query) => <QueryLine key={query.key} query={query} onEdit={onEdit} />)}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={4}>All {grouped(queries.length)}</td>
            <td className="number">{sizeInWords(sum)}</td>
            <td colSpan={2} aria-hidden />
          </tr>
        </tfoot>
      </table>
    </div>
  ); // prettier-ignore
}

const stateGlyphs: Record<RecordedQuery['state'], GlyphName> = { recording: 'pass', failing: 'error', waiting: 'waiting', paused: 'skipped' }; // prettier-ignore

function QueryLine({ query, onEdit }: { query: RecordedQuery; onEdit: (query: RecordedQuery) => void }) {
  const { operations, who } = useConsole();
  const { name, expr, unit, intervalMs, origins, series, bytes, oldestAt } = query;
  const isOurs = origins.some(({ kind }) => kind === 'person');
  const others = origins.filter(({ kind }) => kind !== 'person');
  const remove = (): void => void who.as((by) => operations.removeQuery(query.key, name, by));
  return (
    <tr>
      <th scope="row">
        <span className="recorded-name">{name}</span>
        <code title={expr}>{expr}</code>
        <small>
          every {intervalMs / 1000} s
          {unit === '' ? '' : ` · ${unit}`}
        </small>
      </th>
      <td><StateWords query={query} /></td>
      <td><Origins origins={origins} /></td>
      <td className="number">{grouped(series)}</td>
      <td className="number">{sizeInWords(bytes)}</td>
      <td>{oldestAt === null ? 'no sample yet' : <Moment at={oldestAt} />}</td>
      <td className="recorded-buttons">
        <Button kind="quiet" label={`Change ${name}`} onClick={() => onEdit(query)}>Change</Button>
        <Button kind="quiet" label={`Stop recording ${name}`} disabled={isOurs ? null : `it is recorded for ${originWords(others)}`} onClick={remove}>Stop</Button>
      </td>
    </tr>
  ); // prettier-ignore
}

function StateWords({ query: { state, reason, seenAt, holes } }: { query: RecordedQuery }) {
  return (
    <span className="recorded-state">
      <span>
        <Glyph name={stateGlyphs[state]} /> {state}
      </span>
      {state !== 'recording' && seenAt !== null ? <small>last sample <Ago at={seenAt} /></small> : null}
      {reason === '' ? null : <small>{reason}</small>}
      {holes.length === 0 ? null : <small title={holes.map(holeWords).join('\n')}>{holesWords(holes)}</small>}
    </span>
  ); // prettier-ignore
}

function holesWords(holes: readonly SampleHole[]): string {
  const filled = holes.filter(({ filledAt }) => filledAt !== null).length;
  const words = `${holes.length === 1 ? 'a hole' : `${holes.length} holes`} in 7 days`;
  if (filled === 0) return words;
  return `${words}, ${filled === holes.length ? 'filled' : `${filled} of them filled`} from Prometheus later`;
}

const holeWords = ({ fromMs, toMs, reason }: SampleHole): string => `${durationInWords(toMs - fromMs)}: ${reason}`;

function originWords(origins: readonly QueryOrigin[]): string {
  return origins.map(({ kind, name }) => (kind === 'person' ? name : `the ${kind} “${name}”`)).join(', ');
}

function Origins({ origins }: { origins: readonly QueryOrigin[] }) {
  return <span className="recorded-for">{originWords(origins)}</span>;
}

function ObjectTable({ objects, words }: { objects: readonly RecordedObjects[]; words: string }) {
  if (objects.length === 0) return <p className="quiet">{words}</p>;
  return (
    <div className="recorded-table recorded-objects">
      <table>
        <caption className="unseen">Objects of which every version is kept</caption>
        <thead>
          <tr>
            <th scope="col">Source</th>
            <th scope="col">Kind</th>
            <th scope="col" className="number">There now</th>
            <th scope="col" className="number">All that were seen</th>
          </tr>
        </thead>
        <tbody>
          {objects.map(({ source, kind, present, objects: all }) => (
            <tr key={`${source}/${kind}`}>
              <td>{source === 'docker' ? 'Docker' : 'Kubernetes'}</td>
              <th scope="row">{kind}</th>
              <td className="number">{grouped(present)}</td>
              <td className="number">{grouped(all)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ); // prettier-ignore
}
