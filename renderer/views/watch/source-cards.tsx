// How fresh each source of the wall is: since when, why not, what was looked at there and what could not be.
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { Ago, Moment, useClock } from '../../components/clock-context.tsx';
import { freshnessSigns, TriesAgain } from '../../components/freshness-band.tsx';
import { Glyph } from '../../components/glyph.tsx';
import type { Freshness } from '../../components/freshness.ts';
import type { WallSource } from './wall-sources.ts';

export const SourceCards = ({ sources }: { sources: readonly WallSource[] }) => (
  <ul className="wall-sources" aria-label="How fresh the sources are">
    {sources.map((source) => (
      <SourceCard key={source.key} source={source} />
    ))}
  </ul>
);

function SourceCard({ source }: { source: WallSource }) {
  const { name, which, freshness, looked, missing, retryAt } = source;
  return (
    <li className={`wall-source wall-source-${freshness.state}`}>
      <p className="wall-source-name">
        <Glyph name={freshnessSigns[freshness.state]} /> <strong>{name}</strong>
        {which === '' ? null : <span className="wall-which">{which}</span>}
        <span className="wall-fresh">
          <FreshWords freshness={freshness} />
        </span>
        <WayOn source={source} />
      </p>
      {freshness.reason === '' || freshness.state === 'live' ? null : (
        <p className="wall-why">
          <span className="wall-reason" title={freshness.reason}>
            {freshness.reason}.
          </span>{' '}
          <TriesAgain at={retryAt} />
        </p>
      )}
      <p className="quiet">
        {looked === ''
          ? 'Nothing was looked at.'
          : `${freshness.state === 'live' ? 'Looked at' : 'Last seen'}: ${looked}.`}
      </p>
      {missing.length === 0 ? null : (
        <p className="wall-why">Not looked at: {missing.map(({ what, why }) => `${what} (${why})`).join(', ')}</p>
      )}
    </li>
  );
}

const words: Record<Freshness['state'], string> = {
  live: 'live',
  waiting: 'connecting',
  stale: 'stale',
  denied: 'denied',
  off: 'off',
};

function FreshWords({ freshness: { state, since, asOf } }: { freshness: Freshness }) {
  const { now, present } = useClock();
  if (state === 'live' && now !== present) return <>live then</>;
  if (state === 'live') return <>live{asOf === null ? null : <>, heard from <Ago at={asOf} /></>}</>; // prettier-ignore
  if (state === 'stale') return <>stale, as of {asOf === null ? 'an unknown moment' : <Moment at={asOf} />}</>;
  return <>{words[state]}{since === null ? null : <> since <Moment at={since} /></>}</>; // prettier-ignore
}

/** One way on for each: the source's own retry, or the place where it is found or chosen. */
function WayOn({ source: { key, freshness } }: { source: WallSource }) {
  const docker = useAction('docker.retry');
  const kube = useAction('kube.retry');
  const choose = useAction('kube.contexts');
  if (freshness.state === 'live' || (freshness.state === 'waiting' && freshness.reason === '')) return null;
  if (key === 'docker') return <ActionButton action={docker} />;
  return <ActionButton action={freshness.state === 'off' ? choose : kube} />;
}
