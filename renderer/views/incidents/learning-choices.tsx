// What there is that can become a control, chosen by its title: triggers, items of plans, entries of the playbook.
import { conditionText } from '#shared/model/learning/condition-text.ts';
import { playbookListWords } from '#shared/model/learning/playbook.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Chooser } from '../../components/chooser.tsx';
import { useAnswer, useConsole, useFeed } from '../../state/use-console.ts';
import type { ItemDraft } from './learning-new-item.tsx';

interface ChoiceOfProps {
  value: string;
  onChange: (key: string) => void;
  /** Makes a new one in place of choosing. */
  onNew: () => void;
}

function NoneYet({ words, onNew }: { words: string; onNew: () => void }) {
  return (
    <p className="row-of-buttons learning-none">
      <span className="quiet">{words}</span>
      <Button onClick={onNew}>Make a new one</Button>
    </p>
  );
}

export function TriggerChoice({ value, onChange, onNew }: ChoiceOfProps) {
  const { triggers } = useConsole();
  const { entries } = useFeed(triggers.watched);
  const all = [...entries.values()].toSorted((a, b) => (a.trigger.name < b.trigger.name ? -1 : 1));
  if (all.length === 0) return <NoneYet words="There is no trigger yet." onNew={onNew} />;
  const options = all.map(({ key, trigger }) => ({ value: key, title: trigger.name, about: conditionText(trigger.condition) })); // prettier-ignore
  return <Chooser label="Trigger" hint="Its name, or what it watches" options={options} value={value} onChange={onChange} />; // prettier-ignore
}

/** Of all plans that are open. */
export function ItemChoice({ draft: { planId, phaseId, itemId, gate, put } }: { draft: ItemDraft }) {
  const { operations } = useConsole();
  const { value, state, reason } = useAnswer('items of all plans', operations.planItems);
  if (state === 'refused') return <p role="alert" className="field-problem">The items could not be read: {reason}</p>; // prettier-ignore
  if (value === null) return <p className="quiet">The items are being read…</p>;
  if (value.length === 0) return <NoPlan />;
  const options = value.map((one) => ({ value: keyOf(one), title: one.title, about: `${one.plan} / ${one.phase}, ${one.kind}`, one })); // prettier-ignore
  const choose = (key: string): void => {
    const chosen = options.find((option) => option.value === key)?.one;
    if (chosen !== undefined) put({ planId: chosen.planId, phaseId: chosen.phaseId, itemId: chosen.itemId });
  };
  return (
    <>
      <Chooser label="Item" hint="Words of its title, its phase or its plan" options={options} value={keyOf({ planId, phaseId, itemId })} onChange={choose} />
      <Choice legend="It stands" value={gate ? 'gate' : 'check'} onChange={(is) => put({ gate: is === 'gate' })} options={[{ value: 'check', word: 'among the checks' }, { value: 'gate', word: 'in a gate' }]} />
    </>
  ); // prettier-ignore
}

/** Items are of plans, and plans are opened elsewhere. */
export function NoPlan() {
  const { place } = useConsole();
  return (
    <p className="row-of-buttons learning-none">
      <span className="quiet">No plan is open.</span>
      <Button onClick={() => place.go({ view: 'readiness' })}>Open one in Readiness</Button>
    </p>
  );
}

const keyOf = ({ planId, phaseId, itemId }: { planId: string; phaseId: string; itemId: string }): string => `${planId}/${phaseId}/${itemId}`; // prettier-ignore

/** @param named the class of the incident; empty where it has none. */
export function EntryChoice({ named, value, onChange, onNew }: ChoiceOfProps & { named: string }) {
  const { learning } = useConsole();
  const entries = useFeed(learning.playbooks).entries.get(named)?.entries ?? [];
  if (named === '') return null;
  if (entries.length === 0) return <NoneYet words={`The playbook of ${named} has no entry yet.`} onNew={onNew} />;
  const options = entries.map(({ id, list, text }) => ({ value: id, title: text, about: playbookListWords[list] }));
  return <Chooser label="Entry" hint="Words of the entry" options={options} value={value} onChange={onChange} />;
}
