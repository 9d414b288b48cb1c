// What the variables of a dashboard may be just now: each is asked after those that it needs, with their values in its
// question. One that fails says so; what needs it says that, and the rest goes on.
import type { InterpolationScope } from '#shared/model/dashboard/interpolate.ts';
import { stepMsOf, writtenStepMs } from '#shared/model/dashboard/steps.ts';
import { allValue, autoValue, type Variable, type VariableOption, type VariableState, type VariableValue } from '#shared/model/dashboard/variable.ts'; // prettier-ignore
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { durationText } from '#shared/model/duration.ts';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { chosenValue } from './chosen-value.ts';
import { optionsOfAnswer } from './variable-answer.ts';
import type { ValueReader } from './value-reader.ts';

export interface VariablesAsked {
  chosen: Readonly<Record<string, readonly string[]>>;
  fromMs: number;
  toMs: number;
}

export interface ResolveContext {
  reader: ValueReader;
  signal?: AbortSignal | undefined;
}

/** Options that are sent to a screen; with more a person would not choose but search. */
const optionLimit = 2000;

/** In the order of the dashboard. @throws OpsError `cancelled` alone. */
export async function resolveVariables(
  dashboard: Pick<Dashboard, 'variables' | 'title' | 'uid'>,
  asked: VariablesAsked,
  { reader, signal }: ResolveContext,
): Promise<VariableState[]> {
  // prettier-ignore
  const known = new Map(dashboard.variables.map((variable) => [variable.name, variable]));
  const under = new Map<string, Promise<VariableState>>();
  const stateOf = (name: string): Promise<VariableState> => {
    const found = under.get(name);
    if (found !== undefined) return found;
    const variable = known.get(name);
    if (variable === undefined) throw new Error(`no variable ${name}`);
    const made = resolve(variable);
    under.set(name, made);
    return made;
  };
  const resolve = async (variable: Variable): Promise<VariableState> => {
    // Circles are a problem of each variable in them, so nothing here waits for itself.
    if (variable.problem !== null) return nothing(variable, variable.problem, asked);
    const needed = await Promise.all(variable.needs.map(stateOf));
    const values = new Map(needed.map(({ name, value }) => [name, value]));
    const lacking = needed.find((one) => one.value.values.length === 0 && one.value.allAs === null);
    if (lacking !== undefined) {
      return nothing(variable, `It needs $${lacking.name}, which has no value${lacking.problem === null ? '' : `: ${lacking.problem}`}`, asked); // prettier-ignore
    }
    const scope = scopeOf(dashboard, asked, values);
    try {
      const options = await optionsOf(variable, scope, reader, signal);
      return stateWith(variable, options, asked, scope);
    } catch (error) {
      if (signal?.aborted === true) throw error;
      // What was chosen may still be right: queries are asked with it, and the trouble is said.
      const words = error instanceof OpsError ? error.message : `Its values could not be read: ${messageOf(error)}`;
      return nothing(variable, words, asked);
    }
  };
  return Promise.all(dashboard.variables.map(({ name }) => stateOf(name)));
}

function scopeOf(
  { title, uid }: Pick<Dashboard, 'title' | 'uid'>,
  { fromMs, toMs }: VariablesAsked,
  variables: ReadonlyMap<string, VariableValue>,
): InterpolationScope {
  // prettier-ignore
  const intervalMs = stepMsOf({ fromMs, toMs, points: 1000, leastMs: 15_000 });
  return { variables, fromMs, toMs, intervalMs, scrapeIntervalMs: 15_000, dashboard: { title, uid }, utc: true };
}

async function optionsOf(
  variable: Variable,
  scope: InterpolationScope,
  reader: ValueReader,
  signal: AbortSignal | undefined,
): Promise<VariableOption[]> {
  // prettier-ignore
  const { source } = variable;
  switch (source.kind) {
    case 'custom':
      return source.options;
    case 'interval':
      return [...(source.auto === null ? [] : [{ text: 'auto', value: autoValue }]), ...source.options.map(same)];
    case 'constant':
    case 'text':
      return [same(source.value)];
    case 'datasource': {
      const place = reader.place();
      return place === null ? [] : [{ text: place, value: 'prometheus' }];
    }
    case 'none':
      return [];
    case 'query':
      return optionsOfAnswer(source, scope, reader, signal);
  }
}

const same = (value: string): VariableOption => ({ text: value, value });

function stateWith(
  variable: Variable,
  options: VariableOption[],
  asked: VariablesAsked,
  scope: InterpolationScope,
): VariableState {
  // prettier-ignore
  const { name, source } = variable;
  const chosen = Object.hasOwn(asked.chosen, name) ? asked.chosen[name] : undefined;
  const { value, problem } = chosenValue(variable, options, chosen);
  const shown = variable.includeAll ? [{ text: 'All', value: allValue }, ...options.slice(0, optionLimit)] : options.slice(0, optionLimit); // prettier-ignore
  const ready = source.kind === 'interval' ? withAuto(value, source.auto, scope) : value;
  return { name, value: ready, options: shown, totalOptions: options.length, problem };
}

/** `$__auto` is a step that follows the time shown. */
function withAuto(
  value: VariableValue,
  auto: { count: number; min: string } | null,
  { fromMs, toMs }: InterpolationScope,
): VariableValue {
  // prettier-ignore
  if (auto === null || !value.values.includes(autoValue)) return value;
  const stepMs = stepMsOf({ fromMs, toMs, points: auto.count, leastMs: writtenStepMs(auto.min) ?? 10_000 });
  return { ...value, values: [durationText(stepMs)], texts: ['auto'] };
}

/** With the choice as it was, where there is one that does not depend on what the options are. */
function nothing(variable: Variable, problem: string, asked: VariablesAsked): VariableState {
  const { name, chosen, multi, includeAll, allAs } = variable;
  const wanted = Object.hasOwn(asked.chosen, name) ? asked.chosen[name] : chosen.map(({ value }) => value);
  const all = wanted?.includes(allValue) ?? false;
  const values = all || variable.problem !== null ? [] : [...(wanted ?? [])];
  const value = { name, values, texts: values, all, allAs: all ? allAs : null, multi: multi || includeAll };
  return { name, value, options: values.map(same), totalOptions: values.length, problem };
}
