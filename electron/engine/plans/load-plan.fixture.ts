// What is wrong with a text, for the tests of the loader.
import type { PlanProblem } from '#shared/model/plan.ts';
import { fixtureKinds as kinds } from './fixture-kinds.ts';
import { loadPlan } from './load-plan.ts';
import type { Overrides } from './resolve.ts';

export function problemsOf(text: string | Buffer, vars?: Overrides): PlanProblem[] {
  const result = loadPlan(text, { kinds, ...(vars && { vars }) });
  return result.ok ? [] : result.problems;
}

/** `line:column message`, as people read it. */
export const shown = (problems: PlanProblem[]): string[] =>
  problems.map((one) => `${one.line}:${one.column} ${one.message}`);
