// Asks for the variables a plan leaves open before it is run. Kept for this window only, so that a second run is quick.
import { useState } from 'react';
import type { PlanDetail, PlanSummary } from '#shared/model/checklist.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { activeEnvironment, openVars } from '../../state/environment-stores.ts';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from './refusals.tsx';

export interface VarsDialogProps {
  plan: PlanSummary;
  vars: PlanDetail['vars'];
  phaseIds: string[];
  itemIds: string[];
  onClose: () => void;
}

export function VarsDialog({ plan, vars, phaseIds, itemIds, onClose }: VarsDialogProps) {
  const stores = useConsole();
  const { operations } = stores;
  const refusals = useRefusals();
  const names = openVars(vars, activeEnvironment(stores.environment));
  const [values, setValues] = useState<Record<string, string>>(() => remembered(plan.planId));
  const missing = names.find((name) => (values[name] ?? '') === '');
  const run = async (): Promise<void> => {
    const given = Object.fromEntries(names.map((name) => [name, values[name] ?? '']));
    lastGiven.set(plan.planId, given);
    if ((await operations.startRun(plan, { phaseIds, itemIds }, given)) === null) return;
    refusals.settle();
    onClose();
  };
  return (
    <Dialog title="This plan needs to know" onClose={onClose}>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === undefined) void run();
        }}
      >
        {names.map((name) => (
          <label key={name} className="field">
            <span>{name}</span>
            <input
              aria-label={name}
              type="text"
              value={values[name] ?? ''}
              onChange={(event) => setValues({ ...values, [name]: event.target.value })}
            />
          </label>
        ))}
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing === undefined ? null : `${missing} has no value`}>
            Run
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

/** In memory only: a value may be a secret. */
const lastGiven = new Map<string, Record<string, string>>();
const remembered = (planId: string): Record<string, string> => lastGiven.get(planId) ?? {};
