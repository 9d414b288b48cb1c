// The band that says that the past is shown, over every view, as long as it is so.
import { useAction } from '../components/actions-context.ts';
import { Banner } from '../components/banner.tsx';
import { ActionButton, Button } from '../components/button.tsx';
import { useClock } from '../components/clock-context.tsx';
import { shownInWords } from '../components/clock-words.ts';
import { longAgoInWords } from '../components/times.ts';
import { useConsole, useWhole } from '../state/use-console.ts';

export function PastBand() {
  const { clock } = useConsole();
  const { moment, speed } = useWhole(clock.store);
  const { present, zone } = useClock();
  const [earlier, later, live] = [useAction('clock.earlier'), useAction('clock.later'), useAction('clock.live')];
  if (moment === null) return null;
  const { at, known } = moment;
  // The band of the bundle says that it is only read, and leads out of it.
  const reviewing = moment.review !== null;
  const actions = (
    <>
      {speed === 0 ? null : (
        <Button icon="pause" label="Pause" onClick={() => clock.play(0)}>
          {speed}×
        </Button>
      )}
      <ActionButton action={earlier} kind="quiet" bare />
      <ActionButton action={later} kind="quiet" bare />
      <Button kind="quiet" onClick={() => clock.setKnown(known === 'then' ? 'now' : 'then')}>
        {known === 'then' ? 'What is known now' : 'What was known then'}
      </Button>
      {reviewing ? null : <ActionButton action={live} kind="primary" />}
    </>
  );
  return (
    <Banner tone="past" title={shownInWords(at, known, present, zone)} actions={actions}>
      · {longAgoInWords(at, present)} ago{reviewing ? '' : '. Nothing can be changed here'}.
    </Banner>
  );
}
