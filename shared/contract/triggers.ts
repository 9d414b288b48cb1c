// Operations on triggers: conditions that are watched and the states they are in. None reaches a system but to ask it.
import { z } from 'zod';
import { planProblemSchema } from '#shared/model/plan.ts';
import { triggerSchema } from '#shared/model/triggers/trigger.ts';
import { mutedSchema, triggerDetailSchema, watchedTriggerSchema } from '#shared/model/triggers/watched-trigger.ts';
import { feed, nothing, op } from './op.ts';

const by = z.string().trim().min(1).max(200);
const note = z.string().max(4000).default('');
const one = z.object({ key: z.string().min(1).max(100) });
/** Keys of instances; null for all that fire now. */
const instances = z.array(z.string().max(20_000)).max(1000).nullable().default(null);

/** The longest that a trigger is snoozed. */
export const snoozeLimitMs = 7 * 86_400_000;

const importedSchema = z.object({
  added: z.array(z.string()),
  updated: z.array(z.string()),
  same: z.array(z.string()),
  /** Came from a file of this name before and are not in it any more. They are watched on until a person removes them. */
  vanished: z.array(z.object({ key: z.string(), name: z.string(), group: z.string() })),
  /** Rules that only record series: they are listed, not run. */
  recording: z.array(z.string()),
  /** What a reader should know although nothing is wrong. */
  notes: z.array(planProblemSchema),
  problems: z.array(planProblemSchema),
});
export type ImportedRules = z.infer<typeof importedSchema>;
export const triggerSampleSchema = z.object({ name: z.string(), title: z.string(), about: z.string(), text: z.string() }); // prettier-ignore
export type TriggerSample = z.infer<typeof triggerSampleSchema>;

export const triggersContract = {
  feed: op.output(feed(watchedTriggerSchema)),
  /** With all instances and the newest 200 events of its history. */
  get: op.input(one).output(triggerDetailSchema),
  /** Of a file with problems nothing is taken. The same file imported again updates what it brought. */
  import: op.input(z.object({ name: z.string().min(1).max(300), text: z.string(), by })).output(importedSchema),
  /** Rule files that come with the console. */
  samples: op.output(z.array(triggerSampleSchema)),
  /** Without a key a new one is made. Answers with its key. */
  save: op.input(z.object({ key: z.string().max(100).nullable(), trigger: triggerSchema, by })).output(one),
  remove: op.input(one.extend({ by })).output(nothing),
  enable: op.input(one.extend({ enabled: z.boolean(), by })).output(nothing),
  /** Somebody is on it. It counts for as long as the instance fires, and for no later time. */
  acknowledge: op.input(one.extend({ instances, by, note })).output(nothing),
  /** Nobody is called until then, of the whole trigger or of these label sets. It ends by itself at that moment. */
  snooze: op.input(one.extend({ instances, untilMs: z.number(), by, note })).output(nothing),
  /** `instance`: of one label set; null for the whole trigger. */
  unsnooze: op.input(one.extend({ instance: z.string().max(20_000).nullable().default(null), by })).output(nothing),
  /** A person says that it is over; where it still holds, it begins anew. Refused where Prometheus has the state. */
  resolve: op.input(one.extend({ instances, by, note })).output(nothing),
  notices: op.output(feed(mutedSchema)),
  mute: op.input(z.object({ muted: z.boolean(), by })).output(nothing),
};
