// Operations on what an incident teaches: causes, actions, controls and playbooks, its post-mortem, and tries of triggers on
// what was recorded. None reaches a system; all that is said is an event with its author.
import { z } from 'zod';
import { criterionSchema } from '#shared/model/criteria/criterion.ts';
import { incidentIdSchema } from '#shared/model/incident/incident.ts';
import { actionFieldsSchema, actionStatusSchema } from '#shared/model/learning/action.ts';
import { backtestResultSchema } from '#shared/model/learning/backtest-result.ts';
import { controlTargetSchema } from '#shared/model/learning/control.ts';
import { learningDetailSchema, learningLineSchema, lessonEntrySchema } from '#shared/model/learning/learning.ts';
import { playbookListSchema, playbookRowSchema } from '#shared/model/learning/playbook.ts';
import { postMortemDetailSchema, postMortemStatusSchema, sectionLimit, sectionNameSchema, sectionRevisionSchema } from '#shared/model/learning/post-mortem.ts'; // prettier-ignore
import { proofSchema } from '#shared/model/learning/proof.ts';
import { planProblemSchema } from '#shared/model/plan.ts';
import { triggerSchema } from '#shared/model/triggers/trigger.ts';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const reason = z.string().max(4000).default('');
const one = z.object({ id: incidentIdSchema });
const said = one.extend({ by });
const key = z.string().max(64);
const action = key.nullable().default(null);
const control = z.object({ control: key });
const itemAsked = z.object({ planId: key, phaseId: z.string().max(100), yaml: z.string().max(20_000) });
const incidentClass = z.string().trim().min(1).max(80);

export const exportFormats = ['markdown', 'html', 'csv', 'json'] as const;
export const exportFormatSchema = z.enum(exportFormats);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

export const learningContract = {
  lines: op.output(feed(learningLineSchema)),
  playbooks: op.output(feed(playbookRowSchema)),
  get: op.input(one).output(learningDetailSchema),
  /** A human writes the cause; a later one takes its place, and the earlier one stays to be seen. */
  cause: op.input(said.extend({ text: z.string().trim().min(1).max(8000) })).output(nothing),
  describe: op.input(said.extend({ factors: z.array(z.string().trim().min(1).max(1000)).max(50), lesson: z.string().max(4000), entries: z.array(lessonEntrySchema).max(50) })).output(nothing), // prettier-ignore
  saveAction: op.input(said.extend({ action, fields: actionFieldsSchema })).output(z.object({ action: key })),
  settleAction: op.input(said.extend({ action: key, status: actionStatusSchema, reason })).output(nothing),
  /** A control of what there is: a trigger, an item of a plan. */
  addControl: op.input(said.extend({ target: controlTargetSchema, action })).output(control),
  /** Saves the trigger as triggers.save does, with the same checks, and makes it a control. */
  addTrigger: op.input(said.extend({ trigger: triggerSchema, action })).output(control.extend({ key })),
  /** Checks an item and shows where it goes; it changes nothing. */
  draftItem: op
    .input(itemAsked)
    .output(z.object({ problems: z.array(planProblemSchema), snippet: z.string(), title: z.string(), way: z.enum(['file', 'copy']) })), // prettier-ignore
  /** Into a copy of the plan, or, where the plan is a person's file, announced: the person takes the snippet into it. */
  addItem: op.input(said.extend({ ...itemAsked.shape, gate: z.boolean(), action })).output(control.extend({ planId: key, snippet: z.string(), way: z.enum(['file', 'copy']) })), // prettier-ignore
  /** Writes the entry into the playbook of the incident's class, and makes it a control. */
  addEntry: op.input(said.extend({ list: playbookListSchema, text: z.string().trim().min(1).max(500), action })).output(control), // prettier-ignore
  removeControl: op.input(said.extend({ control: key, reason: z.string().trim().min(1).max(4000) })).output(nothing),
  /** Tries the control on what was recorded of the incident, and looks at what it is now. */
  prove: op.input(said.extend({ control: key })).output(proofSchema),
  attest: op.input(said.extend({ control: key, words: z.string().trim().min(1).max(4000) })).output(nothing),
  writeEntry: op.input(z.object({ class: incidentClass, entry: key.nullable(), list: playbookListSchema, text: z.string().trim().min(1).max(500), incident: incidentIdSchema.nullable(), by })).output(z.object({ entry: key })), // prettier-ignore
  removeEntry: op.input(z.object({ class: incidentClass, entry: key, reason, by })).output(nothing),

  postMortem: op.input(one).output(postMortemDetailSchema),
  movePostMortem: op.input(said.extend({ to: postMortemStatusSchema, reason })).output(nothing),
  /** `revision`: the one that it was written from; another since is a conflict. */
  writeSection: op.input(said.extend({ section: sectionNameSchema, text: z.string().max(sectionLimit), revision: z.int() })).output(nothing), // prettier-ignore
  /** Back to what the record says. */
  regenerateSection: op.input(said.extend({ section: sectionNameSchema })).output(nothing),
  sectionRevisions: op.input(one.extend({ section: sectionNameSchema })).output(z.array(sectionRevisionSchema)),
  /** In pieces, as a message holds at most a megabyte: `next` is where the rest begins. */
  export: op
    .input(one.extend({ format: exportFormatSchema, zone: z.string().max(64), offset: z.int().min(0).default(0) }))
    .output(z.object({ name: z.string(), mediaType: z.string(), text: z.string(), next: z.int().nullable(), sha256: z.string() })), // prettier-ignore
  /** In pieces of Base64: `next` is where the rest begins, and `sha256` names the file that was made for the first piece. */
  pdf: op
    .input(one.extend({ offset: z.int().min(0).default(0), sha256: z.string().length(64).nullable().default(null) }))
    .output(z.object({ name: z.string(), base64: z.string(), next: z.int().nullable(), sha256: z.string() })),

  /** What a trigger or a criterion would have come to over a time of the record: one of them is named, a trigger by its key too. */
  backtest: op
    .input(
      z.object({
        key: key.nullable(),
        trigger: triggerSchema.nullable(),
        criterion: criterionSchema.nullable().default(null),
        fromMs: z.number(),
        toMs: z.number(),
      }),
    ) // prettier-ignore
    .output(backtestResultSchema),
};
