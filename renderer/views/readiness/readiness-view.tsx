// The readiness screen: plans, the chosen plan's headline and checklist, and what stands beside it.
import { useCallback } from 'react';
import { Placeholder } from '../../components/placeholder.tsx';
import { PlanList } from '../../components/plan-list.tsx';
import { ActionButton } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { ChecklistPane } from './checklist-pane.tsx';
import { PlanDrop } from './plan-drop.tsx';
import { EmptyState } from './empty-state.tsx';
import { PlanHead } from './plan-head.tsx';
import { ReadinessDialogs } from './readiness-dialogs.tsx';
import { SidePanel } from './side-panel.tsx';
import { useReadiness } from './use-readiness.ts';

export interface ReadinessViewProps {
  onRun: (phaseIds: string[], itemIds: string[]) => void;
  runRefusal: string | null;
}

export function ReadinessView({ onRun, runRefusal }: ReadinessViewProps) {
  const readiness = useReadiness();
  const { stores, place, plans, plan } = readiness;
  const open = useAction('plan.open');
  const demo = useAction('demo.show');
  const select = useCallback(
    (planId: string) => stores.place.go({ planId, selected: null, runId: null, panel: null }),
    [stores],
  );
  const beside = place.selected !== null || place.panel !== null;
  const nothing = plans.state === 'live' && plans.entries.size === 0;
  return (
    <PlanDrop>
      {nothing ? (
        <EmptyState />
      ) : (
        <div className={beside ? 'readiness readiness-beside' : 'readiness'}>
          <aside className="plan-column" aria-label="Plans">
            <div className="plan-column-head">
              <h2>Plans</h2>
              <ActionButton action={demo} kind="quiet" bare />
              <ActionButton action={open} kind="quiet" bare />
            </div>
            {plans.heardAt === null ? (
              <Placeholder rows={3} waitingFor="the list of plans" />
            ) : (
              <PlanList
                plans={[...plans.entries.values()]}
                selected={place.planId}
                stale={plans.state === 'stale'}
                onSelect={select}
              />
            )}
          </aside>
          <section className="plan-body" aria-label="Checklist">
            {plan === null ? null : (
              <>
                <PlanHead readiness={readiness} plan={plan} />
                <ChecklistPane readiness={readiness} onRun={onRun} runRefusal={runRefusal} />
              </>
            )}
          </section>
        </div>
      )}
      <SidePanel readiness={readiness} />
      <ReadinessDialogs readiness={readiness} />
    </PlanDrop>
  );
}
