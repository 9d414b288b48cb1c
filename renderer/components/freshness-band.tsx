// How fresh a live screen is, always in sight: live since when, or as of when and why no longer, and the way on.
import type { ReactNode } from 'react';
import { AfterAWhile } from './after-a-while.tsx';
import { Ago, Moment, useClock } from './clock-context.tsx';
import type { Freshness } from './freshness.ts';
import { Glyph, type GlyphName } from './glyph.tsx';

export const freshnessSigns: Record<Freshness['state'], GlyphName> = {
  waiting: 'waiting',
  live: 'pass',
  stale: 'stale',
  denied: 'error',
  off: 'not_applicable',
};

export interface FreshnessBandProps {
  /** Of what, e.g. `Docker`; `many` where the name stands for many, e.g. `Pods`. */
  name: string;
  many?: boolean;
  freshness: Freshness;
  /** What is wrong with it although it answers, in words: then it is not green. */
  but?: string;
  /** Whether anything of it is still shown. */
  kept: boolean;
  /** What is waited for while nothing has been heard, and what is missing where it is off and no reason is given. */
  waitsFor: string;
  /** What is being done while nothing has been heard, where that is not connecting. */
  doing?: string;
  missing: string;
  /** When it is tried again by itself. */
  retryAt?: number | null;
  /** The way on; shown while something is known to be wrong. */
  action: ReactNode;
  /** What stands at the end in any state. */
  children?: ReactNode;
}

export function FreshnessBand(props: FreshnessBandProps) {
  const { name, freshness, action, but, children } = props;
  const { state, reason } = freshness;
  const waiting = state === 'waiting';
  // While nothing is known to be wrong there is nothing to retry.
  const calm = state === 'live' || (waiting && reason === '');
  const doubt = state === 'live' && but !== undefined;
  const shown = (
    <div className={`fresh fresh-${doubt ? 'doubt' : state}`} role="status" aria-label={`Freshness of ${name}`}>
      <Glyph name={doubt ? 'inconclusive' : freshnessSigns[state]} />
      <p>
        <Words {...props} /> <TriesAgain at={props.retryAt ?? null} />
      </p>
      {calm ? null : action}
      {children}
    </div>
  );
  return waiting ? <AfterAWhile>{shown}</AfterAWhile> : shown;
}

export function TriesAgain({ at }: { at: number | null }) {
  const { now } = useClock();
  if (at === null) return null;
  const seconds = Math.ceil((at - now) / 1_000);
  return <>{seconds > 0 ? `Tries again in ${seconds} s.` : 'Trying again now.'}</>;
}

function Words({ name, many = false, doing, but, freshness, kept, waitsFor, missing }: FreshnessBandProps): ReactNode {
  const { state, since, reason, asOf } = freshness;
  const { now, present } = useClock();
  const when = since === null ? null : <Moment at={since} />;
  const last = asOf === null || !kept ? null : <>What is shown is as of <Moment at={asOf} />.</>; // prettier-ignore
  if (state === 'live') {
    return (
      <>
        <strong>{now === present ? 'Live' : 'Live then,'}{but === undefined ? '' : `, but ${but};`}</strong> since {when}
        {asOf === null || now !== present ? null : <>, last heard from <Ago at={asOf} /></>}
      </>
    ); // prettier-ignore
  }
  if (state === 'stale') {
    return (
      <>
        <strong>Stale.</strong> As of {asOf === null ? 'an unknown moment' : <Moment at={asOf} />}, {reason || 'no reason was given'}.
        {when === null || since === asOf ? null : <> Not live since {when}.</>} The last data stays.
      </>
    ); // prettier-ignore
  }
  if (state === 'denied') {
    return <><strong>{name} {many ? 'refuse' : 'refuses'} to be watched</strong> since {when}: {reason}. {last}</>; // prettier-ignore
  }
  if (state === 'off') {
    return <><strong>{name} {many ? 'are' : 'is'} not being watched</strong> since {when}: {reason || missing}. {last}</>; // prettier-ignore
  }
  return (
    <>
      <strong>{doing ?? `Connecting to ${name}`}.</strong> Waiting for {reason || waitsFor}
      {when === null ? null : <>, since {when}</>}
    </>
  ); // prettier-ignore
}
