// The columns of the containers: their words, widths, order and cells.
import { Ago } from './clock-context.tsx';
import { healthSigns, healthWords, type ContainerRow } from './container-row.ts';
import { CpuCell, MemoryCell } from './container-usage.tsx';
import { ContainerSign } from './container-sign.tsx';
import type { Column } from './grid-column.ts';
import { MiddleText } from './middle-text.tsx';
import { grouped } from './times.ts';

const startOf = ({ container }: ContainerRow): number | null => container.startedAt;

export const containerColumns: readonly Column<ContainerRow>[] = [
  {
    name: 'state',
    fixed: true,
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
  {
    name: 'name',
    fixed: true,
    tone: 'strong',
    word: 'Name',
    leastPx: 170,
    share: 5,
    text: (row) => row.container.name,
    cell: (row) => <MiddleText text={row.container.name} />,
    order: (row) => row.nameOrder,
  },
  {
    name: 'trouble',
    fixed: true,
    tone: 'bad',
    word: 'Trouble',
    leastPx: 190,
    tightPx: 150,
    share: 7,
    text: (row) => row.troubles.join('; '),
    cell: (row) => row.troubles.join('; '),
    order: (row) => row.rank,
  },
  {
    name: 'health',
    tone: 'soft',
    yields: 1,
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
  {
    name: 'restarts',
    right: true,
    yields: 3,
    word: 'Restarts',
    leastPx: 74,
    share: 0,
    text: (row) => grouped(row.container.restartCount),
    cell: (row) => grouped(row.container.restartCount),
    order: (row) => row.container.restartCount,
  },
  {
    name: 'cpu',
    right: true,
    untitled: true,
    unsorted: 'Only the rows in sight are measured, so there is no order by it',
    yields: 1.5,
    word: 'CPU',
    leastPx: 58,
    share: 0,
    // It changes every second, which is no news.
    text: () => '',
    cell: ({ key }) => <CpuCell containerKey={key} />,
    order: (row) => row.rank,
  },
  {
    name: 'memory',
    right: true,
    untitled: true,
    unsorted: 'Only the rows in sight are measured, so there is no order by it',
    yields: 1.6,
    word: 'Memory',
    leastPx: 78,
    share: 0,
    text: () => '',
    cell: ({ key }) => <MemoryCell containerKey={key} />,
    order: (row) => row.rank,
  },
  {
    name: 'service',
    tone: 'soft',
    yields: 4,
    word: 'Service',
    leastPx: 96,
    share: 2,
    text: ({ container }) => [container.project, container.service].filter((word) => word !== null).join(' / '),
    cell: (row) => row.container.service ?? '',
    order: (row) => row.container.service ?? '\uffff',
  },
  {
    name: 'image',
    tone: 'soft',
    yields: 6,
    word: 'Image',
    leastPx: 140,
    share: 4,
    text: (row) => row.container.image,
    cell: (row) => <MiddleText text={row.container.image} />,
    order: (row) => row.container.image,
  },
  {
    name: 'ports',
    tone: 'soft',
    yields: 5,
    word: 'Ports',
    leastPx: 130,
    share: 3,
    text: (row) => row.ports,
    cell: (row) => row.ports,
    order: (row) => row.ports || '\uffff',
  },
  {
    name: 'started',
    tone: 'soft',
    right: true,
    untitled: true,
    yields: 2,
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
];
