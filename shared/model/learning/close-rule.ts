// What keeps an incident from being closed: it closes when it is understood, when nothing of it is left lying, and when at
// least one control has shown that it would tell the next time.
import type { ControlState } from './control.ts';
import { controlStateWords } from './control.ts';
import { causeOf, type Learning } from './learning.ts';

/** In words; empty where it may be closed. @param states of the controls that stand, in their order. */
export function closeReasons(
  learning: Pick<Learning, 'causes' | 'actions'>,
  controls: readonly { title: string; state: ControlState }[],
): string[] {
  const reasons: string[] = [];
  if (causeOf(learning) === null) reasons.push('nobody has written its root cause');
  const open = learning.actions.filter(({ status }) => status === 'open');
  for (const { words } of open.slice(0, 3))
    reasons.push(`the action “${shortened(words)}” is neither done nor declined`);
  if (open.length > 3) reasons.push(`${open.length - 3} more actions are open`);
  const standing = controls.filter(({ state }) => state !== 'removed');
  if (standing.some(({ state }) => state === 'proven')) return reasons;
  if (standing.length === 0) return [...reasons, 'it has no control, such as a trigger or an item of a plan'];
  const why = standing.slice(0, 3).map(({ title, state }) => `“${shortened(title)}”: ${controlStateWords[state]}`);
  return [...reasons, `no control is proven (${why.join(', ')})`];
}

const shortened = (words: string): string => (words.length > 60 ? `${words.slice(0, 59)}…` : words);
