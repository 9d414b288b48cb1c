// Reads either kind of file that triggers come from: a rule file of Prometheus, or the console's own.
import type { PlanProblem } from '#shared/model/plan.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { readRuleFile, ruleTextLimitBytes } from './rule-file.ts';
import { isTriggerFile, readTriggerFile } from './trigger-file.ts';
import { triggersOfFile } from './triggers-of-file.ts';

export interface ReadRules {
  rules: { group: string; trigger: Trigger }[];
  /** Names of the series that recording rules make. */
  recording: string[];
  notes: PlanProblem[];
}

export function readRules(text: string): ReadRules | { problems: PlanProblem[] } {
  if (text.length <= ruleTextLimitBytes && isTriggerFile(text)) {
    const read = readTriggerFile(text);
    if ('problems' in read) return read;
    return { rules: read.triggers.map((trigger) => ({ group: '', trigger })), recording: [], notes: [] };
  }
  const read = readRuleFile(text);
  if ('problems' in read) return read;
  const { file } = read;
  const recording = file.groups.flatMap(({ rules }) => rules.flatMap(({ kind, name }) => (kind === 'recording' ? [name] : []))); // prettier-ignore
  return { rules: triggersOfFile(file), recording, notes: file.notes.map((note) => ({ ...note, path: '' })) };
}
