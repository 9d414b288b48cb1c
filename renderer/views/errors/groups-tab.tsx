// Failures, the one that wants a person first: how it stands, how often it came, and one of them in full beside.
import { ActionButton, Button } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { FindField } from '../../components/find-field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { nextSort, sortOf } from '../../components/grid-column.ts';
import { HeldByPointer } from '../../components/held-by-pointer.tsx';
import { waitingInWords } from '../../components/held-lines.ts';
import { Icon } from '../../components/icon.tsx';
import { LiveGrid } from '../../components/live-grid.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { groupColumns } from './group-columns.tsx';
import { GroupDrawer } from './group-drawer.tsx';
import { groupsHeadline } from './groups-model.ts';
import { useGroups, type GroupsScreen } from './use-groups.ts';

export function GroupsTab() {
  const { place, errors } = useConsole();
  const { heardAt, state, reason } = useFeed(errors.groups);
  const screen = useGroups();
  const { errorFind, errorGroup } = useWhole(place.store);
  if (state === 'refused') return <p className="empty">{reason}</p>;
  if (heardAt === null) return <Placeholder rows={10} waitingFor="the failures" />;
  if (screen.entries.size === 0 && errorGroup === null) return <NothingYet />;
  return (
    <div className="boxes">
      <div className="boxes-body">
        <div className="filter-bar" role="search">
          <FindField
            label="Filter the failures"
            hint="Words, is:new is:flagged class:infra. component:shop sev:urgent"
            value={errorFind}
            onChange={(find) => place.go({ errorFind: find })}
          />
          <p className="quiet list-read" role="status">
            {countsOf(screen)}
          </p>
        </div>
        <Headline screen={screen} />
        {screen.entries.size === 0 ? <NothingYet /> : <List screen={screen} stale={state !== 'live'} />}
      </div>
      <GroupDrawer />
    </div>
  );
}

function countsOf({ entries, lines }: GroupsScreen): string {
  if (entries.size === 0) return '';
  return lines.length === entries.size ? `${grouped(entries.size)} failures` : `${grouped(lines.length)} of ${grouped(entries.size)} failures`; // prettier-ignore
}

function Headline({ screen }: { screen: GroupsScreen }) {
  const { errors } = useConsole();
  const { state } = useFeed(errors.groups);
  const { words, tone } = groupsHeadline(screen.entries.values(), screen.entries.size > 0);
  // What was heard last is no verdict on now.
  const lost = state !== 'live';
  return (
    <header className={`box-headline box-headline-${lost ? 'stale' : tone}`}>
      <Glyph name={lost ? 'stale' : tone === 'plain' ? 'never' : tone} />
      <h2>{lost ? `As last known: ${words}` : words}</h2>
    </header>
  );
}

function List({ screen, stale }: { screen: GroupsScreen; stale: boolean }) {
  const { place, settings } = useConsole();
  const { errorGroup } = useWhole(place.store);
  const { density } = useWhole(settings.store);
  if (screen.lines.length === 0) {
    return (
      <div className="grid-none quiet">
        <p>No failure is let through by the filter.</p>
        <p className="row-of-buttons">
          <Button onClick={() => place.go({ errorFind: '' })}>Clear the filter</Button>
        </p>
      </div>
    );
  }
  return (
    <HeldByPointer waits={waitingInWords(screen.waiting)} onHold={screen.onHold} onRelease={screen.onRelease}>
      <LiveGrid
        label="Failures"
        lines={screen.lines}
        columns={groupColumns}
        hidden={noneHidden}
        sort={sortOf(screen.sort, groupColumns)}
        selected={errorGroup}
        stale={stale}
        rowPx={density === 'compact' ? 24 : 28}
        onSort={(column) => screen.onSort(nextSort(screen.sort, column))}
        onOpen={(key) => place.go({ errorGroup: key })}
        onChoice={ignoreChoice}
      />
    </HeldByPointer>
  );
}

const noneHidden: string[] = [];
/** There is no menu of columns here that would have to say which have no room. */
const ignoreChoice = (): void => undefined;

function NothingYet() {
  const ingest = useAction('errors.ingest');
  return (
    <div className="empty">
      <Icon name="errors" />
      <p>No error was sent to this console yet, so nothing is known of failures: that is not the same as none.</p>
      <p className="quiet">
        Follow a file of envelopes, or let your services send theirs: Ingest says how, with the address and the token.
      </p>
      <div className="empty-actions">
        <ActionButton kind="primary" action={ingest} />
      </div>
    </div>
  );
}
