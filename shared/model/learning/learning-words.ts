// Each event of what was learnt as one line for people.
import type { JournalEvent } from '../system.ts';
import { controlWords } from './control.ts';
import {
  learningEventOf,
  type LearningEvent,
  type LearningEventData,
  type LearningEventType,
} from './learning-event.ts';
import { playbookListWords } from './playbook.ts';
import { postMortemStatusWords, sectionTitles } from './post-mortem.ts';

/** Null for what is no event of learning. */
export function learningWordsOf(event: Pick<JournalEvent, 'type' | 'data'>): string | null {
  const read = learningEventOf(event);
  return read === null ? null : wordsOf(read);
}

const wordsOf = (event: LearningEvent): string => (words[event.type] as (data: never) => string)(event.data as never);
const because = (reason: string): string => (reason === '' ? '' : `: ${reason}`);

const words: { [T in LearningEventType]: (data: LearningEventData<T>) => string } = {
  'learning.caused': ({ text }) => `Root cause: ${text}`,
  'learning.described': ({ factors, lesson }) => `Contributing factors and lesson${because([...factors, lesson].filter((text) => text !== '').join('; '))}`, // prettier-ignore
  'learning.action_saved': ({ fields: { words: what, owner } }) => `Action, ${owner === '' ? 'of nobody' : `of ${owner}`}: ${what}`, // prettier-ignore
  'learning.action_settled': ({ status, reason }) => `Action ${status}${because(reason)}`,
  'learning.control_added': ({ target, title }) => `Control added, ${controlWords[target.kind]}: ${title}`,
  'learning.control_removed': ({ reason }) => `Control taken back${because(reason)}`,
  'learning.control_tried': ({ proof }) => `Control tried: ${proof.words}`,
  'learning.control_attested': ({ words: said }) => `Control spoken for: ${said}`,
  'learning.review_moved': ({ to, reason }) => `Post-mortem ${postMortemStatusWords[to]}${because(reason)}`,
  'learning.section_written': ({ section }) => `Post-mortem, ${sectionTitles[section]} written`,
  'learning.section_regenerated': ({ section }) => `Post-mortem, ${sectionTitles[section]} back to the record`,
  'learning.playbook_written': ({ list, text }) => `Playbook, ${playbookListWords[list].toLowerCase()}: ${text}`,
  'learning.playbook_removed': ({ reason }) => `Playbook entry removed${because(reason)}`,
};
