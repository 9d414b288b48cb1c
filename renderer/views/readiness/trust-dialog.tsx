// Consent to what a plan would do. Everything is listed; the person's name is typed, because it goes into the record.
import { useState } from 'react';
import type { PlanSummary } from '#shared/model/checklist.ts';
import { Button } from '../../components/button.tsx';
import { DemandList } from '../../components/demand-list.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from './refusals.tsx';

export function TrustDialog({ plan, onClose }: { plan: PlanSummary; onClose: () => void }) {
  const { operations, settings } = useConsole();
  const refusals = useRefusals();
  const [by, setBy] = useState('');
  const trust = async (): Promise<void> => {
    if (!(await operations.trustPlan(plan, by.trim()))) return;
    refusals.settle();
    settings.set({ name: by.trim() });
    onClose();
  };
  return (
    <Dialog title={`Trust “${plan.title}”?`} onClose={onClose} wide>
      <div className="dialog-body">
        <p>When it is run, this plan would, with your rights on this machine:</p>
        <div className="demands-box" tabIndex={0} role="region" aria-label="What it would do">
          <DemandList demands={plan.untrusted} />
        </div>
        <p className="quiet">
          Your consent holds for this very text (<code>{plan.hash.slice(0, 12)}</code>) and ends when it changes. It is
          kept in the record.
        </p>
        <label className="field">
          <span>Type your name to consent</span>
          <input
            type="text"
            maxLength={200}
            value={by}
            autoComplete="off"
            onChange={(event) => setBy(event.target.value)}
          />
        </label>
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Do not trust</Button>
          <Button
            kind="danger"
            onClick={() => void trust()}
            disabled={by.trim() === '' ? 'type your name first' : null}
          >
            Trust this plan
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
