// The log of a container, or of all containers of a project or workload in one: how it is being read, what is searched
// for, the lines, and one of them in full.
import { useCallback, useMemo, type ReactNode } from 'react';
import type { LogRow, LogStatus } from '#shared/model/log-lines.ts';
import { AfterAWhile } from '../../components/after-a-while.tsx';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { LogGrid } from '../../components/log-grid.tsx';
import { LogRowLine } from '../../components/log-row.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped, timeOfDay } from '../../components/times.ts';
import { lookText } from '../../state/log-place.ts';
import { LineDrawer } from './line-drawer.tsx';
import { LogsBar } from './logs-bar.tsx';
import { LogsHead } from './logs-head.tsx';
import { StreamLegend } from './stream-legend.tsx';
import { TargetChooser } from './target-chooser.tsx';
import { linesWaiting, useLogs, type LogsScreen } from './use-logs.ts';

export function LogsView() {
  const screen = useLogs();
  const { place, shown, feed, status } = screen;
  if (shown.target === null) return <TargetChooser broken={place.log !== null} />;
  return (
    <div className="logs">
      <section className="logs-body" aria-label="Log">
        {place.runId === null ? null : (
          <p className="box-note">This screen shows the present, not the past run that Readiness shows.</p>
        )}
        <LogsHead screen={screen} />
        <LogsBar screen={screen} />
        {status === null ? null : <StreamLegend screen={screen} />}
        {status === null && feed.reason !== '' ? <p role="alert" className="logs-problem">The log cannot be opened: {feed.reason}</p> : <Lines screen={screen} />}
      </section>
      <LineDrawer screen={screen} />
    </div>
  ); // prettier-ignore
}

function Lines({ screen }: { screen: LogsScreen }) {
  const { stores, shown, status, look, place, feed } = screen;
  const { density } = stores.settings.store.getState();
  const { zone } = useClock();
  const { view, rows, marked } = shown;
  const names = useMemo(() => status?.streams.map(({ name }) => name) ?? [], [status?.streams]);
  const press = useCallback((at: number, extend: boolean) => stores.log.mark(at, extend), [stores]);
  const open = useCallback((index: number) => void stores.log.open(index), [stores]);
  if (shown.problem !== '' && (view === null || rows.length === 0)) {
    return <Refused screen={screen} />;
  }
  if (view === null || status === null) return <Placeholder rows={12} waitingFor="the lines" cancel={<OtherLog />} />;
  if (view.end === view.first) return <NoLines screen={screen} />;
  const [low, high] = marked === null ? [1, 0] : [Math.min(marked.from, marked.to), Math.max(marked.from, marked.to)];
  const draw = (row: LogRow): ReactNode => (
    <LogRowLine
      row={row}
      name={names[row.stream] ?? ''}
      time={look.times ? timeOfDay(row.at, zone) : null}
      timeTitle={stampOf(row)}
      selected={row.place >= low && row.place <= high}
      onPress={press}
      onOpen={open}
    />
  );
  return (
    <div className={`logs-lines ${names.length < 2 ? 'logs-single' : ''} ${feed.state === 'stale' ? 'logs-lost' : ''}`}>
      <LogGrid
        rows={rows}
        view={view}
        following={shown.following}
        placesOf={shown.filter}
        wish={shown.wish}
        current={marked?.to ?? null}
        rowPx={density === 'compact' ? 18 : 20}
        lead={status.firstHeld === 0 ? null : <NotHeld count={status.firstHeld} />}
        renderRow={draw}
        onSight={stores.log.want}
        onFollow={stores.log.setFollowing}
      />
      <NewLines screen={screen} key={place.log} />
    </div>
  );
}

/** Why no line is shown: mostly what is searched for, which can be cleared here. */
function Refused({ screen: { stores, shown, look } }: { screen: LogsScreen }) {
  if (look.search === '') return <p role="alert" className="logs-problem">{shown.problem}</p>; // prettier-ignore
  return (
    <div className="logs-refused">
      <p role="alert" className="logs-problem">
        Not searched: {shown.problem}
      </p>
      <p className="quiet">The lines are read as before, and shown again with another pattern or with none.</p>
      <Button onClick={() => stores.place.go({ logAs: lookText({ ...look, search: '' }) })}>Clear the search</Button>
    </div>
  );
}

/** The log is left, and the others are there to choose from. */
function OtherLog() {
  const { name, run } = useAction('log.other');
  return (
    <Button title={name} onClick={run}>
      Cancel
    </Button>
  );
}

function NotHeld({ count }: { count: number }) {
  return (
    <p className="log-row log-gone">
      {grouped(count)} earlier {count === 1 ? 'row is' : 'rows are'} not held any more: the newest 64 MiB are
    </p>
  );
}

/** How many came while the screen stood still, and the way to them. */
function NewLines({ screen: { stores, shown } }: { screen: LogsScreen }) {
  const { following } = shown;
  const count = linesWaiting(shown);
  return (
    <div className="logs-new" role="status">
      {following ? null : (
        <Button
          icon="down"
          onClick={() => stores.log.setFollowing(true)}
          title="Nothing is lost while it is paused  (Space)"
        >
          {count === 0 ? 'Paused; nothing new' : `${grouped(count)} new ${count === 1 ? 'line' : 'lines'}`}
        </Button>
      )}
    </div>
  );
}

function NoLines({ screen: { stores, shown, status, look } }: { screen: LogsScreen }) {
  const other = useAction('log.other');
  const filtered = look.search !== '' || look.levels.length > 0 || look.hidden.length > 0 || look.std !== 'both';
  const clear = (): void => stores.place.go({ logAs: lookText({ ...look, search: '', levels: [], hidden: [], std: 'both' }) }); // prettier-ignore
  if (shown.view !== null && shown.view.behind > 0) return <Placeholder rows={12} waitingFor="the search to go through all lines" cancel={<Button onClick={clear}>Cancel</Button>} />; // prettier-ignore
  if (filtered && (status?.read ?? 0) > 0) {
    return (
      <div className="grid-none quiet">
        <p>No line of {grouped((status?.read ?? 0) - (status?.firstHeld ?? 0))} is let through by the filter.</p>
        <p className="row-of-buttons">
          <Button onClick={clear}>Clear the filter</Button>
        </p>
      </div>
    );
  }
  const [words, more] = emptyWords(status, look.since === 'all' || look.since === 'tail');
  return (
    <AfterAWhile>
      <div className="empty">
        <p>{words}</p>
        <p className="quiet">{more}</p>
        <div className="empty-actions">
          <ActionButton action={{ ...other, label: other.name }} />
        </div>
      </div>
    </AfterAWhile>
  );
}

/** Why there is nothing, and what can be expected. */
function emptyWords(status: LogStatus | null, whole: boolean): [string, string] {
  const streams = status?.streams ?? [];
  const earlier = whole ? 'The first line appears here by itself.' : 'There may be earlier ones: look further back.';
  if (streams.length === 0)
    return [`There is nothing to read: ${status?.reason || 'nobody is known to write to this log'}.`, 'Whoever comes is followed by itself.']; // prettier-ignore
  const denied = streams.find(({ state }) => state === 'denied');
  if (denied && streams.every(({ state }) => state === 'denied')) return ['This log cannot be read.', denied.reason];
  if (streams.every(({ state }) => state === 'ended')) return ['It has ended, and no line was found.', earlier];
  return ['No line has been read yet.', earlier];
}

function stampOf({ at, nanos }: LogRow): string {
  return `${new Date(at).toISOString().slice(0, -1)}${String(nanos).padStart(6, '0')}Z`;
}
