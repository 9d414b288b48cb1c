// One change is often told several times: a container is created and started, an object is seen by two watchers. The one
// that says most stays; the others are named as the same. Pure.
import type { Change } from './change-of-event.ts';
import type { ChangeKind, Dropped } from './suspect.ts';

const togetherMs = 60_000;
/** What says most first. */
const telling: ChangeKind[] = ['fault', 'action', 'image', 'config', 'scale', 'flag', 'deploy', 'restart', 'rule', 'plan', 'environment', 'dashboard', 'console']; // prettier-ignore

export function sameChanges(changes: readonly Change[]): { first: Change[]; same: Dropped[] } {
  const first: Change[] = [];
  const same: Dropped[] = [];
  const order = changes.toSorted((a, b) => telling.indexOf(a.kind) - telling.indexOf(b.kind) || a.atMs - b.atMs);
  for (const change of order) {
    const known = first.find((one) => isSame(one, change));
    if (known === undefined) first.push(change);
    else same.push({ change: change.change, title: change.title, atMs: change.atMs, reason: `it is the same as “${known.title}”` }); // prettier-ignore
  }
  return { first: first.toSorted((a, b) => a.atMs - b.atMs), same };
}

function isSame(one: Change, other: Change): boolean {
  if (Math.abs(one.atMs - other.atMs) > togetherMs || one.kind === 'rule' || one.kind === 'plan') return false;
  return one.touched.some((name) => other.touched.includes(name));
}
