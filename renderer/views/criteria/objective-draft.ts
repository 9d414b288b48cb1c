// What was typed for an objective, and what it comes to or what is wrong with it. Pure.
import { objectiveSchema, type Objective } from '#shared/model/criteria/objective.ts';
import { durationMs, durationText } from '#shared/model/duration.ts';

export interface ObjectiveDraft {
  name: string;
  title: string;
  /** In percent, as it is written. */
  target: string;
  period: string;
  part: 'bad' | 'good';
  query: string;
  total: string;
}

export function draftOf(objective: Objective | null): ObjectiveDraft {
  if (objective === null)
    return { name: '', title: '', target: '99.9', period: '30d', part: 'bad', query: '', total: '' };
  const { target, periodMs, ...same } = objective;
  return { ...same, target: String(Number((target * 100).toPrecision(8))), period: durationText(periodMs) };
}

export type Problems = Partial<Record<keyof ObjectiveDraft, string>>;

/** The objective where nothing is wrong. */
export function readObjective(draft: ObjectiveDraft): { objective: Objective | null; problems: Problems } {
  const target = Number((Number(draft.target.replace('%', '')) / 100).toPrecision(12));
  const parsed = objectiveSchema.safeParse({
    ...draft,
    target,
    periodMs: durationMs(draft.period.trim()) ?? Number.NaN,
  });
  if (parsed.success) return { objective: parsed.data, problems: {} };
  const problems: Problems = {};
  for (const { path, message } of parsed.error.issues) {
    const at = path[0] === 'periodMs' ? 'period' : (path[0] as keyof ObjectiveDraft);
    problems[at] ??= at === 'period' ? 'from 7d to 90d' : at === 'target' ? 'a percentage above 0 and below 100' : draft[at] === '' ? 'this is needed' : message; // prettier-ignore
  }
  return { objective: null, problems };
}
