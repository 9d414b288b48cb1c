// One trigger in full beside the list: how it stands and why, what people said, its label sets, its definition, how well
// it is watched, and what happened to it.
import type { WatchedTrigger, TriggerDetail } from '#shared/model/triggers/watched-trigger.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { Ago, Moment, useClock } from '../../components/clock-context.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Part } from '../../components/part.tsx';
import { useAnswer, useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { DeclareButton } from '../incidents/declare-button.tsx';
import { BacktestPart } from './backtest-part.tsx';
import { DefinitionPart, LooksPart } from './definition-part.tsx';
import { HistoryPart } from './history-part.tsx';
import { InstancesPart } from './instances-part.tsx';
import { previewSentence } from './condition-words.ts';
import { listStateAt, stateWords } from './list-state.ts';
import { wordsBesideName } from './triggers-model.ts';
import { useTriggers } from './use-triggers.ts';

export function TriggerDrawer() {
  const stores = useConsole();
  const { place, settings, operations, triggers } = stores;
  const { trigger: key } = useWhole(place.store);
  const { drawerPx } = useWhole(settings.store);
  const { entries } = useFeed(triggers.watched);
  const { lost } = useTriggers();
  const watched = key === null ? undefined : entries.get(key);
  const detail = useAnswer<TriggerDetail>(watched === undefined ? null : versionOf(watched), () => operations.trigger(key ?? '')); // prettier-ignore
  if (key === null) return null;
  const close = (): void => place.go({ trigger: null });
  return (
    <Drawer
      title={watched === undefined ? <h2>Not there any more</h2> : <Title watched={watched} />}
      label="Trigger"
      widthPx={drawerPx}
      stale={lost}
      onResize={(px) => settings.set({ drawerPx: px })}
      onClose={close}
    >
      {watched === undefined ? (
        <p>There is no trigger of this address. It was removed; its history stays in the journal.</p>
      ) : (
        <>
          {lost ? (
            <p className="box-note">
              <Glyph name="stale" /> As last known; the engine does not tell.
            </p>
          ) : null}
          <Standing watched={watched} />
          <Ways watched={watched} />
          <InstancesPart watched={watched} all={detail.value?.watched.instances ?? watched.instances} />
          <DefinitionPart watched={watched} />
          <BacktestPart watched={watched} />
          <LooksPart watched={watched} />
          <HistoryPart detail={detail} />
        </>
      )}
    </Drawer>
  );
}

/** Changes whenever something happened that the history tells of. */
function versionOf({
  key,
  state,
  firing,
  pending,
  sinceMs,
  snoozed,
  savedAtMs,
  instances,
  trouble,
  looks,
}: WatchedTrigger): string {
  // prettier-ignore
  const acknowledged = instances.map((one) => one.acknowledged?.atMs ?? 0).join();
  return [key, state, firing, pending, sinceMs, snoozed?.untilMs, savedAtMs, acknowledged, trouble?.sinceMs, looks?.missed].join(' '); // prettier-ignore
}

function Title({ watched }: { watched: WatchedTrigger }) {
  const { now } = useClock();
  const { glyph, word } = stateWords[listStateAt(watched, now)];
  return (
    <>
      <p className={`drawer-state state-${glyph}`}>
        <Glyph name={glyph} /> {word}
        <span className="quiet">
          {' '}
          for <Ago at={watched.sinceMs} suffix="" />
        </span>
      </p>
      <h2>{watched.trigger.name}</h2>
    </>
  );
}

function Standing({ watched }: { watched: WatchedTrigger }) {
  const { trigger, trouble, snoozed, flapping, state } = watched;
  const words = wordsBesideName(trigger);
  return (
    <div className="trigger-standing">
      {words === null ? null : <blockquote className="trigger-original">{words}</blockquote>}
      <p className="quiet">{previewSentence(trigger)}</p>
      {trouble === null || state === 'off' ? null : (
        <p className={`trigger-trouble state-${trouble.kind === 'error' ? 'error' : 'inconclusive'}`}>
          {trouble.kind === 'error' ? 'It could not be looked' : 'Too little was seen'} since{' '}
          <Moment at={trouble.sinceMs} />: {trouble.reason}
        </p>
      )}
      {snoozed === null ? null : (
        <p>
          Snoozed by {snoozed.by} until <Moment at={snoozed.untilMs} />
          {snoozed.note === '' ? '' : `: ${snoozed.note}`}. Nobody is called until then.
        </p>
      )}
      {flapping ? <p>It changes to and fro: people are told of it once, until it is calm again.</p> : null}
    </div>
  );
}

/** Noticed when it began to fire. */
const declaredFrom = ({ key, trigger, instances }: WatchedTrigger) => {
  const fired = instances.flatMap(({ firedAtMs }) => firedAtMs ?? []);
  return { kind: 'trigger' as const, key, title: trigger.name, atMs: fired.length === 0 ? null : Math.min(...fired) };
};

function Ways({ watched }: { watched: WatchedTrigger }) {
  const acknowledge = useAction('trigger.acknowledge');
  const snooze = useAction(watched.snoozed === null ? 'trigger.snooze' : 'trigger.unsnooze');
  const resolve = useAction('trigger.resolve');
  const rollback = useAction('trigger.rollback');
  const explore = useAction('trigger.explore');
  const edit = useAction('trigger.edit');
  const enable = useAction('trigger.enable');
  const remove = useAction('trigger.remove');
  return (
    <Part title="What to do">
      <div className="row-of-buttons trigger-ways">
        {watched.firing > 0 ? (
          <>
            <ActionButton action={acknowledge} kind={watched.calling > 0 ? 'primary' : 'plain'} />
            <ActionButton action={resolve} />
            <DeclareButton bare from={declaredFrom(watched)} />
          </>
        ) : null}
        {watched.trigger.condition.kind === 'manual' ? null : <ActionButton action={snooze} />}
        {watched.trigger.rollbackPlanId === null ? null : <ActionButton action={rollback} />}
        {watched.trigger.condition.kind === 'promql' ? <ActionButton action={explore} /> : null}
        <ActionButton action={edit} />
        <ActionButton action={enable} />
        <ActionButton action={remove} />
      </div>
    </Part>
  );
}
