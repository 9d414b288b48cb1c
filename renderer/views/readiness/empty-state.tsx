// The first screen of a fresh machine: one sentence, and the next step as a button.
import { useAction } from '../../components/actions-context.ts';
import { ActionButton } from '../../components/button.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';

export function EmptyState() {
  const past = useWhole(useConsole().clock.store).moment !== null;
  return (
    <div className="empty">
      <p>
        {past ? 'No plan was known at this moment.' : 'No plan is open.'} A plan is a checklist that proves itself: it
        looks, judges what it saw, and keeps the evidence.
      </p>
      <div className="empty-actions">
        <ActionButton action={useAction('demo.start')} kind="primary" />
        <ActionButton action={useAction('plan.open')} />
        <ActionButton action={useAction('plan.paste')} />
      </div>
      {past ? null : <p className="quiet">A plan file can also be dropped anywhere on this window.</p>}
    </div>
  );
}
