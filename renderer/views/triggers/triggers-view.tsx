// The triggers: what fires first, then what is not known, what only a person can judge, and what is quiet; and how far
// any of it can be trusted.
import { ActionButton } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { useClock } from '../../components/clock-context.tsx';
import { ContainerSign } from '../../components/container-sign.tsx';
import { FindField } from '../../components/find-field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { MuteSwitch } from './mute-switch.tsx';
import { TriggerDrawer } from './trigger-drawer.tsx';
import { TriggerLine } from './trigger-line.tsx';
import { stateWords } from './list-state.ts';
import { triggerGroups, triggersHeadline, type TriggerGroup, type TriggersHeadline } from './triggers-model.ts';
import { useTriggers } from './use-triggers.ts';

export function TriggersView() {
  const { place, triggers } = useConsole();
  const { triggerFind, trigger, runId } = useWhole(place.store);
  const { state, heardAt } = useFeed(triggers.watched);
  const { all, lost } = useTriggers();
  const { now } = useClock();
  const groups = triggerGroups(all, triggerFind, now);
  if (heardAt === null) return <Placeholder rows={8} waitingFor="the triggers" />;
  return (
    <div className="triggers">
      <div className="triggers-main">
        {runId === null ? null : (
          <p className="box-note">This screen shows the present, not the past run that Readiness shows.</p>
        )}
        <Toolbar />
        {all.length === 0 && state !== 'loading' ? (
          <NoTriggers />
        ) : (
          <>
            <Headline headline={triggersHeadline(all, now, lost)} />
            <List groups={groups} find={triggerFind} selected={trigger} stale={lost} />
          </>
        )}
      </div>
      <TriggerDrawer />
    </div>
  );
}

function Toolbar() {
  const { place, triggers } = useConsole();
  const { triggerFind } = useWhole(place.store);
  const add = useAction('trigger.new');
  const imported = useAction('trigger.import');
  const desktop = useFeed(triggers.notices).entries.get('notices')?.desktop === true;
  return (
    <div className="toolbar triggers-bar">
      <FindField
        label="Filter the triggers"
        hint="Name, words, expression, label"
        value={triggerFind}
        onChange={(find) => place.go({ triggerFind: find })}
      />
      <span className="toolbar-end">
        {desktop ? <MuteSwitch /> : null}
        <ActionButton action={imported} />
        <ActionButton action={add} />
      </span>
    </div>
  );
}

function Headline({ headline: { words, tone } }: { headline: TriggersHeadline }) {
  return (
    <header className={`box-headline box-headline-${tone}`}>
      {tone === 'plain' ? <ContainerSign name="up" /> : <Glyph name={tone} />}
      <h2>{words}</h2>
    </header>
  );
}

/** More than this nobody reads; the filter finds the rest. */
const mostLines = 300;

interface ListProps {
  groups: TriggerGroup[];
  find: string;
  selected: string | null;
  stale: boolean;
}

function List({ groups, find, selected, stale }: ListProps) {
  const { place } = useConsole();
  const count = groups.reduce((sum, { triggers }) => sum + triggers.length, 0);
  if (count === 0) return <p className="quiet triggers-none">No trigger holds the words “{find}”.</p>;
  return (
    <div className={stale ? 'triggers-list triggers-stale' : 'triggers-list'}>
      {groups.map(({ state, triggers }, at) => {
        const before = groups.slice(0, at).reduce((sum, group) => sum + group.triggers.length, 0);
        const shown = triggers.slice(0, Math.max(0, mostLines - before));
        return (
          <section key={state} aria-label={stateWords[state].group}>
            <h3>
              {stateWords[state].group} <span className="triggers-count">{grouped(triggers.length)}</span>
            </h3>
            <ul>
              {shown.map((watched) => (
                <TriggerLine
                  key={watched.key}
                  watched={watched}
                  state={state}
                  selected={watched.key === selected}
                  onOpen={() => place.go({ trigger: watched.key })}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {count > mostLines ? (
        <p className="quiet triggers-none">
          The first {grouped(mostLines)} of {grouped(count)}; the filter finds the others.
        </p>
      ) : null}
    </div>
  );
}

function NoTriggers() {
  const add = useAction('trigger.new');
  const imported = useAction('trigger.import');
  return (
    <div className="empty">
      <Icon name="triggers" />
      <p>Nothing is watched yet: a trigger calls you when something has been wrong for too long.</p>
      <p className="quiet">Import the rules of your Prometheus, the samples that come along, or write one.</p>
      <div className="empty-actions">
        <ActionButton kind="primary" action={imported} />
        <ActionButton action={add} />
      </div>
    </div>
  );
}
