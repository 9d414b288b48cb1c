// Everything that is said of what an incident teaches, as the journal holds it. The subject is the incident's id, of the
// playbook's events the class. What does not read as one of these is passed over.
import { z } from 'zod';
import { actionFieldsSchema, actionStatusSchema } from './action.ts';
import { controlTargetSchema } from './control.ts';
import { lessonEntrySchema } from './learning.ts';
import { playbookListSchema } from './playbook.ts';
import { postMortemStatusSchema, sectionNameSchema } from './post-mortem.ts';
import { proofSchema } from './proof.ts';

const by = z.string();
const id = z.string();
const reason = z.string();
const incident = z.object({ id: z.string(), number: z.int() }).nullable();

const data = {
  'learning.caused': z.object({ by, text: z.string() }),
  'learning.described': z.object({ by, factors: z.array(z.string()), lesson: z.string(), entries: z.array(lessonEntrySchema) }), // prettier-ignore
  'learning.action_saved': z.object({ by, id, fields: actionFieldsSchema }),
  'learning.action_settled': z.object({ by, id, status: actionStatusSchema, reason }),
  'learning.control_added': z.object({ by, id, target: controlTargetSchema, title: z.string(), words: z.string(), action: z.string().nullable() }), // prettier-ignore
  'learning.control_removed': z.object({ by, id, reason }),
  'learning.control_tried': z.object({ by, id, proof: proofSchema }),
  'learning.control_attested': z.object({ by, id, words: z.string(), definition: z.string() }),
  'learning.review_moved': z.object({ by, to: postMortemStatusSchema, reason }),
  'learning.section_written': z.object({ by, section: sectionNameSchema, text: z.string() }),
  'learning.section_regenerated': z.object({ by, section: sectionNameSchema }),
  'learning.playbook_written': z.object({ by, id, list: playbookListSchema, text: z.string(), incident }),
  'learning.playbook_removed': z.object({ by, id, reason }),
};
export type LearningEventType = keyof typeof data;
export type LearningEventData<T extends LearningEventType> = z.infer<(typeof data)[T]>;
export type LearningEvent = { [T in LearningEventType]: { type: T; data: LearningEventData<T> } }[LearningEventType];

export const learningEventTypes = Object.keys(data) as LearningEventType[];

/** What the event says; null for what is none of these, or none of this form. */
export function learningEventOf(event: { type: string; data: unknown }): LearningEvent | null {
  const type = learningEventTypes.find((known) => known === event.type);
  if (type === undefined) return null;
  const read = data[type].safeParse(event.data);
  return read.success ? ({ type, data: read.data } as LearningEvent) : null;
}
