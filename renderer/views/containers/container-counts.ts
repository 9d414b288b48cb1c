// How many containers are how, as counts: never one score, and "all" only where all were looked at and are known live.
import type { ContainerRow } from '../../components/container-row.ts';
import { grouped } from '../../components/times.ts';

export interface ContainerCounts {
  total: number;
  running: number;
  unhealthy: number;
  starting: number;
  /** Running without a health check: nobody knows whether they are well. */
  unchecked: number;
  exited: number;
  /** Of those that have ended, with an error. */
  failed: number;
  /** Any other state of Docker's, by its name. */
  others: ReadonlyMap<string, number>;
  troubled: number;
}

export function countContainers(rows: Iterable<ContainerRow>): ContainerCounts {
  const others = new Map<string, number>();
  const counts = { total: 0, running: 0, unhealthy: 0, starting: 0, unchecked: 0, exited: 0, failed: 0, troubled: 0 };
  for (const { container, troubles } of rows) {
    const { state, health, exitCode } = container;
    counts.total++;
    if (troubles.length > 0) counts.troubled++;
    if (state === 'exited') {
      counts.exited++;
      if (exitCode !== null && exitCode !== 0) counts.failed++;
    } else if (state === 'running') {
      counts.running++;
      if (health === 'unhealthy') counts.unhealthy++;
      if (health === 'starting') counts.starting++;
      if (health === 'none') counts.unchecked++;
    } else others.set(state, (others.get(state) ?? 0) + 1);
  }
  return { ...counts, others };
}

/** Each container counts once; what is a part of a count stands behind it: `12 running (1 unhealthy), 2 exited`. */
export function countsInWords(counts: ContainerCounts): string {
  const { running, unhealthy, starting, exited, failed, others } = counts;
  const some = (count: number, word: string, ...parts: [number, string][]): string[] => {
    const named = parts
      .filter(([part]) => part > 0)
      .map(([part, of]) => `${part === count ? 'all' : grouped(part)} ${of}`);
    return count === 0 ? [] : [`${grouped(count)} ${word}${named.length === 0 ? '' : ` (${named.join(', ')})`}`];
  };
  const parts = [
    ...some(running, 'running', [unhealthy, 'unhealthy'], [starting, 'still starting']),
    ...[...others].flatMap(([state, count]) => some(count, state)),
    ...some(exited, 'exited', [failed, 'with an error']),
  ];
  return parts.length === 0 ? 'no containers' : parts.join(', ');
}

export interface Headline {
  words: string;
  tone: 'fail' | 'pass' | 'plain' | 'stale';
}

/** The sentence over the table. @param live whether what is shown is the present. */
export function headlineOf(counts: ContainerCounts, live: boolean): Headline {
  const { total, running, unhealthy, starting, unchecked, troubled } = counts;
  const words = countsInWords(counts);
  if (!live) return { words, tone: 'stale' };
  if (troubled > 0) return { words, tone: 'fail' };
  const all = total > 0 && running === total && unhealthy + starting === 0;
  if (!all) return { words, tone: 'plain' };
  if (unchecked === 0) return { words: `All ${grouped(total)} running and healthy`, tone: 'pass' };
  const without = unchecked === total ? 'none of them has' : `${grouped(unchecked)} of them without`;
  return { words: `All ${grouped(total)} running, ${without} a health check`, tone: 'plain' };
}
