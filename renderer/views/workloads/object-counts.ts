// How many objects of a kind are how, as counts: never one score, and "no trouble" only where all were looked at. Pure.
import type { KubeHealth, KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import { countOfKind } from '../../components/kube-kinds.ts';
import { grouped } from '../../components/times.ts';

export type HealthCounts = Record<KubeHealth, number> & { total: number };

export const healthWords: Record<KubeHealth, string> = {
  trouble: 'in trouble',
  unknown: 'not known',
  progressing: 'on the way',
  ok: 'without trouble',
  ended: 'ended',
};

export function countObjects(objects: Iterable<Pick<KubeRow, 'health'>>): HealthCounts {
  const counts: HealthCounts = { ok: 0, progressing: 0, trouble: 0, ended: 0, unknown: 0, total: 0 };
  for (const { health } of objects) {
    counts[health]++;
    counts.total++;
  }
  return counts;
}

/** Of these there is nothing that could be in trouble; they are only counted. */
const unjudged = new Set<KubeKind>(['configmaps', 'secrets', 'events', 'namespaces']);

/** For events, which are never in trouble themselves. */
export const warningWord = (count: number): string => (count === 1 ? 'warning' : 'warnings');

export interface ObjectHeadline {
  words: string;
  tone: 'fail' | 'pass' | 'plain' | 'stale';
}

/** The sentence over the table. @param live whether what is shown is the whole and the present. */
export function objectHeadline(kind: KubeKind, counts: HealthCounts, live: boolean): ObjectHeadline {
  const { total, trouble, unknown, progressing, ok } = counts;
  const what = countOfKind(kind, total);
  if (kind === 'events' && trouble > 0) {
    const warnings = `${grouped(trouble)} ${warningWord(trouble)}`;
    return { words: `${what}, ${warnings}`, tone: live ? 'plain' : 'stale' };
  }
  const plain = unjudged.has(kind) && trouble + unknown === 0;
  if (total === 0 || plain) return { words: what, tone: live ? 'plain' : 'stale' };
  if (live && ok === total) return { words: `${what}: no trouble seen`, tone: 'pass' };
  const named = (['unknown', 'progressing', 'ok', 'ended'] as const).filter((health) => counts[health] > 0);
  const words = named.map((health) => `${grouped(counts[health])} ${healthWords[health]}`).join(', ');
  const all = `${what}: ${[...(trouble > 0 ? [`${grouped(trouble)} in trouble`] : []), words].filter(Boolean).join(', ')}`;
  if (!live) return { words: all, tone: 'stale' };
  return { words: all, tone: trouble > 0 ? 'fail' : unknown + progressing > 0 ? 'plain' : 'pass' };
}
