// One trigger as a line: what it is in the words it came with, how it stands and since when, its value, and who looks.
import { memo } from 'react';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';
import { conditionText, valueWords, watchedWords } from './condition-words.ts';
import { stateWords, type ListState } from './list-state.ts';
import { wordsBesideName } from './triggers-model.ts';

export interface TriggerLineProps {
  watched: WatchedTrigger;
  state: ListState;
  selected: boolean;
  onOpen: () => void;
}

export const TriggerLine = memo(function TriggerLine({ watched, state, selected, onOpen }: TriggerLineProps) {
  const { trigger, firing, pending } = watched;
  const { glyph, word } = stateWords[state];
  const many = Math.max(firing, pending);
  const words = wordsBesideName(trigger);
  return (
    <li>
      <button
        type="button"
        className={`trigger-line trigger-${state}`}
        aria-current={selected}
        data-trigger-line
        onClick={onOpen}
      >
        <Glyph name={glyph} label={word} />
        <span className="trigger-what">
          <span className="trigger-name">
            <strong>{trigger.name}</strong>
            <Marks watched={watched} many={many} />
          </span>
          {words === null ? null : <span className="trigger-words">{words}</span>}
          <Doubt watched={watched} state={state} />
        </span>
        <span className="trigger-how">
          {state === 'hole' ? <em>a person has to judge this</em> : <code>{conditionText(trigger.condition)}</code>}
          {state === 'hole' ? null : <span className="quiet">{watchedWords(watched)}</span>}
        </span>
        <span className="trigger-value">{valueOf(watched)}</span>
        <span className="trigger-since">
          <Ago at={watched.sinceMs} suffix="" />
        </span>
        <Looked watched={watched} state={state} />
      </button>
    </li>
  );
});

/** Why it is not known; of what fired when it was looked at last, also when that was. */
function Doubt({ watched: { trouble, lastEvaluatedAtMs }, state }: { watched: WatchedTrigger; state: ListState }) {
  if (state !== 'last_firing' && state !== 'error' && state !== 'no_data') return null;
  const tone = trouble?.kind === 'error' ? 'error' : 'inconclusive';
  if (state !== 'last_firing') return trouble === null ? null : <span className={`trigger-trouble state-${tone}`}>{trouble.reason}</span>; // prettier-ignore
  return (
    <span className={`trigger-trouble state-${tone}`}>
      as of {lastEvaluatedAtMs === null ? 'an unknown time' : <Moment at={lastEvaluatedAtMs} />}, not known now:{' '}
      {trouble?.reason ?? 'it was not evaluated since'}
    </span>
  );
}

function Marks({ watched, many }: { watched: WatchedTrigger; many: number }) {
  const { trigger, snoozed, flapping, instances, firing, calling } = watched;
  const acknowledged = instances.find((one) => one.acknowledged !== null)?.acknowledged ?? null;
  const inhibitor = instances.find((one) => one.inhibitedBy !== null)?.inhibitedBy ?? null;
  return (
    <>
      <span className={`mark mark-${trigger.severity}`}>{trigger.severity}</span>
      {many > 1 ? <span className="mark mark-plain">{grouped(many)} label sets</span> : null}
      {flapping ? <span className="mark">flapping</span> : null}
      {snoozed === null ? null : (
        <span className="mark mark-plain" title={`by ${snoozed.by}${snoozed.note === '' ? '' : `: ${snoozed.note}`}`}>
          snoozed until <Moment at={snoozed.untilMs} />
        </span>
      )}
      {firing > 0 && calling === 0 && acknowledged !== null ? (
        <span className="mark mark-plain" title={acknowledged.note}>
          acknowledged by {acknowledged.by}
        </span>
      ) : null}
      {inhibitor === null ? null : <span className="mark mark-plain">{inhibitor} stands for it</span>}
    </>
  );
}

function valueOf({ instances, trigger }: WatchedTrigger): string {
  const [first] = instances;
  return first === undefined ? '' : valueWords(trigger.condition, first.value);
}

/** How fresh what is said of it is: an old look is not a look. */
function Looked({ watched, state }: { watched: WatchedTrigger; state: ListState }) {
  const { lastEvaluatedAtMs, looks } = watched;
  if (state === 'hole' || state === 'off') return <span className="trigger-looked quiet">not watched</span>;
  return (
    <span className="trigger-looked">
      {lastEvaluatedAtMs === null ? (
        <span className="quiet">not evaluated yet</span>
      ) : (
        <>
          evaluated <Ago at={lastEvaluatedAtMs} />
        </>
      )}
      {looks !== null && looks.missed > 0 ? <em>{grouped(looks.missed)} missed</em> : null}
    </span>
  );
}
