// Whether what is shown can be changed from here, in sight beside its freshness: locked, or open for how long and by whom.
// What is open is locked from the band that stands over every screen.
import type { Lock } from '#shared/model/environment.ts';
import { Button, type Action } from './button.tsx';
import { useClock } from './clock-context.tsx';
import { Glyph } from './glyph.tsx';
import { Icon } from './icon.tsx';
import { leftInWords, type LockState } from './lock-words.ts';

export interface LockChipProps {
  lock: Lock | undefined;
  state: LockState;
  /** Asks for the name that unlocks it. */
  unlock: Action;
}

export function LockChip({ lock, state, unlock }: LockChipProps) {
  const { now } = useClock();
  if (state === 'nothing') return null;
  if (state === 'unknown') {
    return (
      <span className="lock" title="Nothing can be changed while nobody tells how the lock stands.">
        <Glyph name="inconclusive" /> lock not known
      </span>
    );
  }
  if (state === 'unprotected') {
    return (
      <span className="lock lock-unprotected" title={`${lock?.name} is not protected: actions are shown at once.`}>
        <Icon name="unlock" /> not protected
      </span>
    );
  }
  const until = lock?.unlockedUntil ?? null;
  if (state === 'locked' || lock === undefined || until === null) {
    return (
      <span className="lock lock-locked" title={`Nothing of ${lock?.name} can be changed from here.`}>
        <Icon name="lock" /> locked
        <Button title={unlock.name} disabled={unlock.disabled} onClick={unlock.run}>
          Unlock…
        </Button>
      </span>
    );
  }
  return (
    <span className="lock lock-unlocked" title={`${lock.name} can be changed from here.`}>
      <Icon name="unlock" />{' '}
      <span>
        unlocked <span className="lock-left">{leftInWords(until, now)}</span> left, by {lock.unlockedBy}
      </span>
    </span>
  );
}
