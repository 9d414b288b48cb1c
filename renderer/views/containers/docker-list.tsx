// Images, volumes or networks as a plain list: as read at which moment, filtered, sorted, and read again on request.
import { useMemo, useState } from 'react';
import type { DockerList as List, DockerListName } from '#shared/model/docker-lists.ts';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { imageColumns, networkColumns, volumeColumns } from '../../components/docker-list-columns.tsx';
import { imageRow, networkRow, volumeRow, type ListRow } from '../../components/docker-list-rows.ts';
import { termsOf } from '../../components/filter-terms.ts';
import { nextSort, sortOf, type Column } from '../../components/grid-column.ts';
import { lineOf } from '../../components/grid-line.ts';
import { FindField } from '../../components/find-field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { LiveGrid } from '../../components/live-grid.tsx';
import { orderOf } from '../../components/ordered-rows.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import type { ContainersScreen } from './use-containers.ts';
import { useDockerList, type DockerListView } from './use-docker-list.ts';

export function DockerList({ screen, name }: { screen: ContainersScreen; name: DockerListName }) {
  if (name === 'images') return <Images screen={screen} />;
  return name === 'volumes' ? <Volumes screen={screen} /> : <Networks screen={screen} />;
}

/** To the container itself; its own list has other words to filter and sort by. */
const userOpener =
  ({ place }: ContainersScreen['stores']) =>
  (container: string): void =>
    place.go({ list: 'containers', container, opened: true, find: '', sort: '' });

function Images({ screen }: { screen: ContainersScreen }) {
  const { stores } = screen;
  const columns = useMemo(() => imageColumns(userOpener(stores)), [stores]);
  const view = useDockerList('images', () => stores.operations.images());
  return <ListPane screen={screen} word="images" view={view} columns={columns} rowOf={imageRow} />;
}

function Volumes({ screen }: { screen: ContainersScreen }) {
  const { stores } = screen;
  const columns = useMemo(() => volumeColumns(userOpener(stores)), [stores]);
  const view = useDockerList('volumes', () => stores.operations.volumes());
  return <ListPane screen={screen} word="volumes" view={view} columns={columns} rowOf={volumeRow} />;
}

function Networks({ screen }: { screen: ContainersScreen }) {
  const { stores } = screen;
  const columns = useMemo(() => networkColumns(userOpener(stores)), [stores]);
  const view = useDockerList('networks', () => stores.operations.networks());
  return <ListPane screen={screen} word="networks" view={view} columns={columns} rowOf={networkRow} />;
}

interface ListPaneProps<T> {
  screen: ContainersScreen;
  word: string;
  view: DockerListView<T>;
  columns: readonly Column<ListRow<T>>[];
  rowOf: (entry: T) => ListRow<T>;
}

function ListPane<T>({ screen, word, view, columns, rowOf }: ListPaneProps<T>) {
  const { place, stores } = screen;
  const [selected, setSelected] = useState<string | null>(null);
  const rows = useMemo(() => (view.value?.entries ?? []).map(rowOf), [view.value, rowOf]);
  const lines = useMemo(() => linesOf(rows, columns, place), [rows, columns, place]);
  return (
    <>
      <div className="filter-bar" role="search">
        <FindField
          label={`Filter the ${word}`}
          hint="Words, also of the containers"
          value={place.find}
          onChange={(find) => stores.place.go({ find })}
        />
        <ReadAt word={word} list={view.value} shown={lines.length} view={view} />
        <span className="box-tools">
          <Button icon="reload" title={`Read the ${word} again`} onClick={view.again}>
            Read again
          </Button>
        </span>
      </div>
      {view.state === 'refused' ? (
        <p className="box-note" role="alert">
          <Glyph name="error" /> The {word} could not be read: {view.reason}
        </p>
      ) : null}
      {view.value === null && view.state === 'asking' ? <Placeholder rows={8} waitingFor={`the ${word}`} /> : null}
      {view.value !== null && lines.length === 0 ? <Nothing word={word} any={rows.length > 0} /> : null}
      {lines.length === 0 ? null : (
        <LiveGrid
          label={word}
          lines={lines}
          columns={columns}
          hidden={[]}
          sort={sortOf(place.sort, columns)}
          selected={selected}
          stale={screen.freshness.state !== 'live' || view.state === 'refused'}
          rowPx={screen.settings.density === 'compact' ? 24 : 28}
          onSort={(column) => stores.place.go({ sort: nextSort(place.sort, column) })}
          onOpen={setSelected}
          onChoice={ignoreChoice}
        />
      )}
    </>
  );
}

/** There is no menu of columns here that would have to say which have no room. */
const ignoreChoice = (): void => undefined;

function linesOf<T>(
  rows: ListRow<T>[],
  columns: readonly Column<ListRow<T>>[],
  { find, sort }: ContainersScreen['place'],
) {
  const terms = termsOf(find.toLowerCase());
  const { column, down } = sortOf(sort, columns);
  const order = columns.find(({ name }) => name === column)?.order ?? ((row: ListRow<T>) => row.nameOrder);
  return rows
    .filter(({ hay }) => terms.every((term) => hay.includes(term)))
    .toSorted(orderOf(order, down))
    .map(lineOf);
}

function Nothing({ word, any }: { word: string; any: boolean }) {
  return (
    <p className="grid-none quiet">
      {any ? `None of the ${word} is let through by the filter.` : `Docker has no ${word}.`}
    </p>
  );
}

interface ReadAtProps<T> {
  word: string;
  list: List<T> | null;
  shown: number;
  view: DockerListView<T>;
}

function ReadAt<T>({ word, list, shown, view }: ReadAtProps<T>) {
  if (list === null) return null;
  const all = list.entries.length;
  return (
    <p className="quiet list-read" role="status" aria-label={`How fresh the ${word} are`}>
      {shown === all ? grouped(all) : `${grouped(shown)} of ${grouped(all)}`} {word}, as read at{' '}
      <Moment at={list.readAt} /> (<Ago at={list.readAt} />)
      {view.outdated ? <strong> Changed since; being read again.</strong> : null}
    </p>
  );
}
