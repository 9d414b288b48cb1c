// Across every screen: soaks and watched criteria that fail, until somebody here puts the band away; another failure brings it
// back. Putting it away is of this screen alone and changes nothing.
import { useState } from 'react';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { grouped } from '../../components/times.ts';
import type { Place } from '../../state/place.ts';
import { useConsole } from '../../state/use-console.ts';
import { useEntries } from './use-criteria.ts';

interface Failure {
  id: string;
  of: string;
  words: string;
  place: Partial<Place>;
}

/** A soak that is over is news for a day. */
const newsMs = 86_400_000;

export function FailingBand() {
  const { criteria, place } = useConsole();
  const { now } = useClock();
  const sets = useEntries(criteria.sets);
  const soaks = useEntries(criteria.soaks);
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const failing = [...soaks.all.flatMap((soak) => failuresOfSoak(soak, now)), ...sets.all.flatMap(failuresOfSet)];
  const shown = failing.filter(({ id }) => !away.has(id));
  const [first] = shown;
  if (first === undefined) return null;
  return (
    <Banner
      tone="bad"
      title={`${first.of} failed:`}
      actions={
        <span className="firing-actions">
          <Button kind="primary" onClick={() => place.go({ view: 'criteria', ...first.place })}>
            Show
          </Button>
          <Button title="On this screen, until something else fails" onClick={() => setAway(new Set(failing.map(({ id }) => id)))}>
            Put away
          </Button>
        </span>
      }
    >
      {first.words}
      {sets.lost || soaks.lost ? ' (as last known)' : ''}
      {shown.length > 1 ? <strong> {grouped(shown.length - 1)} more failed.</strong> : null}
    </Banner>
  );
} // prettier-ignore

function failuresOfSoak({ key, definition, findings, state, endedAtMs }: WatchedSoak, nowMs: number): Failure[] {
  if (state === 'stopped' || (endedAtMs !== null && nowMs - endedAtMs > newsMs)) return [];
  return findings
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ id, reason }) => ({
      id: `soak ${key}/${id}`,
      of: definition.title,
      words: `${definition.criteria.find((one) => one.id === id)?.title ?? id}: ${reason}`,
      place: { criteriaTab: 'soaks', criterion: key },
    }));
}

/** Of what judges itself; what somebody asked about once is on their screen. */
function failuresOfSet({ key, set, watched, criteria }: WatchedSet): Failure[] {
  if (!watched) return [];
  return criteria
    .filter(({ standing }) => standing?.outcome === 'fail')
    .map(({ id, standing, sinceMs }) => ({
      id: `criterion ${key}/${id} ${sinceMs}`,
      of: set.title,
      words: `${set.criteria.find((one) => one.id === id)?.title ?? id}: ${standing?.reason ?? ''}`,
      place: { criteriaTab: 'criteria', criterion: `${key}/${id}` },
    }));
}
