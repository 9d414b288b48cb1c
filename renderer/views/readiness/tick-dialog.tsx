// A person's word on a manual item: what it came to, who says so, and what shows it.
import { useState } from 'react';
import type { ItemState } from '#shared/model/checklist.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import type { TickWord } from '../../state/operations.ts';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from './refusals.tsx';

export interface TickDialogProps {
  planId: PlanId;
  item: ItemState;
  manual: NonNullable<ItemState['manual']>;
  onClose: () => void;
}

export function TickDialog({ planId, item, manual, onClose }: TickDialogProps) {
  const { operations, settings } = useConsole();
  const refusals = useRefusals();
  const [outcome, setOutcome] = useState<TickWord['outcome'] | null>(item.tick?.outcome ?? null);
  const [by, setBy] = useState(settings.store.getState().name);
  const [evidence, setEvidence] = useState(item.tick?.evidence ?? '');
  const [note, setNote] = useState(item.tick?.note ?? '');
  const needed = manual.evidence === 'required';
  const missing = whatIsMissing(outcome, by, needed && evidence.trim() === '');
  const tick = async (): Promise<void> => {
    if (outcome === null) return;
    const word: TickWord = { outcome, by: by.trim(), note: note.trim(), evidence: evidence.trim() };
    if (!(await operations.tick({ planId, phaseId: item.phaseId, itemId: item.itemId }, item.digest, word))) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    onClose();
  };
  return (
    <Dialog title={item.title} onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void tick();
        }}
      >
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
          <span>Your name (required)</span>
          <input
            type="text"
            required
            maxLength={200}
            value={by}
            autoComplete="name"
            onChange={(event) => setBy(event.target.value)}
          />
        </label>
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
        <label className="field">
          <span>Note (optional)</span>
          <textarea maxLength={4000} rows={3} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        {refusals.shown}
        <footer className="dialog-foot">
          {missing === null ? null : <span className="quiet">To tick: {missing}.</span>}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            Tick
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function whatIsMissing(outcome: TickWord['outcome'] | null, by: string, noEvidence: boolean): string | null {
  if (outcome === null) return 'say what it came to';
  if (by.trim() === '') return 'say who you are';
  return noEvidence ? 'this item needs evidence' : null;
}
