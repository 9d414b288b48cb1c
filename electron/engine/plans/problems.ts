// Collects what is wrong with a plan and puts zod's findings into words with their places. It decides nothing.
import type { z } from 'zod';
import { nearest, typeWords } from '#shared/model/json-words.ts';
import type { Place, PlanProblem } from '#shared/model/plan.ts';
import { allowedKeys } from './schema-shape.ts';
import { showPlace, type Path, type YamlTree } from './yaml-tree.ts';

const problemLimit = 50;

/** The problems in the order of the text; of very many, the first fifty and how many more there are. */
export function inOrder(problems: readonly PlanProblem[]): PlanProblem[] {
  const sorted = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const distinct = sorted.filter((one, index) => index === 0 || !same(one, sorted[index - 1]));
  if (distinct.length <= problemLimit) return distinct;
  const last = distinct[problemLimit - 1] as PlanProblem;
  const more = `there are ${distinct.length - problemLimit + 1} more problems from here on`;
  return [...distinct.slice(0, problemLimit - 1), { ...last, message: more }];
}

function same(a: PlanProblem, b: PlanProblem | undefined): boolean {
  return a.message === b?.message && a.line === b.line && a.column === b.column;
}

/** Adds a problem at a path; without a place, at where the path's node begins. */
export type Add = (message: string, path: Path, place?: Place) => void;

/** Adds what a schema found; `prefix` is the path of the value it looked at. */
export function addIssues(add: Add, tree: YamlTree, schema: z.ZodType, error: z.ZodError, prefix: Path): void {
  for (const issue of error.issues) {
    const within = issue.path.filter((step) => typeof step !== 'symbol');
    const path = [...prefix, ...within];
    if (issue.code === 'unrecognized_keys') {
      const allowed = allowedKeys(schema, within);
      for (const key of issue.keys) add(unknownKey(key, allowed), [...path, key], tree.placeOfKey(path, key));
    } else if (issue.code === 'invalid_key') {
      const key = String(within.at(-1) ?? '');
      const why = issue.issues[0]?.message ?? issue.message;
      add(`"${key}" is not allowed as a name: ${why}`, path, tree.placeOfKey(path.slice(0, -1), key));
    } else {
      add(issueWords(issue, valueAt(tree.value, path), path), path);
    }
  }
}

export function unknownKey(key: string, allowed: readonly string[]): string {
  const near = nearest(key, allowed);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  return `unknown key "${key.slice(0, 80)}".${hint} ${allowed.length > 0 ? `Allowed here: ${allowed.join(', ')}` : 'None is allowed here.'}`;
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

const expected: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
  null: 'null',
};

function issueWords(issue: z.core.$ZodIssue, value: unknown, path: Path): string {
  const name = path.length > 0 ? showPlace(path.slice(-1)).replace(/^\[(.*)\]$/, 'entry $1') : 'a plan';
  if (issue.code === 'invalid_type') {
    const wanted = expected[issue.expected] ?? issue.expected;
    if (value === undefined) return `${name} is missing; it must be ${wanted}`;
    return `${name} must be ${wanted}, found ${typeWords(value)}`;
  }
  if (issue.code === 'invalid_value') {
    const wanted = `one of ${issue.values.map((one) => JSON.stringify(String(one))).join(', ')}`;
    return value === undefined
      ? `${name} is missing; allowed: ${wanted}`
      : `${name} is not allowed; allowed: ${wanted}`;
  }
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.flat().map((one) => issueWords(one, value, path));
    const words = [...new Set(branches)].map((one) => one.replace(`${name} must be `, '').replace(/, found .*$/, ''));
    return words.length === 0
      ? `${name}: ${issue.message}`
      : `${name} must be ${words.join(' or ')}, found ${typeWords(value)}`;
  }
  return `${name}: ${issue.message}`;
}
