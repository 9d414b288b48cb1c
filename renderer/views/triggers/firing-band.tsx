// Across every screen: what fires and wants a person, until somebody says that they are on it; and the count of all that
// fires, in the head of the frame.
import { useAction } from '../../components/actions-context.ts';
import { Banner } from '../../components/banner.tsx';
import { ActionButton, Button } from '../../components/button.tsx';
import { Ago, Moment, useClock } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { grouped } from '../../components/times.ts';
import { pastReason, useConsole, useWhole } from '../../state/use-console.ts';
import { listStateAt } from './list-state.ts';
import { callingTriggers, firingCounts, wordsBesideName } from './triggers-model.ts';
import { useTriggers } from './use-triggers.ts';

export function FiringBand() {
  const { dialog, link, clock } = useConsole();
  const past = useWhole(clock.store).moment !== null;
  const { all, lost } = useTriggers();
  const show = useAction('trigger.calling');
  const live = useWhole(link.store).state === 'live';
  const { now } = useClock();
  const calling = callingTriggers(all, now);
  const [first] = calling;
  if (first === undefined) return null;
  const { key, trigger, instances, sinceMs, firing, lastEvaluatedAtMs } = first;
  const known = !lost && listStateAt(first, now) !== 'last_firing';
  const said =
    instances.find(({ annotations }) => annotations['summary'] !== undefined)?.annotations['summary'] ??
    wordsBesideName(trigger);
  const others = calling.length - 1;
  const acknowledge = (): void => dialog.setState({ open: { kind: 'trigger-word', word: 'acknowledge', key } });
  return (
    <Banner
      tone={known ? 'bad' : 'warn'}
      title={known ? `${trigger.name} fires` : `${trigger.name} was firing`}
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
      {known ? (
        <>
          for <Ago at={sinceMs} suffix="" />
        </>
      ) : (
        <>
          when it was last looked at
          {lastEvaluatedAtMs === null ? (
            ''
          ) : (
            <>
              {' '}
              (<Moment at={lastEvaluatedAtMs} />)
            </>
          )}
          ; it is not known now
        </>
      )}
      {firing > 1 ? `, for ${grouped(firing)} label sets` : ''}
      {said === null ? '.' : `: ${said}`}
      {others > 0 ? (
        <strong>
          {' '}
          {grouped(others)} more {others === 1 ? 'trigger calls' : 'triggers call'}.
        </strong>
      ) : null}
    </Banner>
  );
}

export function FiringChip() {
  const { place } = useConsole();
  const { all, lost } = useTriggers();
  const { now } = useClock();
  const { firing, kept, last } = firingCounts(all, now);
  if (firing + kept + last === 0) return null;
  const unknown = lost ? firing + kept + last : last;
  const words = [
    ...(firing === 0 || lost ? [] : [`${grouped(firing)} firing`]),
    ...(kept === 0 || lost ? [] : [`${grouped(kept)} kept firing`]),
    ...(unknown === 0 ? [] : [`${grouped(unknown)} last seen firing`]),
  ].join(', ');
  const calls = firing + kept > 0 && all.some(({ calling }) => calling > 0);
  const tone = lost || firing + kept === 0 ? ' firing-chip-stale' : calls ? ' firing-chip-calls' : '';
  return (
    <button
      type="button"
      className={`firing-chip${tone}`}
      title={`Triggers: ${words}`}
      onClick={() => place.go({ view: 'triggers', triggerFind: '' })}
    >
      <Icon name="warn" /> {words}
    </button>
  );
}
