// What is typed for the record's budget, as text, and the budget that comes of it. Pure.
import { ageLimits, budgetSchema, sizeLimits, type Budget } from '#shared/model/recorder/budget.ts';
import { grouped } from '../../components/times.ts';

const dayMs = 86_400_000;
const mib = 1024 * 1024;

export interface ShareDraft {
  days: string;
  mebibytes: string;
}
export interface BudgetDraft extends ShareDraft {
  sources: Record<string, ShareDraft>;
}

export function draftOf(budget: Budget, sources: readonly string[]): BudgetDraft {
  const draft = (ageMs: number | null | undefined, bytes: number | null | undefined): ShareDraft => ({
    days: ageMs === null || ageMs === undefined ? '' : String(ageMs / dayMs),
    mebibytes: bytes === null || bytes === undefined ? '' : String(bytes / mib),
  });
  const names = [...new Set([...sources, ...Object.keys(budget.sources)])];
  return {
    ...draft(budget.maxAgeMs, budget.maxBytes),
    sources: Object.fromEntries(names.map((name) => [name, draft(budget.sources[name]?.maxAgeMs, budget.sources[name]?.maxBytes)])), // prettier-ignore
  };
}

/** What is wrong is named with its field: `days`, `mebibytes`, or those of a source as `docker days`. */
export function budgetOf(draft: BudgetDraft): { budget: Budget } | { problems: Record<string, string> } {
  const problems: Record<string, string> = {};
  const read = (
    field: string,
    text: string,
    unit: number,
    limits: { least: number; most: number },
    word: string,
  ): number | null => {
    // prettier-ignore
    if (text.trim() === '') return null;
    const value = Math.round(Number(text) * unit);
    if (Number.isFinite(value) && value >= limits.least && value <= limits.most) return value;
    problems[field] = `allowed: ${tidy(limits.least / unit)} to ${grouped(Math.round(limits.most / unit))} ${word}`;
    return null;
  };
  const ages = { least: ageLimits.leastMs, most: ageLimits.mostMs };
  const sizes = { least: sizeLimits.leastBytes, most: sizeLimits.mostBytes };
  const share = (prefix: string, { days, mebibytes }: ShareDraft) => ({
    maxAgeMs: read(`${prefix}days`, days, dayMs, ages, 'days'),
    maxBytes: read(`${prefix}mebibytes`, mebibytes, mib, sizes, 'MiB'),
  });
  const whole = share('', draft);
  for (const [field, value] of [
    ['days', whole.maxAgeMs],
    ['mebibytes', whole.maxBytes],
  ] as const)
    // prettier-ignore
    if (value === null) problems[field] ??= 'needed';
  const sources = Object.entries(draft.sources).map(([name, one]) => [name, share(`${name} `, one)] as const);
  if (Object.keys(problems).length > 0) return { problems };
  const own = sources.filter(([, { maxAgeMs, maxBytes }]) => maxAgeMs !== null || maxBytes !== null);
  return { budget: budgetSchema.parse({ ...whole, sources: Object.fromEntries(own) }) };
}

/** Rounded up, so that the least that is named is allowed. */
const tidy = (value: number): string => (value < 1 ? String(Math.ceil(value * 100) / 100) : String(Math.round(value)));
