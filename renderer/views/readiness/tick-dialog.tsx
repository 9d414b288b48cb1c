// A person's word on a manual item: what it came to, who says so, and what shows it.
import { useState } from 'react';
import type { ItemState } from '#shared/model/checklist.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { Choice } from '../../components/choice.tsx';
import type { TickWord } from '../../state/operations.ts';
import { useConsole } from '../../state/use-console.ts';
import { PersonWord } from './person-word.tsx';

export interface TickDialogProps {
  planId: PlanId;
  item: ItemState;
  manual: NonNullable<ItemState['manual']>;
  onClose: () => void;
}

export function TickDialog({ planId, item, manual, onClose }: TickDialogProps) {
  const { operations } = useConsole();
  const [outcome, setOutcome] = useState<TickWord['outcome'] | null>(item.tick?.outcome ?? null);
  const [evidence, setEvidence] = useState(item.tick?.evidence ?? '');
  const needed = manual.evidence === 'required';
  const lacking = needed && evidence.trim() === '' ? 'give the evidence that this item needs' : null;
  const missing = outcome === null ? 'say what it came to' : lacking;
  const say = async (word: { by: string; note: string }): Promise<boolean> =>
    outcome !== null && (await operations.tick({ planId, phaseId: item.phaseId, itemId: item.itemId }, item.digest, { ...word, outcome, evidence: evidence.trim() })); // prettier-ignore
  return (
    <PersonWord title={item.title} of={item.title} button="Tick" missing={missing} note={item.tick?.note ?? ''} say={say} onClose={onClose}>
      <p className="instructions">{manual.instructions}</p>
      <Choice
        legend="It came to"
        value={outcome}
        onChange={setOutcome}
        options={[
          { value: 'pass', word: 'Passed' },
          { value: 'fail', word: 'Failed' },
          { value: 'not_applicable', word: 'Not applicable' },
        ]}
      />
      <label className="field">
        <span>Evidence ({needed ? 'required' : 'optional'})</span>
        <input
          type="text"
          required={needed}
          maxLength={4000}
          value={evidence}
          placeholder="a link, or what you saw"
          onChange={(event) => setEvidence(event.target.value)}
        />
      </label>
    </PersonWord>
  ); // prettier-ignore
}
