// One container as a line of the table: its signs, words and what it is sorted and found by. Pure.
import { containerTroubles, type Container } from '#shared/model/container.ts';
import type { SignName } from './container-sign.tsx';
import type { GridRow } from './grid-column.ts';
import { naturalOrder } from './natural-order.ts';

export interface ContainerRow extends GridRow {
  container: Container;
  sign: SignName;
  /** Docker's state, with the exit code where it has ended. */
  stateWords: string;
  ports: string;
  /** Lower case, all that words of the filter are looked for in. */
  hay: string;
}

export const healthWords: Record<Container['health'], string> = {
  none: 'no check',
  starting: 'starting',
  healthy: 'healthy',
  unhealthy: 'unhealthy',
};
export const healthSigns: Record<Container['health'], SignName> = {
  none: 'none',
  starting: 'moving',
  healthy: 'healthy',
  unhealthy: 'bad',
};

const endings = new Set<Container['state']>(['exited', 'dead']);
const plainSigns: Record<Container['state'], SignName> = {
  created: 'created',
  running: 'up',
  paused: 'paused',
  restarting: 'bad',
  removing: 'moving',
  exited: 'ended',
  dead: 'bad',
  stopping: 'moving',
};

const rows = new WeakMap<Container, ContainerRow>();

/** The same row for the same container, so that only changed ones are drawn and computed anew. */
export function rowOfContainer(container: Container): ContainerRow {
  const known = rows.get(container);
  if (known !== undefined) return known;
  const troubles = containerTroubles(container);
  const { state, exitCode, name, image, service, project, id } = container;
  const failed = state === 'exited' && exitCode !== null && exitCode !== 0;
  const ports = portsInWords(container.ports);
  const row: ContainerRow = {
    key: container.key,
    container,
    sign: failed ? 'bad' : plainSigns[state],
    stateWords: endings.has(state) && exitCode !== null ? `${state} (${exitCode})` : state,
    troubles,
    rank: rankOf(container, troubles.length > 0),
    ports,
    nameOrder: naturalOrder(name),
    hay: [name, image, service, project, id, state, ports, ...troubles].join(' ').toLowerCase(),
  };
  rows.set(container, row);
  return row;
}

/** Broken before ended badly, before on the way, before running, before ended well. */
function rankOf({ state, health }: Container, troubled: boolean): number {
  if (troubled) return state === 'exited' ? 1 : 0;
  if (state === 'running') return health === 'starting' ? 2 : 3;
  return state === 'exited' ? 4 : 2;
}

const everywhere = new Set(['0.0.0.0', '::', '']);

/** `8080→80/tcp` reachable from everywhere, `127.0.0.1:5432→5432/tcp`, `9000/tcp` where it is not published. */
export function portsInWords(ports: Container['ports']): string {
  const words = ports.map(({ ip, publicPort, privatePort, protocol }) => {
    if (publicPort === null) return `${privatePort}/${protocol}`;
    const at = everywhere.has(ip ?? '') ? '' : `${(ip ?? '').includes(':') ? `[${ip}]` : ip}:`;
    return `${at}${publicPort}→${privatePort}/${protocol}`;
  });
  // IPv4 and IPv6 are published apart, in the same words.
  return [...new Set(words)].join(', ');
}
