// The label sets for which a trigger is true, each with its value, its times and what people said of it.
import type { ShownInstance, WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Part } from '../../components/part.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, usePastRefusal, useWhole } from '../../state/use-console.ts';
import { valueWords } from './condition-words.ts';

const mostShown = 100;

export function InstancesPart({ watched, all }: { watched: WatchedTrigger; all: readonly ShownInstance[] }) {
  const count = watched.firing + watched.pending;
  if (count === 0) return null;
  return (
    <Part title={count === 1 ? 'True for' : `True for ${grouped(count)} label sets`}>
      <ul className="trigger-instances">
        {all.slice(0, mostShown).map((one) => (
          <Instance key={one.key} one={one} watched={watched} />
        ))}
      </ul>
      {count > mostShown ? <p className="quiet">The first {mostShown} of {grouped(count)}.</p> : null}
    </Part>
  ); // prettier-ignore
}

function Instance({ one, watched }: { one: ShownInstance; watched: WatchedTrigger }) {
  const { trigger } = watched;
  const { state, labels, annotations, activeAtMs, firedAtMs, keptFiringSinceMs, acknowledged, snoozed, inhibitedBy } =
    one;
  const value = valueWords(trigger.condition, one.value);
  return (
    <li className={`trigger-instance trigger-instance-${state}`}>
      <p className="trigger-instance-head">
        <Glyph name={state === 'firing' ? 'fail' : 'waiting'} /> {state} for{' '}
        <Ago at={state === 'firing' ? (firedAtMs ?? activeAtMs) : activeAtMs} suffix="" />
        {value === '' ? null : <strong className="trigger-instance-value">{value}</strong>}
      </p>
      <Labels labels={labels} name={trigger.name} />
      {Object.entries(annotations).map(([name, text]) => (
        <p key={name} className="trigger-annotation">
          <span className="quiet">{name}</span> {text}
        </p>
      ))}
      {keptFiringSinceMs === null ? null : (
        <p className="quiet">
          No longer true since <Ago at={keptFiringSinceMs} />; it is kept firing.
        </p>
      )}
      {acknowledged === null ? null : (
        <p>
          Acknowledged by {acknowledged.by} <Ago at={acknowledged.atMs} />
          {acknowledged.note === '' ? '' : `: ${acknowledged.note}`}
        </p>
      )}
      {snoozed === null ? null : (
        <p>
          Snoozed by {snoozed.by} until <Moment at={snoozed.untilMs} />
          {snoozed.note === '' ? '' : `: ${snoozed.note}`}. Nobody is called for this label set until then.
        </p>
      )}
      {inhibitedBy === null ? null : <p>{inhibitedBy} is graver and stands for it: nobody is called for this one.</p>}
      <SnoozeInstance one={one} watched={watched} />
    </li>
  );
}

/** Of one label set by itself; of a single one the trigger's own snooze is the same. */
function SnoozeInstance({ one: { key: instance, snoozed }, watched }: { one: ShownInstance; watched: WatchedTrigger }) {
  const { dialog, operations, who, link } = useConsole();
  const past = usePastRefusal();
  const live = useWhole(link.store).state === 'live';
  const { key, trigger, firing, pending } = watched;
  if (snoozed === null && firing + pending < 2) return null;
  const refusal = past ?? (live ? null : 'the engine cannot be reached');
  const wake = (): void => void who.as((by) => operations.unsnooze(trigger.name, key, by, instance));
  return snoozed === null ? (
    <Button kind="quiet" icon="mute" label={`Snooze this one… ${instance}`} disabled={refusal} onClick={() => dialog.setState({ open: { kind: 'trigger-word', word: 'snooze', key, instance } })}>
      Snooze this one…
    </Button>
  ) : (
    <Button kind="quiet" label={`Wake this one ${instance}`} disabled={refusal} onClick={wake}>
      Wake this one
    </Button>
  );
} // prettier-ignore

/** The name is the trigger's own, and said above. */
function Labels({ labels, name }: { labels: Record<string, string>; name: string }) {
  const shown = Object.entries(labels).filter(([label, value]) => label !== 'alertname' || value !== name);
  if (shown.length === 0) return <p className="quiet">no labels</p>;
  return (
    <ul className="trigger-labels">
      {shown.map(([label, value]) => (
        <li key={label}>
          <code>
            {label}=<b>{value}</b>
          </code>
        </li>
      ))}
    </ul>
  );
}
