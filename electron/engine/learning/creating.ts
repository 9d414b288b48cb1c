// Controls that are made from an incident, where there was nothing before: a trigger, an item of a plan, an entry of a
// playbook. Each goes through the part that owns it, with that part's checks, and is linked with the incident.
import type { LessonEntry } from '#shared/model/learning/learning.ts';
import type { ControlTarget } from '#shared/model/learning/control.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { incidentOf } from '../incidents/incident-record.ts';
import type { ReadDb } from '../store/database.ts';
import type { TriggerEdits } from '../triggers/trigger-edits.ts';
import { draftItem, importWithItem, type AddItemOptions, type ItemAsked } from './add-item.ts';
import type { LearningActs } from './learning-acts.ts';

interface Act {
  id: string;
  by: string;
  action: string | null;
}

export interface Creating {
  addTrigger: (act: Act & { trigger: Trigger }) => Promise<{ control: string; key: string }>;
  draftItem: (asked: ItemAsked) => { problems: PlanProblem[]; snippet: string; title: string; way: 'file' | 'copy' };
  addItem: (act: Act & ItemAsked & { gate: boolean }) => Promise<{ control: string; planId: string; snippet: string; way: 'file' | 'copy' }>; // prettier-ignore
  addEntry: (act: Act & LessonEntry) => Promise<{ control: string }>;
}

export interface CreatingOptions extends AddItemOptions {
  read: ReadDb;
  acts: LearningActs;
  saveTrigger: TriggerEdits['save'];
}

export function createCreating({ read, acts, saveTrigger, ...plans }: CreatingOptions): Creating {
  return {
    addTrigger: async ({ trigger, ...act }) => {
      incidentOf(read, act.id);
      const { key } = await saveTrigger(null, trigger, act.by);
      const { control } = await acts.addControl({ ...act, target: { kind: 'trigger', key } });
      return { control, key };
    },
    draftItem: (asked) => {
      const { problems, snippet, item, way } = draftItem(plans, asked);
      return { problems, snippet, title: item?.title ?? '', way };
    },
    addItem: async ({ planId, phaseId, yaml, gate, ...act }) => {
      incidentOf(read, act.id);
      const asked = { planId, phaseId, yaml };
      const drafted = draftItem(plans, asked);
      if (drafted.item === null)
        throw new OpsError('bad_input', drafted.problems[0]?.message ?? 'The item is not sound.');
      const { planId: into, item } = await importWithItem(plans, asked);
      const kind = gate ? 'gate_item' : 'probe';
      const target: ControlTarget = { kind, planId: into, phaseId, itemId: item.id };
      const words = `${phaseId}/${item.id}: ${item.kind === 'manual' ? 'a person looks' : item.kind}`;
      // Of a person's own file the item is announced: it is there once the file has it and is read again.
      const { control } = await acts.announceControl({ ...act, target, title: item.title, words });
      return { control, planId: into, snippet: drafted.snippet, way: drafted.way };
    },
    addEntry: async ({ list, text, ...act }) => {
      const { class: named } = incidentOf(read, act.id);
      const { entry } = await acts.writeEntry({ class: named, entry: null, list, text, incident: act.id, by: act.by });
      return await acts.addControl({ ...act, target: { kind: 'playbook_entry', class: named, entry } });
    },
  };
}
