// How much what a change touched and what shows the symptom are the same thing, by their names. Pure.

/** Words that are in many names and say nothing of which thing it is. */
const common = new Set(['smoke', 'phase', 'plan', 'job', 'api', 'prod', 'staging', 'default', 'local', 'health', 'the', 'and', 'for', 'over', 'answers', 'latency', 'errors', 'error', 'high', 'slow', 'down', 'rate', 'p99', 'p95', 'com', 'http', 'https', 'deployments', 'pods']); // prettier-ignore
const leastLetters = 3;

/** `shop/attestor-api-1` without the number that compose gives: the name of what stays. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[-_]\d+$/, '').replace(/-[0-9a-f]{8,10}-[0-9a-z]{5}$/, ''); // prettier-ignore

const wordsOf = (names: readonly string[]): Set<string> =>
  new Set(
    names
      .flatMap((name) => plainName(name).split(/[^a-z0-9]+/))
      .filter((word) => word.length >= leastLetters && !common.has(word) && !/^\d+$/.test(word)),
  );

export interface Overlap {
  /** 1 for the very same thing, less for names that share words, 0 for nothing in common. */
  share: number;
  words: string;
}

/** @param touched by the change; @param symptom names in what shows the symptom: labels, subjects, components. */
export function scopeOverlap(touched: readonly string[], symptom: readonly string[]): Overlap {
  const [ours, theirs] = [touched.map(plainName), symptom.map(plainName)];
  const same = ours.find((name) => name !== '' && theirs.includes(name));
  if (same !== undefined) return { share: 1, words: `it touched ${same}, which shows the symptom` };
  const [mine, others] = [wordsOf(touched), wordsOf(symptom)];
  const shared = [...mine].filter((word) => others.has(word));
  if (shared.length === 0) {
    return { share: 0, words: 'nothing in its names is shared with what shows the symptom' };
  }
  const share = Math.min(0.8, 0.4 + (0.4 * shared.length) / Math.max(1, Math.min(mine.size, others.size)));
  return { share, words: `its names share ${shared.join(', ')} with what shows the symptom` };
}
