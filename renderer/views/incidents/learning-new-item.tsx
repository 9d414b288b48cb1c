// An item of a plan as a control: one that is there, or a new one, checked as it is written. What is a person's own file is
// not written into: they get the lines to take into it.
import { useEffect, useState } from 'react';
import type { PlanId } from '#shared/model/ids.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { Choice } from '../../components/choice.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { useAnswer, useConsole, useFeed } from '../../state/use-console.ts';
import { Select, TextArea } from './act-form.tsx';
import { NoPlan } from './learning-choices.tsx';

interface Said {
  id: string;
  by: string;
  action: string | null;
}

export interface ItemDraft {
  fresh: boolean;
  planId: string;
  phaseId: string;
  itemId: string;
  yaml: string;
  gate: boolean;
  problems: PlanProblem[];
  way: 'file' | 'copy' | null;
  snippet: string;
  missing: string | null;
  put: (change: Partial<Chosen>) => void;
  /** Answers with the refusal; null where it was done. */
  act: (said: Said) => Promise<string | null>;
}

interface Chosen {
  planId: string;
  phaseId: string;
  itemId: string;
  yaml: string;
  gate: boolean;
}

const example = `id: key-valid
title: The key of the attestor is valid
probe: { http: { url: "\${attestor}/health" } }
expect: [ 'status == 200' ]
`;

export function useItemDraft(fresh: boolean): ItemDraft {
  const { operations } = useConsole();
  const [chosen, setChosen] = useState<Chosen>({ planId: '', phaseId: '', itemId: '', yaml: example, gate: false });
  const [checked, setChecked] = useState<{ problems: PlanProblem[]; snippet: string; way: 'file' | 'copy' | null }>({ problems: [], snippet: '', way: null }); // prettier-ignore
  const { planId, phaseId, itemId, yaml, gate } = chosen;
  useEffect(() => {
    if (!fresh || planId === '' || phaseId === '') return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void operations.draftItem({ planId, phaseId, yaml }).then((answer) => {
        if (!wanted) return;
        if (answer.ok) setChecked(answer.value);
        else setChecked({ problems: [{ message: answer.refusal.message, line: 1, column: 1, path: '' }], snippet: '', way: null }); // prettier-ignore
      });
    }, 300);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [fresh, planId, phaseId, yaml, operations]);
  const chooses = planId === '' ? 'choose a plan' : phaseId === '' ? 'choose a phase' : null;
  const written = checked.problems.length > 0 ? 'mend the item' : checked.snippet === '' ? 'wait for the check' : null;
  const missing = fresh ? (chooses ?? written) : itemId === '' ? 'choose an item' : null;
  return {
    ...chosen,
    ...checked,
    fresh,
    missing,
    put: (change) => setChosen((before) => ({ ...before, ...change })),
    act: async (said) => {
      const kind = gate ? ('gate_item' as const) : ('probe' as const);
      if (!fresh) return await operations.learn('addControl', { ...said, target: { kind, planId, phaseId, itemId } });
      const answer = await operations.addItem({ ...said, planId, phaseId, yaml, gate });
      return answer.ok ? null : answer.refusal.message;
    },
  };
}

export function NewItemFields({ draft }: { draft: ItemDraft }) {
  const { plans, operations } = useConsole();
  const { entries } = useFeed(plans);
  const { planId, phaseId, yaml, gate, problems, way, snippet, put } = draft;
  const plan = useAnswer(planId === '' ? null : planId, () => operations.planDetail(planId as PlanId)).value;
  const phases = plan?.phases ?? [];
  const all = [...entries.values()];
  if (all.length === 0) return <NoPlan />;
  return (
    <>
      <div className="incident-row">
        <Select label="Plan" value={planId} onChange={(id) => put({ planId: id, phaseId: '', itemId: '' })} options={[{ value: '', word: 'choose…' }, ...all.map((one) => ({ value: one.planId as string, word: one.title }))]} />
        <Select label="Phase" value={phaseId} onChange={(id) => put({ phaseId: id, itemId: '' })} options={[{ value: '', word: 'choose…' }, ...phases.map((phase) => ({ value: phase.id, word: phase.title }))]} />
      </div>
      <Choice legend="It stands" value={gate ? 'gate' : 'check'} onChange={(is) => put({ gate: is === 'gate' })} options={[{ value: 'check', word: 'among the checks' }, { value: 'gate', word: 'in a gate' }]} />
      <TextArea label="Item, as a plan has it (YAML)" code value={yaml} rows={7} maxLength={20_000} onChange={(text) => put({ yaml: text })} />
      {problems.map(({ message }) => (
        <p key={message} className="field-problem">
          {message}
        </p>
      ))}
      {way === 'copy' && snippet !== '' ? <p className="quiet">The plan is the console’s own copy: a new revision with this item is imported beside it.</p> : null}
      {way === 'file' && snippet !== '' ? (
        <div className="learning-snippet">
          <p className="quiet">The plan is a file of yours and is not written into. Take these lines into the phase “{phaseId}”, then read it again:</p>
          <pre>{snippet}</pre>
          <CopyButton what="the lines" text={snippet} />
        </div>
      ) : null}
    </>
  ); // prettier-ignore
}
