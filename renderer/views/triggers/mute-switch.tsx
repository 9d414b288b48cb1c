// Whether the desktop is told of what begins to fire; for everybody who uses this console, so it says who muted it.
import { Button } from '../../components/button.tsx';
import { pastReason, useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export function MuteSwitch() {
  const { triggers, operations, who, link, clock } = useConsole();
  const past = useWhole(clock.store).moment !== null;
  const notices = useFeed(triggers.notices).entries.get('notices');
  const live = useWhole(link.store).state === 'live';
  if (notices === undefined) return null;
  if (!notices.desktop) return <span className="quiet">no desktop to tell: only this screen does</span>;
  const { muted, by } = notices;
  const title = muted ? `Muted by ${by}: the desktop is told of nothing. Press to be told again.` : 'The desktop is told of what begins to fire. Press to mute it.'; // prettier-ignore
  return (
    <Button
      icon={muted ? 'mute' : 'triggers'}
      pressed={muted}
      title={title}
      disabled={past ? pastReason : live ? null : 'the engine cannot be reached'}
      onClick={() => void who.as((by) => operations.mute(!muted, by))}
    >
      {muted ? 'Muted' : 'Mute'}
    </Button>
  );
}
