// Whether what is shown can be changed from here, in sight beside its freshness: locked, or open for how long and by whom.
import type { Lock } from '#shared/model/environment.ts';
import { ActionButton, Button, type Action } from './button.tsx';
import { useClock } from './clock-context.tsx';
import { Icon } from './icon.tsx';
import { leftInWords, type LockState } from './lock-words.ts';

export interface LockChipProps {
  lock: Lock | undefined;
  state: LockState;
  /** Asks for the name that unlocks it. */
  unlock: Action;
  lockNow: Action;
}

export function LockChip({ lock, state, unlock, lockNow }: LockChipProps) {
  const { now } = useClock();
  if (state === 'nothing') return null;
  if (state === 'unknown') return <span className="lock lock-locked quiet">lock not known</span>;
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
        <Button kind="quiet" title={unlock.name} disabled={unlock.disabled} onClick={unlock.run}>
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
      <ActionButton action={lockNow} kind="quiet" />
    </span>
  );
}
