// What runs in local Docker: how fresh, how many are how, which one wants a look, and one of them in full beside.
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { ColumnChoice } from '../../components/container-columns.tsx';
import { ContainerGrid } from '../../components/container-grid.tsx';
import { AfterAWhile } from '../../components/after-a-while.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useAction } from '../../components/actions-context.ts';
import { Button } from '../../components/button.tsx';
import { ContainerDrawer } from './container-drawer.tsx';
import { ContainersBar } from './containers-bar.tsx';
import { nextSort, sortOf } from './containers-model.ts';
import { DockerPlaces } from './docker-places.tsx';
import { FreshnessBand } from './freshness-band.tsx';
import { waitingInWords } from './held-lines.ts';
import { useContainers, type ContainersScreen } from './use-containers.ts';

export function ContainersView() {
  const screen = useContainers();
  const { place, feed, freshness } = screen;
  const kept = feed.entries.size > 0;
  const none = freshness.state === 'off' || freshness.state === 'denied';
  return (
    <div className="boxes">
      <section className="boxes-body" aria-label="Containers of local Docker">
        {place.runId === null ? null : (
          <p className="box-note">This screen shows the present, not the past run that Readiness shows.</p>
        )}
        <FreshnessBand freshness={freshness} kept={kept} />
        {none ? <DockerPlaces freshness={freshness} /> : null}
        <TableOrWords screen={screen} kept={kept} />
      </section>
      <ContainerDrawer screen={screen} />
    </div>
  );
}

function TableOrWords({ screen, kept }: { screen: ContainersScreen; kept: boolean }) {
  const { freshness } = screen;
  if (kept) return <Table screen={screen} />;
  if (freshness.state === 'waiting') return <Placeholder rows={8} waitingFor="the list of containers" />;
  // The word that Docker is live may be a moment ahead of the list.
  if (freshness.state === 'live')
    return (
      <AfterAWhile>
        <NoContainers />
      </AfterAWhile>
    );
  return null;
}

function NoContainers() {
  const { run } = useAction('go.diagnostics');
  return (
    <div className="empty">
      <p>Docker answers, and it has no containers, neither running nor ended.</p>
      <p className="quiet">
        The first one appears here by itself, for example after <code>docker compose up</code>.
      </p>
      <div className="empty-actions">
        <Button icon="diagnostics" onClick={run}>
          See which Docker this is
        </Button>
      </div>
    </div>
  );
}

function Table({ screen }: { screen: ContainersScreen }) {
  const { stores, place, settings, table, freshness } = screen;
  const [choice, setChoice] = useState<ColumnChoice>({ shown: [], crowded: [] });
  const open = useCallback((container: string) => stores.place.go({ container, opened: true }), [stores]);
  const toggle = useCallback((key: string) => toggleFold(stores, key), [stores]);
  const waits = waitingInWords(table.waiting);
  return (
    <>
      <ContainersBar screen={screen} crowded={choice.crowded} />
      <HeldByPointer screen={screen}>
        <div className="box-waits" role="status">
          {waits === '' ? null : (
            <Button
              icon="reload"
              title="Nothing moves while you are in the table; this shows it as it is now"
              onClick={() => stores.table.setState(({ released }) => ({ released: released + 1 }))}
            >
              {waits}
            </Button>
          )}
        </div>
        {table.lines.length === 0 ? (
          <p className="grid-none quiet">No container is let through by the filter.</p>
        ) : (
          <ContainerGrid
            lines={table.lines}
            hidden={settings.hiddenColumns}
            sort={sortOf(place.sort)}
            selected={place.container}
            stale={freshness.state !== 'live'}
            rowPx={settings.density === 'compact' ? 24 : 28}
            onSort={(column) => stores.place.go({ sort: nextSort(place.sort, column) })}
            onOpen={open}
            onToggle={toggle}
            onChoice={setChoice}
          />
        )}
      </HeldByPointer>
    </>
  );
}

/** Around the table and what waits over it: on the way from one to the other nothing may move either. */
function HeldByPointer({ screen: { stores }, children }: { screen: ContainersScreen; children: ReactNode }) {
  const { table } = stores;
  // What leaves the screen under the pointer is not told that the pointer has left it.
  useEffect(() => () => table.setState({ pointerInside: false }), [table]);
  return (
    <div
      className="box-hold"
      onPointerEnter={() => table.setState({ pointerInside: true })}
      onPointerLeave={() => table.setState({ pointerInside: false })}
    >
      {children}
    </div>
  );
}

export function toggleFold({ table }: Pick<ContainersScreen['stores'], 'table'>, key: string): void {
  const folded = new Set(table.getState().folded);
  if (!folded.delete(key)) folded.add(key);
  table.setState({ folded });
}
