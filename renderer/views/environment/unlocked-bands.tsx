// A band across every screen while anything can be changed: nobody shall forget that it can.
import { lockKeys } from '#shared/model/environment.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { aboutLeftInWords, lockWords } from '../../components/lock-words.ts';
import { useLock } from './use-lock.ts';

export function UnlockedBands() {
  return lockKeys.map((key) => <UnlockedBand key={key} source={key} />);
}

function UnlockedBand({ source }: { source: (typeof lockKeys)[number] }) {
  const { lock, state } = useLock(source);
  const lockNow = useAction(`lock.${source}`);
  const { now } = useClock();
  const until = lock?.unlockedUntil ?? null;
  if (state !== 'unlocked' || lock === undefined || until === null) return null;
  return (
    <div className="banner banner-warn unlocked-band" role="status" aria-label={`${lock.name} is unlocked`}>
      <Icon name="unlock" />
      <p className="banner-words">
        <strong>{lock.name}</strong> ({lockWords[source]}) can be changed for {aboutLeftInWords(until, now)}, unlocked
        by {lock.unlockedBy}
      </p>
      <div className="banner-actions">
        <ActionButton action={lockNow} />
      </div>
    </div>
  );
}
