// How fresh the containers are, always in sight: live since when, or as of when and why no longer, and the way on.
import type { ReactNode } from 'react';
import { AfterAWhile } from '../../components/after-a-while.tsx';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import type { Freshness } from './use-containers.ts';

const signs: Record<Freshness['state'], GlyphName> = {
  waiting: 'waiting',
  live: 'pass',
  stale: 'stale',
  denied: 'error',
  off: 'not_applicable',
};

export function FreshnessBand({ freshness, kept }: { freshness: Freshness; kept: boolean }) {
  const retry = useAction('docker.retry');
  const { state } = freshness;
  const words = wordsOf(freshness, kept);
  const waiting = state === 'waiting';
  // While nothing is known to be wrong there is nothing to retry.
  const calm = state === 'live' || (waiting && freshness.reason === '');
  const shown = band(state, words, calm ? null : <ActionButton action={retry} />);
  return waiting ? <AfterAWhile>{shown}</AfterAWhile> : shown;
}

const band = (state: Freshness['state'], words: ReactNode, action: ReactNode): ReactNode => (
  <div className={`fresh fresh-${state}`} role="status" aria-label="Freshness of Docker">
    <Glyph name={signs[state]} />
    <p>{words}</p>
    {action}
  </div>
);

function wordsOf({ state, since, reason, asOf }: Freshness, kept: boolean): ReactNode {
  const when = since === null ? null : <Moment at={since} />;
  const last = asOf === null || !kept ? null : <>What is shown is as of <Moment at={asOf} />.</>; // prettier-ignore
  if (state === 'live') {
    return (
      <>
        <strong>Live</strong> since {when}
        {asOf === null ? null : <>, last heard of <Ago at={asOf} /></>}
      </>
    ); // prettier-ignore
  }
  if (state === 'stale') {
    return (
      <>
        <strong>Stale.</strong> As of {asOf === null ? 'an unknown moment' : <Moment at={asOf} />}, {reason || 'no reason was given'}.
        {when === null ? null : <> Not live since {when}.</>} The last data stays.
      </>
    ); // prettier-ignore
  }
  if (state === 'denied') {
    return <><strong>Docker refuses to be watched</strong> since {when}: {reason}. {last}</>; // prettier-ignore
  }
  if (state === 'off') {
    return <><strong>Docker is not being watched</strong> since {when}: {reason || 'no engine was found'}. {last}</>; // prettier-ignore
  }
  return (
    <>
      <strong>Connecting to Docker.</strong> Waiting for {reason || 'its first list of containers'}
      {when === null ? null : <>, since {when}</>}
    </>
  ); // prettier-ignore
}
