// How a trigger stands for whoever reads the list: apart from firing are what fired when it was looked at last, and what is
// only kept firing. Pure.
import { lateAt, shownStateAt, type ShownState, type WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { GlyphName } from '../../components/glyph.tsx';

/** `last_firing`: it fired when it was looked at last, and is not known now. `kept`: no longer true, and kept firing. */
export type ListState = ShownState | 'last_firing' | 'kept';

/** In the order of the list. */
export const listStates: readonly ListState[] = ['firing', 'kept', 'last_firing', 'pending', 'no_data', 'error', 'hole', 'inactive', 'off']; // prettier-ignore

export const stateWords: Record<ListState, { glyph: GlyphName; word: string; group: string }> = {
  firing: { glyph: 'fail', word: 'firing', group: 'Firing' },
  kept: { glyph: 'fail', word: 'kept firing', group: 'Kept firing: no longer true, and held for as long as its rule says' }, // prettier-ignore
  last_firing: { glyph: 'stale', word: 'last seen firing', group: 'Last seen firing: not known now' }, // prettier-ignore
  pending: { glyph: 'waiting', word: 'pending', group: 'Pending: true, and not yet for long enough' },
  no_data: { glyph: 'inconclusive', word: 'no data', group: 'No data: too little was seen to say' },
  error: { glyph: 'error', word: 'could not look', group: 'Could not look' },
  hole: { glyph: 'open', word: 'a person judges', group: 'Holes: a person has to judge these' }, // prettier-ignore
  inactive: { glyph: 'pass', word: 'quiet', group: 'Quiet' },
  off: { glyph: 'not_applicable', word: 'switched off', group: 'Switched off' },
};

/** How it stands at a time on the reader's clock. Of more label sets than were told of, all are taken as truly firing. */
export function listStateAt(watched: WatchedTrigger, nowMs: number): ListState {
  const state = shownStateAt(watched, nowMs);
  if (state !== 'firing') return state;
  if (watched.trouble !== null || lateAt(watched, nowMs)) return 'last_firing';
  const firing = watched.instances.filter((one) => one.state === 'firing');
  const kept = firing.length > 0 && firing.length === watched.firing && firing.every((one) => one.keptFiringSinceMs !== null); // prettier-ignore
  return kept ? 'kept' : 'firing';
}
