// Whether a proof still was one at a moment, as far as the record tells: what the control was then, and how long the incident
// was told to have lasted. Where what it was is not recorded, nothing undoes the proof.
import type { Control, ControlTarget } from '#shared/model/learning/control.ts';
import { lastProof, staleWords } from '#shared/model/learning/control.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { triggerSchema } from '#shared/model/triggers/trigger.ts';
import { incidentSpan } from '../learning/incident-span.ts';
import { triggerDefinition } from '../learning/trigger-sight.ts';
import type { ReadDb } from '../store/database.ts';
import { boundsOf } from '../store/moment-rows.ts';
import { triggerDefinedUpTo } from '../store/trigger-rows.ts';
import type { PastMoment } from './past.ts';
import type { PlansThen } from './plans-then.ts';

/** Why its last proof, which held, was none any more by then; null where it still was. */
export type Undone = (control: Control, incident: Incident, moment: PastMoment) => string | null;

export function createUndone(read: ReadDb, plans: PlansThen): Undone {
  /** The digest of what it was; null where it was gone, undefined where that is not known. */
  const definitionThen = (target: ControlTarget, moment: PastMoment): string | null | undefined => {
    if (target.kind === 'playbook_entry') return undefined;
    if (target.kind === 'trigger') {
      const event = triggerDefinedUpTo(read, target.key, boundsOf(read, moment));
      if (event === null) return undefined;
      if (event.type === 'trigger.removed') return null;
      const trigger = triggerSchema.safeParse(Object(event.data)['trigger']);
      return trigger.success ? triggerDefinition(trigger.data) : undefined;
    }
    const known = plans.list(moment).find(({ row }) => row.id === target.planId);
    if (known === undefined) return undefined;
    const items = known.plan.phases.find(({ id }) => id === target.phaseId)?.items;
    return items?.find(({ id }) => id === target.itemId)?.digest ?? null;
  };
  return (control, incident, moment) => {
    const last = lastProof(control);
    if (last?.verdict !== 'proven') return null;
    const definition = definitionThen(control.target, moment);
    if (definition === null) return 'What it was a proof of had been taken away by then.';
    return staleWords(last, { definition: definition ?? last.definition, span: incidentSpan(incident, moment.at) });
  };
}
