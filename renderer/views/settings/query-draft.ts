// A query that is to be recorded, as it is typed, and what is wrong with it. Pure.
import { shortestIntervalMs, usualIntervalMs, type NamedQueryInput, type RecordedQuery } from '#shared/model/recorder/named-query.ts'; // prettier-ignore

export interface QueryDraft {
  name: string;
  expr: string;
  unit: string;
  seconds: string;
}
export type QueryProblems = Partial<Record<keyof QueryDraft, string>>;

const longestSeconds = 3600;

export function queryDraftOf(query: RecordedQuery | null): QueryDraft {
  const { name, expr, unit, intervalMs } = query ?? { name: '', expr: '', unit: '', intervalMs: usualIntervalMs };
  return { name, expr, unit, seconds: String(intervalMs / 1000) };
}

export function readQueryDraft(
  key: string | null,
  draft: QueryDraft,
): { input: NamedQueryInput } | { problems: QueryProblems } {
  const seconds = Number(draft.seconds.trim());
  const problems: QueryProblems = {};
  if (draft.name.trim() === '') problems.name = 'a name is needed';
  if (draft.expr.trim() === '') problems.expr = 'an expression is needed';
  if (!Number.isInteger(seconds) || seconds * 1000 < shortestIntervalMs || seconds > longestSeconds)
    problems.seconds = `a whole number from ${shortestIntervalMs / 1000} to ${longestSeconds}`;
  if (Object.keys(problems).length > 0) return { problems };
  return { input: { key, name: draft.name.trim(), expr: draft.expr.trim(), unit: draft.unit.trim(), intervalMs: seconds * 1000 } }; // prettier-ignore
}
