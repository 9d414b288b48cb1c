// The wall: on one screen what is unhealthy, what changed, and how far either can be trusted.
import { useCallback } from 'react';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { HeldByPointer } from '../../components/held-by-pointer.tsx';
import { waitingInWords } from '../../components/held-lines.ts';
import type { Freshness } from '../../components/freshness.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import type { ConsoleStores } from '../../state/console.ts';
import { lostNow } from '../../state/lost.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { freshnessNow } from '../containers/use-containers.ts';
import { connectionFreshness, connectionNow } from '../workloads/kube-freshness.ts';
import { ChangeList } from './change-feed.tsx';
import { SourceCards } from './source-cards.tsx';
import { TroubleList } from './trouble-list.tsx';
import { wallNow } from './shown-wall.ts';
import { dockerSource, inShort, kubeSource, wallHeadline, type WallHeadline, type WallSource } from './wall-sources.ts';
import { WorkloadCounts } from './workload-counts.tsx';

export function WatchView() {
  const stores = useConsole();
  const { place, watch } = stores;
  const { runId } = useWhole(place.store);
  const sources = useSources(stores);
  useWhole(watch.hand);
  const troubles = useFeed(watch.troubles);
  useFeed(watch.changes);
  const { now } = useClock();
  const wall = wallNow(stores, now);
  const hold = useCallback((inside: boolean) => watch.hand.setState({ inside }), [watch]);
  const waits = [waitingInWords(wall.troubles.waiting), changesWait(wall.changes.waiting.added)]
    .filter(Boolean)
    .join('; ');
  const off = sources.every(({ freshness }) => freshness.state === 'off');
  if (off && troubles.entries.size === 0) return <NothingWatched sources={sources} />;
  return (
    <div className="wall">
      {runId === null ? null : (
        <p className="box-note">This screen shows the present, not the past run that Readiness shows.</p>
      )}
      <SourceCards sources={sources} />
      {troubles.heardAt === null ? (
        <Placeholder rows={8} waitingFor="what is unhealthy" />
      ) : (
        <>
          <Headline headline={wallHeadline(sources, troubleCount(troubles.entries.values()))} />
          <HeldByPointer
            waits={waits}
            onHold={hold}
            onRelease={() => watch.hand.setState(({ released }) => ({ released: released + 1 }))}
          >
            <div className="wall-body">
              <div className="wall-now">
                <TroubleList lines={wall.troubles.lines} sources={sources} />
                <WorkloadCounts sources={sources} />
              </div>
              <ChangeList lines={wall.changes.lines} sources={sources} />
            </div>
          </HeldByPointer>
        </>
      )}
    </div>
  );
}

const changesWait = (added: number): string =>
  added === 0 ? '' : `${added} new ${added === 1 ? 'change' : 'changes'}`;

/** Each of those that are gathered in one line wants its own look. */
function troubleCount(troubles: Iterable<{ count: number }>): number {
  let sum = 0;
  for (const { count } of troubles) sum += count;
  return sum;
}

function useSources(stores: ConsoleStores): WallSource[] {
  const { kube, containers } = stores;
  useFeed(stores.sources);
  useFeed(kube.connection);
  useWhole(stores.link.store);
  const boxes = useFeed(containers).entries.size;
  const kinds = useFeed(kube.kinds).entries;
  return [
    dockerSource(worst(stores, freshnessNow(stores)), boxes),
    kubeSource(worst(stores, connectionFreshness(stores)), connectionNow(stores), kinds),
  ];
}

/** A source may be live while the wall itself is no longer told of it. */
function worst({ link, watch }: ConsoleStores, freshness: Freshness): Freshness {
  const lost = lostNow(link, [watch.troubles, watch.changes, watch.workloads]);
  if (lost === null || freshness.state !== 'live') return freshness;
  return { state: 'stale', asOf: watch.troubles.store.getState().heardAt, ...lost };
}

function Headline({ headline: { words, tone } }: { headline: WallHeadline }) {
  return (
    <header className={`box-headline box-headline-${tone}`}>
      {/* A part of it was not looked at, so how it is as a whole is not known. */}
      <Glyph name={tone === 'plain' ? 'inconclusive' : tone} />
      <h2>
        {tone === 'stale' ? 'As last known: ' : ''}
        {words}
      </h2>
    </header>
  );
}

function NothingWatched({ sources }: { sources: readonly WallSource[] }) {
  const connect = useAction('kube.contexts');
  const containers = useAction('go.containers');
  return (
    <div className="boxes">
      <div className="empty">
        <p>Nothing is watched: connect a Kubernetes context, or start Docker, and what runs there appears here.</p>
        <p className="quiet">
          {sources.map(({ name, freshness }) => `${name}: ${inShort(freshness.reason) || 'not connected'}`).join('; ')}
        </p>
        <div className="empty-actions">
          <ActionButton kind="primary" action={connect} />
          <ActionButton action={{ ...containers, label: 'See where Docker was looked for' }} />
        </div>
      </div>
    </div>
  );
}
