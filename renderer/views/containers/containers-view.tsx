// What runs in local Docker: how fresh, how many are how, which one wants a look, and one of them in full beside.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { isDockerLeft } from '#shared/model/docker-left.ts';
import { AfterAWhile } from '../../components/after-a-while.tsx';
import { containerColumns } from '../../components/container-columns.tsx';
import { FreshnessBand } from '../../components/freshness-band.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { nextSort, noChoice, sortOf, type ColumnChoice } from '../../components/grid-column.ts';
import { HeldByPointer } from '../../components/held-by-pointer.tsx';
import { waitingInWords } from '../../components/held-lines.ts';
import { LiveGrid } from '../../components/live-grid.tsx';
import { StatsContext, type StatsSource } from '../../components/stats-context.ts';
import { Tabs } from '../../components/tabs.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { useConsole } from '../../state/use-console.ts';
import { SourceLock } from '../environment/source-lock.tsx';
import { ContainerDrawer } from './container-drawer.tsx';
import { ContainersBar } from './containers-bar.tsx';
import type { DockerListTab } from '../../state/place.ts';
import { DockerList } from './docker-list.tsx';
import { DockerPlaces } from './docker-places.tsx';
import { MarkedContainers, useContainerMarks } from './marked-containers.tsx';
import { useContainers, type ContainersScreen } from './use-containers.ts';

export function ContainersView() {
  const screen = useContainers();
  const { place, feed, freshness } = screen;
  const kept = feed.entries.size > 0;
  const retry = useAction('docker.retry');
  const leave = useAction('docker.disconnect');
  const left = isDockerLeft(freshness);
  const none = freshness.state === 'off' || freshness.state === 'denied';
  return (
    <div className="boxes">
      <section className="boxes-body" aria-label="Containers of local Docker">
        {place.runId === null ? null : (
          <p className="box-note">This screen shows the present, not the past run that Readiness shows.</p>
        )}
        <FreshnessBand
          name="Docker"
          freshness={freshness}
          kept={kept}
          waitsFor="its first list of containers"
          missing="no engine was found"
          action={
            <>
              <ActionButton action={retry} />
              {left ? null : <ActionButton action={leave} />}
            </>
          }
        >
          <SourceLock source="docker" />
        </FreshnessBand>
        <Unverified warning={screen.warning} />
        {none && !left ? <DockerPlaces freshness={freshness} /> : null}
        {none && !kept && place.list === 'containers' ? null : (
          <Tabs
            label="Lists of Docker"
            tabs={tabs}
            current={place.list}
            onChange={(list) => screen.stores.place.go({ list, find: '', sort: '' })}
          />
        )}
        {place.list === 'containers' ? (
          <TableOrWords screen={screen} kept={kept} />
        ) : (
          <DockerList key={place.list} screen={screen} name={place.list} />
        )}
      </section>
      {place.list === 'containers' ? <ContainerDrawer screen={screen} /> : null}
    </div>
  );
}

const tabs: { name: DockerListTab; word: string }[] = [
  { name: 'containers', word: 'Containers' },
  { name: 'images', word: 'Images' },
  { name: 'volumes', word: 'Volumes' },
  { name: 'networks', word: 'Networks' },
];

function Unverified({ warning }: { warning: string }) {
  if (warning === '') return null;
  return (
    <p className="box-warning" role="alert">
      <Glyph name="fail" /> <strong>Not verified:</strong> {warning}.
    </p>
  );
}

function TableOrWords({ screen, kept }: { screen: ContainersScreen; kept: boolean }) {
  const { freshness } = screen;
  if (kept) return <Table screen={screen} />;
  if (freshness.state === 'waiting') return <Placeholder rows={8} waitingFor="the list of containers" cancel={<CancelDialling />} />; // prettier-ignore
  // The word that Docker is live may be a moment ahead of the list.
  if (freshness.state === 'live')
    return (
      <AfterAWhile>
        <NoContainers />
      </AfterAWhile>
    );
  return null;
}

/** Ends the wait for all screens, as Docker is dialled for all of them; Watch says so, and dials again when asked. */
function CancelDialling() {
  const { place } = useConsole();
  const { name, disabled, run } = useAction('docker.disconnect');
  const cancel = (): void => {
    if (disabled === null) run();
    place.go({ view: 'watch' });
  };
  return (
    <Button title={`${name}, and back to Watch: nothing is dialled until you retry`} onClick={cancel}>
      Cancel
    </Button>
  );
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
  const [choice, setChoice] = useState(noChoice);
  const open = useCallback((container: string) => stores.place.go({ container, opened: true }), [stores]);
  const toggle = useCallback((key: string) => toggleFold(stores, key), [stores]);
  const { marked, mark } = useContainerMarks();
  const measure = useMeasure(screen, choice);
  const stats = useMemo((): StatsSource => {
    const { shownStats } = stores.docker;
    return { of: (key) => shownStats.getState().byKey.get(key), subscribe: shownStats.subscribe };
  }, [stores]);
  const hold = useCallback((pointerInside: boolean) => stores.table.setState({ pointerInside }), [stores]);
  return (
    <StatsContext value={stats}>
      <ContainersBar screen={screen} crowded={choice.crowded} />
      <MarkedContainers />
      <HeldByPointer
        waits={waitingInWords(table.waiting)}
        onHold={hold}
        onRelease={() => stores.table.setState(({ released }) => ({ released: released + 1 }))}
      >
        {table.lines.length === 0 ? (
          <p className="grid-none quiet">No container is let through by the filter.</p>
        ) : (
          <LiveGrid
            label="Containers"
            lines={table.lines}
            columns={containerColumns}
            hidden={settings.hiddenColumns}
            sort={sortOf(place.sort, containerColumns)}
            selected={place.container}
            marked={marked}
            stale={freshness.state !== 'live' && freshness.state !== 'waiting'}
            rowPx={settings.density === 'compact' ? 24 : 28}
            onSort={(column) => stores.place.go({ sort: nextSort(place.sort, column) })}
            onOpen={open}
            onToggle={toggle}
            onMark={mark}
            onChoice={setChoice}
            onVisible={measure}
          />
        )}
      </HeldByPointer>
    </StatsContext>
  );
}

/** Has the rows in sight measured while a column shows it and the page is looked at; nothing else is. */
function useMeasure({ stores }: ContainersScreen, { shown }: ColumnChoice): (keys: readonly string[]) => void {
  const [inSight, setInSight] = useState<readonly string[]>([]);
  const [hidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const look = (): void => setHidden(document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  const wanted = !hidden && shown.some((name) => name === 'cpu' || name === 'memory');
  useEffect(() => stores.docker.measure(wanted ? inSight : []), [stores, wanted, inSight]);
  useEffect(() => () => stores.docker.measure([]), [stores]);
  return setInSight;
}

export function toggleFold({ table }: Pick<ContainersScreen['stores'], 'table'>, key: string): void {
  const folded = new Set(table.getState().folded);
  if (!folded.delete(key)) folded.add(key);
  table.setState({ folded });
}
