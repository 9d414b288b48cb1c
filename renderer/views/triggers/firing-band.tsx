// Across every screen: what fires and wants a person, until somebody says that they are on it; and the count of all that
// fires, in the head of the frame.
import { useAction } from '../../components/actions-context.ts';
import { Banner } from '../../components/banner.tsx';
import { ActionButton, Button } from '../../components/button.tsx';
import { Ago } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { grouped } from '../../components/times.ts';
import { pastReason, useConsole, useWhole } from '../../state/use-console.ts';
import { callingTriggers } from './triggers-model.ts';
import { useTriggers } from './use-triggers.ts';

export function FiringBand() {
  const { dialog, link, clock } = useConsole();
  const past = useWhole(clock.store).moment !== null;
  const { all, lost } = useTriggers();
  const show = useAction('trigger.calling');
  const live = useWhole(link.store).state === 'live';
  const calling = callingTriggers(all);
  const [first] = calling;
  if (first === undefined) return null;
  const { key, trigger, instances, sinceMs, firing } = first;
  const said = instances.find(({ annotations }) => annotations['summary'] !== undefined)?.annotations['summary'];
  const acknowledge = (): void => dialog.setState({ open: { kind: 'trigger-word', word: 'acknowledge', key } });
  return (
    <Banner
      tone="bad"
      title={`${trigger.name} fires`}
      actions={
        <span className="firing-actions">
          <Button
            kind="primary"
            title={`Acknowledge ${trigger.name}`}
            disabled={past ? pastReason : live ? null : 'the engine cannot be reached'}
            onClick={acknowledge}
          >
            Acknowledge…
          </Button>
          <ActionButton action={show} />
        </span>
      }
    >
      for <Ago at={sinceMs} suffix="" />
      {firing > 1 ? `, for ${grouped(firing)} label sets` : ''}: {said ?? trigger.originalWords}
      {lost ? ' (as last known)' : ''}
      {calling.length > 1 ? <strong> And {grouped(calling.length - 1)} more.</strong> : null}
    </Banner>
  );
}

export function FiringChip() {
  const { place } = useConsole();
  const { all, lost } = useTriggers();
  const firing = all.filter(({ state }) => state === 'firing');
  if (firing.length === 0) return null;
  const words = `${grouped(firing.length)} ${lost ? 'fired, as last known' : 'firing'}`;
  const calls = firing.some(({ calling }) => calling > 0);
  return (
    <button
      type="button"
      className={calls && !lost ? 'firing-chip firing-chip-calls' : 'firing-chip'}
      title={`Triggers: ${words}`}
      onClick={() => place.go({ view: 'triggers', triggerFind: '' })}
    >
      <Icon name="warn" /> {words}
    </button>
  );
}
