// Looks that passed and failed before a change and after it, of what the change touched. It is no split at one time: whatever
// else changed in between is in it too, and the words say so. Pure.
import type { Json } from '../facts.ts';
import type { Change, ChangeEvent } from './change-of-event.ts';
import type { Split } from './fisher.ts';
import type { Onset } from './onset.ts';
import { scopeOverlap } from './scope.ts';

/** Fewer on a side say nothing. */
const leastLooks = 3;

/** Null where there are too few looks at what it touched, or none is after it. */
export function splitOf(change: Change, looks: readonly ChangeEvent[], { toMs }: Onset): [number, { split: Split; words: string }] | null {
  if (change.atMs > toMs) return null;
  const split: Split = { badWith: 0, goodWith: 0, badWithout: 0, goodWithout: 0 };
  for (const { data, subject, time } of looks) {
    const about = Object(data) as Record<string, Json | undefined>;
    const outcome = about['outcome'] ?? about['to'];
    if (outcome !== 'pass' && outcome !== 'fail') continue;
    const names = [subject, about['title']].filter((name) => typeof name === 'string');
    if (scopeOverlap(change.touched, names).share === 0) continue;
    const side = time >= change.atMs ? 'With' : 'Without';
    split[`${outcome === 'fail' ? 'bad' : 'good'}${side}`] += 1;
  }
  const { badWith, goodWith, badWithout, goodWithout } = split;
  if (badWith + goodWith < leastLooks || badWithout + goodWithout < leastLooks) return null;
  const words = `before and after it, not side by side: ${badWith} of ${badWith + goodWith} looks failed since, ${badWithout} of ${badWithout + goodWithout} before`;
  return [change.change, { split, words }];
} // prettier-ignore
