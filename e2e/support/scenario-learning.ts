// Made-up states of what an incident teaches: causes, actions, controls and playbooks.
import { emptyLearning, type LearningDetail } from '#shared/model/learning/learning.ts';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { emptyPostMortem, type PostMortemDetail } from '#shared/model/learning/post-mortem.ts';
import type { Scenario } from './scenario.ts';

export interface LearningScenario {
  now: number;
  /** By the incident's id; others have learnt nothing yet. */
  details: Map<string, LearningDetail>;
  postMortems: Map<string, PostMortemDetail>;
  playbooks: PlaybookRow[];
}

export const plainLearning = (now: number): LearningScenario => ({ now, details: new Map(), postMortems: new Map(), playbooks: [] }); // prettier-ignore

export const nothingLearnt = (id: string): LearningDetail => ({
  learning: emptyLearning(id),
  controls: [],
  closeReasons: ['nobody has written its root cause', 'it has no control, such as a trigger or an item of a plan'],
  recurrences: [],
});

export const nothingWritten = (id: string): PostMortemDetail => ({ postMortem: emptyPostMortem(id), title: id, sections: [] }); // prettier-ignore

export const learningMakers: Record<string, (scenario: Scenario, now: number) => Scenario> = {};
