// Asks before a plan leaves the list.
import type { PlanSummary } from '#shared/model/checklist.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from './refusals.tsx';

export function RemoveDialog({ plan, onClose }: { plan: PlanSummary; onClose: () => void }) {
  const { operations, plans, place } = useConsole();
  const refusals = useRefusals();
  const remove = async (): Promise<void> => {
    if (!(await operations.removePlan(plan))) return;
    refusals.settle();
    const other = [...plans.store.getState().entries.values()].find((one) => one.planId !== plan.planId);
    place.go({ planId: other?.planId ?? null, selected: null, runId: null, panel: null });
    onClose();
  };
  return (
    <Dialog title="Remove this plan?" onClose={onClose}>
      <div className="dialog-body">
        <p>
          <strong>{plan.title}</strong> leaves the list.{' '}
          {plan.path === null ? (
            'It was imported as text, so there is no file to open it from again.'
          ) : (
            <>
              Its file <code>{plan.path}</code> is not touched.
            </>
          )}{' '}
          Its runs stay in the record.
        </p>
        {refusals.shown}
        <footer className="dialog-foot">
          <Button onClick={onClose}>Keep it</Button>
          <Button kind="danger" onClick={() => void remove()}>
            Remove
          </Button>
        </footer>
      </div>
    </Dialog>
  );
}
