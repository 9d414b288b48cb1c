// The columns of Docker's images, volumes and networks. A press on a container that uses one leads to it.
import type { MouseEvent } from 'react';
import type { DockerImage, DockerNetwork, DockerVolume, UsedBy } from '#shared/model/docker-lists.ts';
import { Ago } from './clock-context.tsx';
import { shortDigest, type ListRow } from './docker-list-rows.ts';
import type { Column } from './grid-column.ts';
import { MiddleText } from './middle-text.tsx';
import { sizeInWords } from './times.ts';

export type OnUser = (containerId: string) => void;
type Columns<T> = readonly Column<ListRow<T>>[];

const shownUsers = 3;

function Users({ users, onUser }: { users: UsedBy; onUser: OnUser }) {
  if (users.length === 0) return <span className="quiet">no container</span>;
  const press = (id: string) => (event: MouseEvent) => {
    event.stopPropagation();
    onUser(id);
  };
  return (
    <>
      {users.length > shownUsers ? <span className="quiet">{users.length}: </span> : null}
      {users.slice(0, shownUsers).map(({ id, name }, at) => (
        <span key={id} className="user">
          {at === 0 ? '' : ', '}
          <button type="button" className="link" title={`Open container ${name}`} onClick={press(id)}>
            <MiddleText text={name} />
          </button>
        </span>
      ))}
      {users.length > shownUsers ? <span className="quiet">, …</span> : null}
    </>
  );
}

const usedBy = <T extends { usedBy: UsedBy }>(onUser: OnUser): Column<ListRow<T>> => ({
  name: 'usedBy',
  word: 'Used by',
  leastPx: 140,
  share: 4,
  fixed: true,
  text: ({ entry }) => entry.usedBy.map(({ name }) => name).join(', ') || 'no container',
  cell: ({ entry }) => <Users users={entry.usedBy} onUser={onUser} />,
  order: ({ entry }) => -entry.usedBy.length,
});

const created = <T extends { createdAt: number | null }>(): Column<ListRow<T>> => ({
  name: 'created',
  word: 'Created',
  leastPx: 76,
  share: 0,
  right: true,
  tone: 'soft',
  untitled: true,
  yields: 1,
  text: ({ entry }) => String(entry.createdAt ?? ''),
  cell: ({ entry }) => (entry.createdAt === null ? 'not told' : <Ago at={entry.createdAt} />),
  order: ({ entry }) => -(entry.createdAt ?? 0),
});

interface WordsColumn<T> {
  name: string;
  word: string;
  leastPx: number;
  share: number;
  yields: number;
  text: (entry: T) => string;
  isCode?: boolean;
}
const words = <T,>({ text, isCode = false, ...column }: WordsColumn<T>): Column<ListRow<T>> => ({
  ...column,
  tone: 'soft',
  text: ({ entry }) => text(entry),
  cell: ({ entry }) => (isCode ? <code>{text(entry)}</code> : <MiddleText text={text(entry)} />),
  order: ({ entry }) => text(entry) || '\uffff',
});

const name = <T,>(word: string, text: (entry: T) => string): Column<ListRow<T>> => ({
  name: 'name',
  word,
  leastPx: 190,
  share: 5,
  fixed: true,
  tone: 'strong',
  text: ({ entry }) => text(entry),
  cell: ({ entry }) => <MiddleText text={text(entry)} />,
  order: (row) => row.nameOrder,
});

export const imageColumns = (onUser: OnUser): Columns<DockerImage> => [
  name('Tags', ({ tags }) => tags.join(', ') || 'without a tag'),
  words({ name: 'id', word: 'Id', leastPx: 106, share: 0, yields: 3, isCode: true, text: ({ id }) => shortDigest(id) }),
  words({ name: 'digest', word: 'Registry digest', leastPx: 112, share: 0, yields: 4, isCode: true, text: ({ digests }) => digests.map(shortDigest).join(', ') }), // prettier-ignore
  {
    name: 'size',
    word: 'Size',
    leastPx: 78,
    share: 0,
    right: true,
    yields: 2,
    text: ({ entry }) => sizeInWords(entry.sizeBytes),
    cell: ({ entry }) => sizeInWords(entry.sizeBytes),
    // The greatest first, which is why anybody orders by it.
    order: ({ entry }) => -entry.sizeBytes,
  },
  usedBy(onUser),
  created(),
];

export const volumeColumns = (onUser: OnUser): Columns<DockerVolume> => [
  name('Name', (volume) => volume.name),
  words({ name: 'driver', word: 'Driver', leastPx: 80, share: 1, yields: 3, text: ({ driver }) => driver }),
  words({ name: 'mountpoint', word: 'Mount point', leastPx: 160, share: 5, yields: 4, text: ({ mountpoint }) => mountpoint }), // prettier-ignore
  usedBy(onUser),
  created(),
];

export const networkColumns = (onUser: OnUser): Columns<DockerNetwork> => [
  name('Name', (network) => network.name),
  words({ name: 'driver', word: 'Driver', leastPx: 80, share: 1, yields: 3, text: ({ driver }) => driver }),
  words({ name: 'scope', word: 'Scope', leastPx: 76, share: 0, yields: 4, text: ({ scope, internal }) => (internal ? `${scope}, internal` : scope) }), // prettier-ignore
  words({ name: 'subnets', word: 'Subnets', leastPx: 130, share: 3, yields: 2, isCode: true, text: ({ subnets }) => subnets.join(', ') }), // prettier-ignore
  usedBy(onUser),
  created(),
];
