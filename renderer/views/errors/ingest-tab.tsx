// How errors come in: the files that are followed, the door for machines, what became of all that was sent, and what was
// refused last, with why.
import { outcomeWords, type IngestCounts, type IngestSource } from '#shared/model/errors/error-ingest.ts';
import { Button } from '../../components/button.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped, sizeInWords } from '../../components/times.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { DoorPart } from './door-part.tsx';
import { FileForm } from './file-form.tsx';
import { RefusalsPart } from './refusals-part.tsx';

export function IngestTab() {
  const { errors } = useConsole();
  const { entries, heardAt, state, reason } = useFeed(errors.ingest);
  if (state === 'refused') return <p className="empty">{reason}</p>;
  if (heardAt === null) return <Placeholder rows={8} waitingFor="what became of what was sent" />;
  const sources = [...entries.values()];
  const refused = sources.reduce((sum, { all }) => sum + refusedOf(all), 0);
  return (
    <div className="errors-page" data-stale={state === 'live' ? undefined : true}>
      <FileForm />
      <Sources sources={sources} />
      <RefusalsPart refused={refused} />
      <DoorPart />
    </div>
  );
}

const sentOf = (counts: IngestCounts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);
const refusedNames = ['conflict', 'schema_invalid', 'too_large', 'queue_overflow', 'internal_error'] as const;
const refusedOf = (counts: IngestCounts): number => refusedNames.reduce((sum, name) => sum + counts[name], 0);

const wayWords: Record<IngestSource['kind'], string> = {
  http: 'HTTP, POST /ops/errors',
  otlp: 'OpenTelemetry, POST /v1/logs',
  engine: 'This console itself',
  tail: 'File, followed',
  import: 'File, taken once',
};

function Sources({ sources }: { sources: IngestSource[] }) {
  return (
    <section aria-label="Ways in">
      <h2>What became of what was sent</h2>
      <div className="errors-scroll">
        <table className="errors-table">
          <thead>
            <tr>
              <th scope="col">Way</th>
              <th scope="col">State</th>
              <th scope="col" className="errors-right">Sent, 24 h</th>
              <th scope="col" className="errors-right">Sent, all</th>
              <th scope="col" className="errors-right">Kept</th>
              <th scope="col" className="errors-right">Known already</th>
              <th scope="col" className="errors-right">Heard only</th>
              <th scope="col">Refused</th>
              <th scope="col"><span className="unseen">What to do</span></th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <Source key={source.key} source={source} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="quiet errors-rule">
        Kept, known already, heard only and refused are together all that was sent. Heard only: log records that are no errors;
        they show that a component lives. Counts go back 90 days.
      </p>
    </section>
  ); // prettier-ignore
}

const tailSigns: Record<'following' | 'waiting' | 'trouble', GlyphName> = { following: 'pass', waiting: 'waiting', trouble: 'error' }; // prettier-ignore

function Source({ source }: { source: IngestSource }) {
  const { kind, path, tail, lastDay, all, policyViolations, inputsDropped } = source;
  const refused = refusedNames.filter((name) => all[name] > 0);
  return (
    <tr>
      <td>
        {wayWords[kind]}
        {path === '' ? null : <code className="errors-path">{path}</code>}
      </td>
      <td>
        {tail === null ? (
          <span className="quiet">{kind === 'tail' ? 'not followed any more' : sentOf(all) === 0 ? 'nothing came yet' : ''}</span>
        ) : (
          <>
            <span className={`error-state state-${tailSigns[tail.state]}`}>
              <Glyph name={tailSigns[tail.state]} /> {tail.state}
            </span>
            <span className="quiet">{tail.reason === '' ? ` ${sizeInWords(tail.offset)} taken` : ` ${tail.reason}`}</span>
          </>
        )}
      </td>
      <td className="errors-right">{grouped(sentOf(lastDay))}</td>
      <td className="errors-right">{grouped(sentOf(all))}</td>
      <td className="errors-right">{grouped(all.accepted)}</td>
      <td className="errors-right">{grouped(all.duplicate)}</td>
      <td className="errors-right">{grouped(all.heard)}</td>
      <td>
        {refused.length === 0 ? <span className="quiet">none</span> : null}
        {refused.map((name) => (
          <span key={name} className="errors-refused">
            {grouped(all[name])} {outcomeWords[name]}
          </span>
        ))}
        {policyViolations > 0 ? <Flagged count={policyViolations} /> : null}
        {inputsDropped > 0 ? <span className="errors-note">{grouped(inputsDropped)} inputs hashed and dropped</span> : null}
      </td>
      <td>{tail === null ? null : <StopFollowing tailKey={tail.key} path={path} />}</td>
    </tr>
  ); // prettier-ignore
}

/** Their class may not come from their layer, or is of no family: leads to the failures that they are. */
function Flagged({ count }: { count: number }) {
  const { place } = useConsole();
  return (
    <span className="errors-note">
      <button type="button" className="link" onClick={() => place.go({ errorsTab: 'groups', errorFind: 'is:flagged', errorGroup: null })}>
        {grouped(count)} kept with a flag
      </button>
    </span>
  ); // prettier-ignore
}

function StopFollowing({ tailKey, path }: { tailKey: string; path: string }) {
  const { operations, who } = useConsole();
  const stop = (): void => void who.as((by) => operations.unfollowErrorFile(tailKey, path, by));
  return (
    <Button icon="close" kind="quiet" title="What was taken of it stays" onClick={stop}>
      Stop
    </Button>
  );
}
