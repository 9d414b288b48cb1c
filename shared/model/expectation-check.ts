// Whether an expectation fits the facts a probe kind publishes, so that a slip of the pen is refused when the plan is
// loaded and not found in the night. It looks at no value.
import type { Expectation } from './expectation.ts';
import type { FactSchema, FactType, Json } from './facts.ts';
import { nearest, typeWords } from './json-words.ts';

const opsByType: Record<FactType['type'], readonly Expectation['op'][]> = {
  number: ['==', '!=', '<', '<=', '>', '>=', 'in', 'exists', 'absent'],
  string: ['==', '!=', 'contains', 'matches', 'in', 'exists', 'absent'],
  boolean: ['==', '!=', 'exists', 'absent'],
  list: ['==', '!=', 'contains', 'exists', 'absent'],
  map: ['contains', 'exists', 'absent'],
  any: ['==', '!=', '<', '<=', '>', '>=', 'contains', 'matches', 'in', 'exists', 'absent'],
};

const typeNames: Record<FactType['type'], string> = {
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  list: 'a list',
  map: 'a map',
  any: 'JSON',
};

/**
 * @param params The item's parameters as its kind's schema gives them back, for the keys they fix; `undefined` where
 *   they are not known, the keys are then not checked.
 * @returns What is wrong, with what is allowed; null where nothing is.
 */
export function checkExpectation(expectation: Expectation, facts: FactSchema, params: unknown): string | null {
  const [name, ...rest] = expectation.path;
  const fact = Object.hasOwn(facts, String(name)) ? facts[String(name)] : undefined;
  if (fact === undefined) return noSuch('fact', String(name), Object.keys(facts));
  const end = follow(String(name), fact, rest, params);
  if (typeof end === 'string') return end;
  const allowed = opsByType[end.type];
  const shown = showPath(expectation.path);
  if (!allowed.includes(expectation.op)) {
    return `${shown} is ${typeNames[end.type]}, which ${expectation.op} does not fit; allowed: ${allowed.join(' ')}`;
  }
  const wrong = literalProblem(expectation, end);
  if (wrong !== null) return `${shown} ${wrong}, found ${JSON.stringify(expectation.literal)}`;
  if (end.type !== 'map' || expectation.op !== 'contains') return null;
  return keyProblem(String(name), end, expectation.literal as string, params);
}

function noSuch(what: string, name: string, known: string[]): string {
  const near = nearest(name, known);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  return `there is no ${what} ${JSON.stringify(name)}.${hint} Allowed: ${known.join(', ')}`;
}

/** The type at the end of the path, or what is wrong with the path. */
function follow(name: string, fact: FactType, rest: (string | number)[], params: unknown): FactType | string {
  if (rest.length === 0 || fact.type === 'any') return rest.length === 0 ? fact : { type: 'any', doc: fact.doc };
  const [step, ...deeper] = rest as [string | number, ...(string | number)[]];
  if (fact.type === 'list' && typeof step !== 'number') {
    return `${name} is a list: its members are taken by position, e.g. ${name}[0]`;
  }
  if (fact.type === 'map' && typeof step !== 'string') {
    return `${name} is a map: its members are taken by name, e.g. ${name}.key or ${name}["key"]`;
  }
  if (fact.type !== 'list' && fact.type !== 'map') {
    return `${name} is ${typeNames[fact.type]} and has no members; write ${name} alone`;
  }
  const unknown = fact.type === 'map' ? keyProblem(name, fact, String(step), params) : null;
  if (unknown !== null) return unknown;
  const member: FactType = { type: fact.of ?? 'string', doc: fact.doc };
  if (deeper.length === 0) return member;
  return `${showPath([name, step])} is ${typeNames[member.type]} and has no members; write ${showPath([name, step])} alone`;
}

function keyProblem(name: string, fact: FactType, key: string, params: unknown): string | null {
  if (fact.keys === undefined || params === undefined) return null;
  const keys = fact.keys(params as never);
  if (keys.includes(key)) return null;
  if (keys.length === 0) return `${name} has no ${JSON.stringify(key)}: the item's parameters name none`;
  return noSuch(`member of ${name} called`, key, keys);
}

function literalProblem(expectation: Expectation, fact: FactType): string | null {
  const { op, literal } = expectation;
  if (op === 'exists' || op === 'absent' || op === 'matches') return null;
  if (op === '<' || op === '<=' || op === '>' || op === '>=') {
    return typeof literal === 'number' ? null : `is compared by ${op} with a number`;
  }
  if (op === 'in') return memberProblem(literal as Json[], fact.type, 'each value of the list must be');
  if (op === 'contains') return containsProblem(literal, fact);
  if (fact.type === 'any') return null;
  if (fact.type === 'list') {
    if (!Array.isArray(literal)) return 'is a list and is compared with a list';
    return memberProblem(literal, fact.of ?? 'string', 'is a list of which each member is');
  }
  return memberProblem([literal], fact.type, 'is compared with');
}

function memberProblem(values: Json[], type: FactType['type'], words: string): string | null {
  if (type === 'any' || values.every((value) => typeof value === type)) return null;
  return `${words === 'is compared with' ? '' : 'does not fit: '}${words} ${typeNames[type]}`;
}

function containsProblem(literal: Json, fact: FactType): string | null {
  if (fact.type === 'any') return Array.isArray(literal) ? 'contains one value, not a list' : null;
  const wanted = fact.type === 'list' ? (fact.of ?? 'string') : 'string';
  if (typeof literal === wanted) return null;
  const what = fact.type === 'map' ? 'a name, as text' : typeNames[wanted];
  return `can contain ${what}, not ${typeWords(literal)}`;
}

/** The path as an author would write it. */
export function showPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (index === 0) return step;
      return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
    })
    .join('');
}
