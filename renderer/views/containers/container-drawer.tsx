// One container in full beside the table: its trouble first, then all that Docker tells of it. It changes nothing.
import { ContainerSign } from '../../components/container-sign.tsx';
import { rowOfContainer, type ContainerRow } from '../../components/container-row.ts';
import { Drawer } from '../../components/drawer.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { LabelList } from '../../components/label-list.tsx';
import { Part } from '../../components/part.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { TroubleWords } from '../../components/trouble-words.tsx';
import { ChangeBar } from '../changes/change-bar.tsx';
import { DeclareButton } from '../incidents/declare-button.tsx';
import { OpenLogButtons } from '../logs/open-log-buttons.tsx';
import { ContainerEvents } from './container-events.tsx';
import { ContainerFacts, HealthLog, Mounts, Names, Networks, Ports } from './container-parts.tsx';
import { CopyButtons } from './copy-buttons.tsx';
import { hasTerm, toggledTerm } from '../../components/filter-terms.ts';
import { useContainerDetail, type DetailView } from './use-container-detail.ts';
import type { ContainersScreen } from './use-containers.ts';

export function ContainerDrawer({ screen }: { screen: ContainersScreen }) {
  const { stores, place, settings, table, feed } = screen;
  const line = table.lines.find((one) => one.key === place.container);
  const container = feed.entries.get(place.container ?? '') ?? (line?.kind === 'row' ? line.row.container : null);
  const read = useContainerDetail(place.opened ? container : null);
  if (!place.opened || place.container === null) return null;
  if (container === null) return line === undefined && screen.freshness.state === 'live' ? <Missing screen={screen} /> : null; // prettier-ignore
  const row = rowOfContainer(container);
  const gone = !feed.entries.has(place.container);
  const stale = gone || screen.freshness.state !== 'live';
  // Of the past only the row was recorded.
  const partly = read.value?.notRecorded === true;
  const detail = partly ? { ...read, value: null } : read;
  return (
    <Drawer
      title={<Title row={row} />}
      label="Container"
      widthPx={settings.drawerPx}
      onResize={(px) => stores.settings.set({ drawerPx: px })}
      onClose={() => stores.place.go({ opened: false })}
    >
      {stale ? (
        <p className="box-note">
          <Glyph name="stale" />{' '}
          {gone ? 'It is gone; this is how it was last seen.' : 'As last known; Docker is not live.'}
        </p>
      ) : null}
      {partly ? (
        <p className="box-note">
          <Glyph name="not_applicable" /> Only what the table shows was recorded of it: its command, health checks,
          networks, mounts, environment and image digests at this moment are not known.
        </p>
      ) : null}
      <TroubleWords troubles={row.troubles} />
      {gone ? null : <ChangeBar scope="open" version={`${container.state} ${container.restartCount}`} />}
      <OpenLogButtons of="container">
        <DeclareButton
          bare
          from={{ kind: 'object', key: `docker/${container.name}`, title: container.name, atMs: null }}
        />
      </OpenLogButtons>
      <CopyButtons container={container} />
      <ContainerFacts screen={screen} container={container} detail={detail} />
      <Parts screen={screen} row={row} detail={detail} />
    </Drawer>
  );
}

/** What a link or an earlier window had open, and Docker no longer has. */
function Missing({ screen: { stores, settings } }: { screen: ContainersScreen }) {
  return (
    <Drawer
      title={<h2>Not there any more</h2>}
      label="Container"
      widthPx={settings.drawerPx}
      onResize={(px) => stores.settings.set({ drawerPx: px })}
      onClose={() => stores.place.go({ opened: false, container: null })}
    >
      <p>Docker has no container of this address. It was removed, or this is another Docker.</p>
    </Drawer>
  );
}

function Title({ row }: { row: ContainerRow }) {
  return (
    <>
      <p className={`drawer-state ${row.sign === 'bad' ? 'state-fail' : ''}`}>
        <ContainerSign name={row.sign} /> {row.stateWords}
      </p>
      <h2>{row.container.name}</h2>
    </>
  );
}

interface PartsProps {
  screen: ContainersScreen;
  row: ContainerRow;
  detail: DetailView;
}

/** What is only known once the container was looked at closely stands between what the list knows already. */
function Parts({ screen, row: { container }, detail }: PartsProps) {
  const { find } = screen.place;
  const known = detail.value;
  return (
    <>
      {detail.state === 'asking' && known === null ? <Placeholder rows={4} waitingFor="its details" /> : null}
      {detail.state === 'refused' ? <p role="alert">Its details could not be read: {detail.reason}</p> : null}
      {known === null ? null : (
        <Part title="Health checks">
          <HealthLog detail={known} />
        </Part>
      )}
      <Part title="Ports">
        <Ports ports={container.ports} />
      </Part>
      {known === null ? null : (
        <>
          <Part title="Networks">
            <Networks detail={known} />
          </Part>
          <Part title="Mounts">
            <Mounts detail={known} />
          </Part>
          <Part title={`Environment (${known.envNames.length})`}>
            <p className="quiet">Values are never shown: they do not leave the engine.</p>
            <Names names={known.envNames} none="It was given no environment." />
          </Part>
        </>
      )}
      <Part title="Labels">
        <LabelList
          key={container.key}
          what="containers"
          labels={container.labels}
          isOn={(term) => hasTerm(find, term)}
          onToggle={(term) => screen.stores.place.go({ find: toggledTerm(find, term) })}
        />
      </Part>
      {known === null ? null : (
        <Part title="Image digests">
          <Names names={known.digests} none="No registry knows this image: it was built here or never pushed." />
        </Part>
      )}
      <Part title="Recent changes">
        <ContainerEvents container={container} />
      </Part>
    </>
  );
}
