// The columns of the containers: their words, widths, order and cells. Which are shown is the person's and the room's.
import type { ReactNode } from 'react';
import { Ago } from './clock-context.tsx';
import { healthSigns, healthWords, type ContainerRow } from './container-row.ts';
import { ContainerSign } from './container-sign.tsx';
import { MiddleText } from './middle-text.tsx';
import { grouped } from './times.ts';

export const columnNames = ['state', 'name', 'trouble', 'health', 'restarts', 'service', 'image', 'ports', 'started'] as const; // prettier-ignore
export type ColumnName = (typeof columnNames)[number];

export interface ContainerColumn {
  word: string;
  /** Width of a grid track: at least, and the share of what is left over; a share of 0 keeps it as it is. */
  leastPx: number;
  share: number;
  /** What a change of is worth a flash, and what the hover says. */
  text: (row: ContainerRow) => string;
  cell: (row: ContainerRow) => ReactNode;
  order: (row: ContainerRow) => string | number;
}

const startOf = ({ container }: ContainerRow): number | null => container.startedAt;

export const containerColumns: Record<ColumnName, ContainerColumn> = {
  state: {
    word: 'State',
    leastPx: 112,
    share: 0,
    text: (row) => row.stateWords,
    cell: (row) => (
      <>
        <ContainerSign name={row.sign} /> {row.stateWords}
      </>
    ),
    order: (row) => row.stateWords,
  },
  name: {
    word: 'Name',
    leastPx: 170,
    share: 5,
    text: (row) => row.container.name,
    cell: (row) => <MiddleText text={row.container.name} />,
    order: (row) => row.nameOrder,
  },
  trouble: {
    word: 'Trouble',
    leastPx: 160,
    share: 7,
    text: (row) => row.troubles.join('; '),
    cell: (row) => row.troubles.join('; '),
    order: (row) => row.rank,
  },
  health: {
    word: 'Health',
    leastPx: 96,
    share: 0,
    text: (row) => healthWords[row.container.health],
    cell: ({ container }) => (
      <>
        <ContainerSign name={healthSigns[container.health]} /> {healthWords[container.health]}
      </>
    ),
    order: (row) => ['unhealthy', 'starting', 'none', 'healthy'].indexOf(row.container.health),
  },
  restarts: {
    word: 'Restarts',
    leastPx: 74,
    share: 0,
    text: (row) => grouped(row.container.restartCount),
    cell: (row) => grouped(row.container.restartCount),
    order: (row) => row.container.restartCount,
  },
  service: {
    word: 'Service',
    leastPx: 96,
    share: 2,
    text: ({ container }) => [container.project, container.service].filter((word) => word !== null).join(' / '),
    cell: (row) => row.container.service ?? '',
    order: (row) => row.container.service ?? '\uffff',
  },
  image: {
    word: 'Image',
    leastPx: 140,
    share: 4,
    text: (row) => row.container.image,
    cell: (row) => <MiddleText text={row.container.image} />,
    order: (row) => row.container.image,
  },
  ports: {
    word: 'Ports',
    leastPx: 130,
    share: 3,
    text: (row) => row.ports,
    cell: (row) => row.ports,
    order: (row) => row.ports || '\uffff',
  },
  started: {
    word: 'Started',
    leastPx: 76,
    share: 0,
    text: (row) => String(startOf(row) ?? ''),
    cell: (row) => {
      const at = startOf(row);
      return at === null ? 'never' : <Ago at={at} />;
    },
    // The newest first, as its words count upwards from it.
    order: (row) => -(startOf(row) ?? 0),
  },
};

/** Always shown; without them a row says nothing. */
export const fixedColumns: readonly ColumnName[] = ['state', 'name', 'trouble'];
/** Who gives way first where there is not room for all. */
const givesWay: readonly ColumnName[] = ['image', 'ports', 'service', 'restarts', 'started', 'health'];

export interface ColumnChoice {
  shown: ColumnName[];
  /** Wanted, but there is no room. */
  crowded: ColumnName[];
}

/** @param roomPx 0 while it is not known, which means enough. */
export function chooseColumns(hidden: readonly string[], roomPx: number): ColumnChoice {
  const wanted = columnNames.filter((name) => fixedColumns.includes(name) || !hidden.includes(name));
  const shown = new Set(wanted);
  const widthPx = (): number => [...shown].reduce((sum, name) => sum + containerColumns[name].leastPx + gapPx, edgePx);
  for (const name of givesWay) if (roomPx > 0 && widthPx() > roomPx) shown.delete(name);
  return { shown: [...shown], crowded: wanted.filter((name) => !shown.has(name)) };
}

const gapPx = 12;
const edgePx = 28;

export const tracksOf = (shown: readonly ColumnName[]): string =>
  shown
    .map((name) => containerColumns[name])
    .map(({ leastPx, share }) => (share === 0 ? `${leastPx}px` : `minmax(${leastPx}px, ${share}fr)`))
    .join(' ');
