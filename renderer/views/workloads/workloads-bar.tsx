// Over the table of a kind: how many are how, the filter, and what of the table is shown.
import type { KubeHealth, KubeKind } from '#shared/model/kubernetes.ts';
import { Button } from '../../components/button.tsx';
import { ColumnMenu } from '../../components/column-menu.tsx';
import { ContainerSign } from '../../components/container-sign.tsx';
import { FindField } from '../../components/find-field.tsx';
import { leadOf } from '../../components/freshness.ts';
import { Glyph } from '../../components/glyph.tsx';
import { kindWords } from '../../components/kube-kinds.ts';
import { objectSigns } from '../../components/kube-row.ts';
import { TermChips, type TermChip } from '../../components/term-chips.tsx';
import { grouped } from '../../components/times.ts';
import { ChangeBar } from '../changes/change-bar.tsx';
import { CancelReading } from './cancel-reading.tsx';
import { healthWords, objectHeadline, warningWord, type HealthCounts } from './object-counts.ts';
import { noMarks, type WorkloadsScreen } from './use-workloads.ts';

export interface WorkloadsBarProps {
  screen: WorkloadsScreen;
  crowded: readonly string[];
}

export function WorkloadsBar({ screen, crowded }: WorkloadsBarProps) {
  const { stores, place, settings, table, freshness } = screen;
  const { kind, kubeFind } = place;
  const find = (next: string): void => stores.place.go({ kubeFind: next });
  return (
    <>
      <header className={`box-headline box-headline-${headlineOf(screen).tone}`}>
        <Headline screen={screen} />
        {kubeFind === '' ? null : (
          <span className="quiet box-found">
            {grouped(table.found)} of {grouped(table.counts.total)} shown
          </span>
        )}
      </header>
      <div className="filter-bar" role="search">
        <FindField
          label={`Filter the ${kindWords[kind].many}`}
          hint="Words, ns:name, label:key=value"
          value={kubeFind}
          onChange={find}
        />
        <TermChips label="Filter by health" chips={chipsOf(kind, table.counts)} find={kubeFind} onFind={find} />
        <span className="box-tools">
          <Marked screen={screen} />
          <ColumnMenu
            columns={table.columns}
            hidden={settings.hiddenKubeColumns[kind] ?? []}
            crowded={crowded}
            onChange={(hidden) =>
              stores.settings.set({ hiddenKubeColumns: { ...settings.hiddenKubeColumns, [kind]: hidden } })
            }
          />
        </span>
      </div>
      {screen.marked.size === 0 ? null : <ChangeBar scope="marked" version="" />}
      <OnlySome screen={screen} />
      {freshness.state === 'waiting' ? <SoFar screen={screen} /> : null}
    </>
  );
}

const headlineOf = ({ place, table, freshness }: WorkloadsScreen) =>
  objectHeadline(place.kind, table.counts, freshness.state === 'live');

function Headline({ screen }: { screen: WorkloadsScreen }) {
  const { words, tone } = headlineOf(screen);
  return (
    <>
      {tone === 'plain' ? <ContainerSign name="up" /> : <Glyph name={tone} />}
      <h2>
        {leadOf(screen.freshness)}
        {words}
      </h2>
    </>
  );
}

/** Where only some namespaces may be read, the others are not without trouble: nobody knows of them. */
function OnlySome({ screen: { kinds, place } }: { screen: WorkloadsScreen }) {
  const namespaces = kinds.get(place.kind)?.namespaces ?? null;
  if (namespaces === null) return null;
  return (
    <p className="box-note">
      <Glyph name="inconclusive" /> Only those in {namespaces.join(', ')}; other namespaces are not looked at.
    </p>
  );
}

/** While the first list is read: how much of it is here. */
function SoFar({ screen }: { screen: WorkloadsScreen }) {
  const { kinds, place, table } = screen;
  const status = kinds.get(place.kind);
  // Once it is read, what is not here yet is on its way.
  const expected = status?.state === 'live' ? status.count : (status?.expected ?? null);
  const here = table.counts.total;
  return (
    <p className="work-so-far" role="status">
      <progress
        {...(expected === null ? {} : { max: expected, value: here })}
        aria-label="How much of the list is here"
      />
      <span>
        {grouped(here)} so far{expected === null ? '' : ` of ${grouped(expected)}`}; the order and the counts are those
        of what is here.
      </span>
      <CancelReading screen={screen} />
    </p>
  );
}

function Marked({ screen: { stores, marked } }: { screen: WorkloadsScreen }) {
  if (marked.size === 0) return null;
  return (
    <Button icon="close" title="Let go of all of them" onClick={() => stores.kube.table.setState(noMarks)}>
      {grouped(marked.size)} marked
    </Button>
  );
}

const chipOrder: readonly KubeHealth[] = ['trouble', 'unknown', 'progressing', 'ended'];

const chipsOf = (kind: KubeKind, counts: HealthCounts): TermChip[] =>
  chipOrder.map((health) => ({
    word: kind === 'events' && health === 'trouble' ? warningWord(counts.trouble) : healthWords[health],
    term: `is:${health}`,
    count: counts[health],
    sign: objectSigns[health],
  }));
