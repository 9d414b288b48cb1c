// What a trigger is made of, and how well it is watched: numbers that are counted, none that is guessed.
import type { ReactNode } from 'react';
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Moment } from '../../components/clock-context.tsx';
import { FactTable } from '../../components/fact-table.tsx';
import { Part } from '../../components/part.tsx';
import { durationInWords, grouped } from '../../components/times.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { conditionText, watchedWords } from './condition-words.ts';

export function DefinitionPart({ watched: { trigger, origin, savedAtMs } }: { watched: WatchedTrigger }) {
  const { plans } = useConsole();
  const { entries } = useFeed(plans);
  const { condition, forMs, keepFiringForMs, intervalMs, labels, annotations, rollbackPlanId, severity } = trigger;
  const plan = rollbackPlanId === null ? null : (entries.get(rollbackPlanId)?.title ?? 'a plan that is not open any more'); // prettier-ignore
  const watches = condition.kind !== 'manual';
  return (
    <Part title="Definition">
      {watches ? <pre className="trigger-expr">{conditionText(condition)}</pre> : null}
      <dl className="trigger-facts">
        <Fact name="Severity">{severity}</Fact>
        {watches ? (
          <>
            <Fact name="Fires after">
              {forMs === 0 ? 'the first look at which it is true' : exactDurationInWords(forMs)}
            </Fact>
            {keepFiringForMs > 0 ? <Fact name="Kept firing for">{exactDurationInWords(keepFiringForMs)}</Fact> : null}
            <Fact name="Looked at every">{exactDurationInWords(intervalMs)}</Fact>
          </>
        ) : null}
        {plan === null ? null : <Fact name="Rolled back by">{plan}</Fact>}
        <Fact name="From">
          {origin.kind === 'file' ? `${origin.file}${origin.group === '' ? '' : `, group ${origin.group}`}` : origin.by}
          , <Moment at={savedAtMs} coarse />
        </Fact>
      </dl>
      <FactTable caption="Labels it sets" facts={labels} />
      <FactTable caption="Annotations" facts={annotations} />
    </Part>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function LooksPart({ watched }: { watched: WatchedTrigger }) {
  const { looks, lastEvaluatedAtMs, watchedBy } = watched;
  if (watchedBy === 'person') return null;
  return (
    <Part title="How it is watched">
      <dl className="trigger-facts">
        <Fact name="By">{watchedWords(watched)}</Fact>
        <Fact name="Last evaluated">{lastEvaluatedAtMs === null ? 'not yet' : <Moment at={lastEvaluatedAtMs} />}</Fact>
        {looks === null ? null : (
          <>
            <Fact name="Looks since this start">
              {grouped(looks.scheduled)} due, {grouped(looks.done)} done,{' '}
              {looks.missed === 0 ? (
                'none missed'
              ) : (
                <em className="state-inconclusive">{grouped(looks.missed)} missed</em>
              )}
            </Fact>
            <Fact name="Latest began">{durationInWords(looks.latestMs)} after its moment</Fact>
            {looks.tookMs === null ? null : <Fact name="The last took">{durationInWords(looks.tookMs)}</Fact>}
          </>
        )}
      </dl>
    </Part>
  );
}
