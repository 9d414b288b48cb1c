// One Kubernetes context: how fresh, which kinds, which objects want a look, and one of them in full beside.
import { useCallback, useState } from 'react';
import { ActionButton, Button } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { AfterAWhile } from '../../components/after-a-while.tsx';
import { nextSort, noChoice, sortOf } from '../../components/grid-column.ts';
import { HeldByPointer } from '../../components/held-by-pointer.tsx';
import { waitingInWords } from '../../components/held-lines.ts';
import { kindWords } from '../../components/kube-kinds.ts';
import { LiveGrid } from '../../components/live-grid.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { CancelReading } from './cancel-reading.tsx';
import { ConnectionBand } from './connection-band.tsx';
import { ContextsPane } from './contexts-pane.tsx';
import { KindList } from './kind-list.tsx';
import { LoginDialog } from './login-dialog.tsx';
import { ObjectDrawer } from './object-drawer.tsx';
import { markObject, useWorkloads, type WorkloadsScreen } from './use-workloads.ts';
import { WorkloadsBar } from './workloads-bar.tsx';

export function WorkloadsView() {
  const screen = useWorkloads();
  const { place, connection, feed } = screen;
  const kept = feed.entries.size > 0;
  const off = connection === undefined ? false : connection.state === 'off';
  const choosing = place.contexts || off || (connection?.state === 'denied' && !kept);
  return (
    <div className="boxes">
      <section className="boxes-body" aria-label="Objects of Kubernetes">
        {place.runId === null ? null : (
          <p className="box-note">This screen shows the present, not the past run that Readiness shows.</p>
        )}
        {off ? null : <ConnectionBand screen={screen} kept={kept} />}
        {choosing ? (
          <ContextsPane connection={connection} />
        ) : (
          <div className="work">
            <KindList screen={screen} />
            <div className="boxes-body">
              <TableOrWords screen={screen} kept={kept} />
            </div>
          </div>
        )}
      </section>
      {choosing ? null : <ObjectDrawer screen={screen} />}
      <LoginDialog />
    </div>
  );
}

function TableOrWords({ screen, kept }: { screen: WorkloadsScreen; kept: boolean }) {
  const { freshness, place } = screen;
  const { many } = kindWords[place.kind];
  if (kept) return <Table screen={screen} />;
  if (freshness.state === 'waiting') return <Placeholder rows={8} waitingFor={`the list of ${many}`} cancel={<CancelReading screen={screen} />} />; // prettier-ignore
  // The word that a kind is live may be a moment ahead of its list.
  if (freshness.state === 'live')
    return (
      <AfterAWhile>
        <p className="empty">There are no {many} here, and the first one will appear by itself.</p>
      </AfterAWhile>
    );
  return <NotListed screen={screen} />;
}

/** Why nothing of the kind is shown, and what would help. */
function NotListed({ screen: { place, freshness, connection } }: { screen: WorkloadsScreen }) {
  const contexts = useAction('kube.contexts');
  const { many } = kindWords[place.kind];
  if (connection?.state !== 'live') return null;
  const denied = freshness.state === 'denied';
  return (
    <div className="empty">
      <p>
        {denied ? `${many} may not be looked at, so nobody knows how they are.` : `${many} cannot be looked at now.`}
      </p>
      <p>{freshness.reason}</p>
      {denied ? (
        <p className="quiet">
          It takes the verbs <code>list</code> and <code>watch</code> on <code>{place.kind}</code>, for the whole
          cluster or in the namespaces that you name when you connect. The other kinds are not touched by this.
        </p>
      ) : null}
      <div className="empty-actions">
        <ActionButton action={{ ...contexts, label: 'Connect otherwise' }} />
      </div>
    </div>
  );
}

function Table({ screen }: { screen: WorkloadsScreen }) {
  const { stores, place, settings, table, freshness, marked } = screen;
  const { kind } = place;
  const [choice, setChoice] = useState(noChoice);
  const open = useCallback((object: string) => stores.place.go({ object, opened: true }), [stores]);
  const mark = useCallback((key: string, range: boolean) => markObject(stores, key, range), [stores]);
  const hold = useCallback((pointerInside: boolean) => stores.kube.table.setState({ pointerInside }), [stores]);
  return (
    <>
      <WorkloadsBar screen={screen} crowded={choice.crowded} />
      <HeldByPointer
        waits={waitingInWords(table.waiting)}
        onHold={hold}
        onRelease={() => stores.kube.table.setState(({ released }) => ({ released: released + 1 }))}
      >
        {table.lines.length === 0 ? (
          <NoneFound onClear={() => stores.place.go({ kubeFind: '' })} />
        ) : (
          <LiveGrid
            // Each kind has its own columns and its own place in the list.
            key={kind}
            label={kindWords[kind].many}
            lines={table.lines}
            columns={table.columns}
            hidden={settings.hiddenKubeColumns[kind] ?? noneHidden}
            sort={sortOf(place.kubeSort, table.columns)}
            selected={place.object}
            marked={marked}
            stale={freshness.state !== 'live' && freshness.state !== 'waiting'}
            rowPx={settings.density === 'compact' ? 24 : 28}
            onSort={(column) => stores.place.go({ kubeSort: nextSort(place.kubeSort, column) })}
            onOpen={open}
            onMark={mark}
            onChoice={setChoice}
          />
        )}
      </HeldByPointer>
    </>
  );
}

const noneHidden: string[] = [];

function NoneFound({ onClear }: { onClear: () => void }) {
  return (
    <div className="grid-none quiet">
      <p>No object is let through by the filter.</p>
      <p className="row-of-buttons">
        <Button onClick={onClear}>Clear the filter</Button>
      </p>
    </div>
  );
}
