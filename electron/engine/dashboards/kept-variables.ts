// What variables of a dashboard may be, out of what they were when it was kept. A choice among the values of then is taken;
// what depends on it was never asked, and is said to be of the choice of then. Pure.
import type { Dashboard } from '#shared/model/dashboard/dashboard.ts';
import { allValue, autoValue, type Variable, type VariableState } from '#shared/model/dashboard/variable.ts';
import { chosenValue } from './chosen-value.ts';

type Chosen = Readonly<Record<string, readonly string[]>>;

/** In the order of the dashboard. */
export function keptVariables(
  { variables }: Pick<Dashboard, 'variables'>,
  chosen: Chosen,
  kept: readonly VariableState[],
): VariableState[] {
  const states = new Map(kept.map((state) => [state.name, state]));
  const other = new Set<string>();
  return variables.map((variable) => {
    const state = states.get(variable.name);
    if (state === undefined) return notKept(variable);
    const shown = chosenOf(variable, Object.hasOwn(chosen, variable.name) ? chosen[variable.name] : undefined, state);
    if (JSON.stringify(shown.value) !== JSON.stringify(state.value)) other.add(variable.name);
    const under = variable.needs.filter((name) => other.has(name));
    if (under.length === 0) return shown;
    return { ...shown, problem: `Its values are kept as they were for ${under.map((name) => `$${name} = ${states.get(name)?.value.texts.join(', ') ?? ''}`).join(' and ')}.` }; // prettier-ignore
  });
}

function chosenOf(variable: Variable, wanted: readonly string[] | undefined, state: VariableState): VariableState {
  // What follows the time that is shown was kept as it followed the time that was kept.
  if (wanted === undefined || wanted.includes(autoValue)) return state;
  const options = state.options.filter(({ value }) => value !== allValue);
  return { ...state, ...chosenValue(variable, options, wanted) };
}

const notKept = ({ name, allAs, multi, includeAll }: Variable): VariableState => ({ name, value: { name, values: [], texts: [], all: false, allAs, multi: multi || includeAll }, options: [], totalOptions: 0, problem: 'Not kept: the dashboard did not have it then.' }); // prettier-ignore
