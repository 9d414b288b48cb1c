// Variables of a plan: their values for one run, and their replacement in parameters. What replaces is never looked at
// again, so a value cannot bring in another variable.
import { OpsError } from '#shared/model/ops-error.ts';
import type { Json } from '#shared/model/facts.ts';
import type { Vars } from '#shared/model/plan.ts';
import { nearest } from '#shared/model/json-words.ts';

export type Overrides = Record<string, string | number | boolean>;

/** `$${` is a literal `${`; `${` that no name and `}` follow is a slip. */
const reference = /\$\$\{|\$\{(?:([A-Za-z_][A-Za-z0-9_]*)\})?/g;

/**
 * The values a run uses: the plan's defaults with the overrides over them. An override given as text takes the type of
 * the default it replaces, for a command line has only text.
 * @throws OpsError `bad_input` for a variable the plan does not have, and for text that is not of the default's type.
 */
export function resolveVars(defaults: Vars, overrides: Overrides): Vars {
  const vars: Vars = { ...defaults };
  for (const [name, value] of Object.entries(overrides)) {
    if (!Object.hasOwn(defaults, name)) throw new OpsError('bad_input', unknownVariable(name, defaults));
    vars[name] = asDefault(name, value, defaults[name] ?? null);
  }
  return vars;
}

function unknownVariable(name: string, vars: Vars): string {
  const names = Object.keys(vars);
  const near = nearest(name, names);
  const hint = near === null ? '' : ` Did you mean ${near}?`;
  return `the plan has no variable "${name}".${hint} ${names.length > 0 ? `Allowed: ${names.join(', ')}` : 'It has none.'}`;
}

function asDefault(name: string, value: string | number | boolean, preset: Vars[string]): string | number | boolean {
  if (typeof value !== 'string' || preset === null || typeof preset === 'string') return value;
  if (typeof preset === 'number') {
    const number = value.trim() === '' ? Number.NaN : Number(value);
    if (Number.isFinite(number)) return number;
    throw new OpsError('bad_input', `the variable "${name}" is a number, "${value.slice(0, 60)}" is not`);
  }
  if (value === 'true' || value === 'false') return value === 'true';
  throw new OpsError('bad_input', `the variable "${name}" is true or false, "${value.slice(0, 60)}" is neither`);
}

/**
 * A copy of the parameters with every `${name}` in every text replaced, keys excepted. A text that is nothing but one
 * `${name}` becomes the variable's value with its type.
 * @throws OpsError `bad_input` where a variable has no value.
 */
export function substitute<T extends Json>(params: T, vars: Vars): T {
  if (typeof params === 'string') return substituteText(params, vars) as T;
  if (Array.isArray(params)) return params.map((member) => substitute(member, vars)) as T;
  if (typeof params !== 'object' || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([key, member]) => [key, substitute(member, vars)])) as T;
}

function substituteText(text: string, vars: Vars): string | number | boolean {
  const problem = referenceProblem(text, vars);
  if (problem) throw new OpsError('bad_input', problem.message);
  const whole = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(text)?.[1];
  if (whole !== undefined) return vars[whole] ?? '';
  return text.replace(reference, (_, name: string | undefined) => (name === undefined ? '${' : String(vars[name])));
}

export interface ReferenceProblem {
  message: string;
  /** The reference as written. */
  written: string;
  /** The plan has the variable, without a value: whoever runs the plan must give one. */
  unset?: true;
}

/** The first thing wrong with the references in a text; null where nothing is. */
export function referenceProblem(text: string, vars: Vars): ReferenceProblem | null {
  for (const [written, name] of text.matchAll(reference)) {
    if (written === '$${') continue;
    if (name === undefined) {
      return { written, message: '"${" without a name and "}"; write ${name}, or $${ for a literal ${' };
    }
    const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
    if (value === undefined) return { written, message: unknownVariable(name, vars) };
    if (value === null)
      return { written, message: `the variable "${name}" has no value: it must be given`, unset: true };
  }
  return null;
}

/** The names of the plan's variables that are used in these parameters and have no value. */
export function unsetVariables(params: Json, vars: Vars): Set<string> {
  if (typeof params === 'string') {
    const names = [...params.matchAll(reference)].map(([, name]) => name);
    return new Set(names.filter((name) => name !== undefined && vars[name] === null) as string[]);
  }
  if (typeof params !== 'object' || params === null) return new Set();
  return new Set(Object.values(params).flatMap((member) => [...unsetVariables(member, vars)]));
}
