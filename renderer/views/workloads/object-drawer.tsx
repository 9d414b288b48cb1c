// One object in full beside the table: its trouble first, what it belongs to, what it holds, and its text. It changes nothing.
import type { ReactNode } from 'react';
import { ContainerSign } from '../../components/container-sign.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { kindWords } from '../../components/kube-kinds.ts';
import type { ObjectRow } from '../../components/kube-row.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { TroubleWords } from '../../components/trouble-words.tsx';
import type { PartName } from '../../state/place.ts';
import { DeclareButton } from '../incidents/declare-button.tsx';
import { OpenLogButtons } from '../logs/open-log-buttons.tsx';
import { ChangeBar } from '../changes/change-bar.tsx';
import { offerVersion } from '../changes/targets.ts';
import { ObjectEvents } from './object-events.tsx';
import { ObjectOverview } from './object-overview.tsx';
import { ObjectText } from './object-text.tsx';
import { openRow, useObject, type ObjectDetail } from './use-object.ts';
import type { WorkloadsScreen } from './use-workloads.ts';

const tabs: { name: PartName; word: string }[] = [
  { name: 'overview', word: 'Overview' },
  { name: 'events', word: 'Events' },
  { name: 'yaml', word: 'YAML' },
  { name: 'json', word: 'JSON' },
];

export function ObjectDrawer({ screen }: { screen: WorkloadsScreen }) {
  const { stores, place, freshness } = screen;
  const { kind, object } = place;
  const wanted = place.opened ? object : null;
  const open = wanted === null ? null : openRow(screen);
  const detail = useObject(kind, wanted, open?.row.object ?? null);
  if (wanted === null) return null;
  if (open === null) {
    // A list that is not whole yet may still bring it.
    if (freshness.state !== 'live') return <Frame screen={screen} title={<h2>{wanted}</h2>}><Placeholder waitingFor={wanted} /></Frame>; // prettier-ignore
    return (
      <Frame screen={screen} title={<h2>Not there any more</h2>}>
        <p>
          There is no {kindWords[kind].one} <code>{wanted}</code> now. It was removed, or this is another context.
        </p>
      </Frame>
    );
  }
  const { row, gone } = open;
  return (
    <Frame screen={screen} title={<Title row={row} kind={kindWords[kind].one} />}>
      {gone || freshness.state === 'stale' || freshness.state === 'denied' ? (
        <p className="box-note">
          <Glyph name="stale" />{' '}
          {gone ? 'It is gone; this is how it was last seen.' : 'As last known; this list is not live.'}
        </p>
      ) : null}
      <TroubleWords troubles={row.troubles} />
      {gone ? null : <ChangeBar scope="open" version={offerVersion(row.object)} />}
      {gone ? (
        <DeclareButton from={declaredFrom(row)} />
      ) : (
        <OpenLogButtons of="object">
          <DeclareButton bare from={declaredFrom(row)} />
        </OpenLogButtons>
      )}
      <Tabs tabs={tabs} current={place.part} onChange={(part) => stores.place.go({ part })} />
      <div className="tab-panel" role="tabpanel" aria-label={place.part}>
        <Part screen={screen} row={row} detail={detail} />
      </div>
    </Frame>
  );
}

const declaredFrom = ({ object: { namespace, name } }: ObjectRow) => ({
  kind: 'object' as const,
  key: `kubernetes/${namespace === null ? '' : `${namespace}/`}${name}`,
  title: name,
  atMs: null,
});

interface PartProps {
  screen: WorkloadsScreen;
  row: ObjectRow;
  detail: ObjectDetail;
}

function Part({ screen, row, detail }: PartProps) {
  const { part } = screen.place;
  if (part === 'overview') return <ObjectOverview screen={screen} row={row} detail={detail} />;
  if (part === 'events') return <ObjectEvents stores={screen.stores} object={row.object} />;
  return <ObjectText format={part} row={row} detail={detail} />;
}

function Frame({ screen, title, children }: { screen: WorkloadsScreen; title: ReactNode; children: ReactNode }) {
  const { stores, settings } = screen;
  return (
    <Drawer
      title={title}
      label={kindWords[screen.place.kind].one}
      widthPx={settings.drawerPx}
      onResize={(px) => stores.settings.set({ drawerPx: px })}
      onClose={() => stores.place.go({ opened: false })}
    >
      {children}
    </Drawer>
  );
}

function Title({ row, kind }: { row: ObjectRow; kind: string }) {
  const { status, namespace, name } = row.object;
  return (
    <>
      <p className={`drawer-state ${row.sign === 'bad' ? 'state-fail' : ''}`}>
        <ContainerSign name={row.sign} /> {status}
      </p>
      <h2>{name}</h2>
      <p className="quiet">
        {kind}
        {namespace === null ? '' : ` in ${namespace}`}
      </p>
    </>
  );
}
