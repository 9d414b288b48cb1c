// Bands under the head: something fires, the engine is lost, the record is not written. They stay as long as it is so.
import type { LinkStatus } from '../client/link.ts';
import { ActionButton, Button } from '../components/button.tsx';
import { useAction } from '../components/actions-context.ts';
import { Banner } from '../components/banner.tsx';
import { Ago, Moment, useClock } from '../components/clock-context.tsx';
import { grouped } from '../components/times.ts';
import { UnlockedBands } from '../views/environment/unlocked-bands.tsx';
import { PastBand } from './past-band.tsx';
import { ReviewBand } from '../views/reviews/review-band.tsx';
import { FailingBand } from '../views/criteria/failing-band.tsx';
import { FiringBand } from '../views/triggers/firing-band.tsx';
import { useConsole, useFeed, useWhole } from '../state/use-console.ts';

/** A start takes a moment; only a longer one is worth a band. */
const patienceMs = 2_000;

export function Bands() {
  const { link, record } = useConsole();
  const status = useWhole(link.store);
  const view = useFeed(record);
  const { now } = useClock();
  const retry = useAction('link.retry');
  const state = view.entries.get('record');
  return (
    <>
      <ReviewBand />
      <PastBand />
      <UnlockedBands />
      <FiringBand />
      <FailingBand />
      {status.state === 'lost' ? (
        <Banner
          tone="bad"
          title="The engine is lost."
          actions={status.retryAt === null ? undefined : <ActionButton action={retry} />}
        >
          Since <Moment at={status.since} />: {status.reason}.{' '}
          {view.heardAt === null ? (
            'Nothing has been heard yet.'
          ) : (
            <>
              What is shown is as of <Ago at={view.heardAt} /> or older.
            </>
          )}{' '}
          {nextStep(status, now)}
        </Banner>
      ) : null}
      {status.state === 'connecting' && now - status.since > patienceMs ? (
        <Banner tone="warn" title="Waiting for the engine.">
          Since <Moment at={status.since} />.
        </Banner>
      ) : null}
      <SalvagedBand />
      {state?.networkFileSystem === undefined ? null : (
        <Banner tone="warn" title="The record is on a network file system.">
          Its folder is on {state.networkFileSystem}, whose locks a database cannot rely on: the record can be damaged.
          Quit, move the data folder to a disk of this machine, and start with READYROOM_DATA set to it.
        </Banner>
      )}
      {state !== undefined && !state.recording ? (
        <Banner tone="bad" title="NOT RECORDING.">
          Since <Moment at={state.since} />: {state.reason}. {grouped(state.held)} held in memory
          {state.lost > 0 ? `, ${grouped(state.lost)} lost` : ''}. Runs still work; what is marked “not recorded” would
          be lost with the engine.
        </Banner>
      ) : null}
    </>
  );
}

function nextStep(status: LinkStatus, now: number): string {
  if (status.gone)
    return 'It does not come back by itself: quit Ready Room and open it again. What was recorded is kept.';
  if (status.retryAt === null) return 'The window waits for it to come back.';
  return `Next try in ${Math.max(0, Math.ceil((status.retryAt - now) / 1_000))} s.`;
}

/** How long a damaged record is called out on every screen; afterwards the settings tell of it. */
const toldForMs = 3 * 86_400_000;

function SalvagedBand() {
  const { recorder, place } = useConsole();
  const { now } = useClock();
  const salvaged = useFeed(recorder.keeping).entries.get('record')?.salvaged ?? null;
  if (salvaged === null || now - salvaged.atMs > toldForMs) return null;
  return (
    <Banner
      tone="warn"
      title="The record was found damaged."
      actions={<Button onClick={() => place.go({ view: 'settings' })}>Details and backup</Button>}
    >
      <Ago at={salvaged.atMs} />: {grouped(salvaged.events)} events could be read and were kept. The damaged file stays as it was.
    </Banner>
  ); // prettier-ignore
}
