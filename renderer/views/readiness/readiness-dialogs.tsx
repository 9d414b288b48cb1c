// The dialogs of the readiness screen; which one is open is in the dialog store.
import { useWhole } from '../../state/use-console.ts';
import { OpenPlanDialog } from './open-plan-dialog.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { TickDialog } from './tick-dialog.tsx';
import { TrustDialog } from './trust-dialog.tsx';
import type { Readiness } from './use-readiness.ts';
import { VarsDialog } from './vars-dialog.tsx';

export function ReadinessDialogs({ readiness }: { readiness: Readiness }) {
  const { stores, plan, detail, checklist } = readiness;
  const { open } = useWhole(stores.dialog);
  const close = (): void => stores.dialog.setState({ open: null });
  if (open === null) return null;
  if (open.kind === 'open-plan') return <OpenPlanDialog paste={open.paste} onClose={close} />;
  if (plan === null) return null;
  if (open.kind === 'trust') return <TrustDialog plan={plan} onClose={close} />;
  if (open.kind === 'remove-plan') return <RemoveDialog plan={plan} onClose={close} />;
  if (open.kind === 'vars') {
    return (
      <VarsDialog
        plan={plan}
        vars={detail.value?.vars ?? {}}
        phaseIds={open.phaseIds}
        itemIds={open.itemIds}
        onClose={close}
      />
    );
  }
  if (open.kind !== 'tick') return null;
  const item = checklist.entries.get(open.key);
  return item === undefined || item.manual === null ? null : (
    <TickDialog planId={plan.planId} item={item} manual={item.manual} onClose={close} />
  );
}
