// What the variables of a dashboard stand for just now, and why some of them stand for nothing. Pure.
import type { VariableValues } from '#shared/model/dashboard/interpolate.ts';
import type { Variable, VariableState, VariableValue } from '#shared/model/dashboard/variable.ts';
import type { AnswerView } from '../../state/answer-store.ts';

type Answer = Pick<AnswerView<VariableState[]>, 'state' | 'value' | 'reason'>;

/** Each variable is known, also before it has a value: panels that name it wait instead of asking for `$job`. */
export function valuesNow(variables: readonly Variable[], answer: Answer): VariableValues {
  const states = new Map(answer.value?.map((state) => [state.name, state.value]));
  return new Map(variables.map((variable) => [variable.name, states.get(variable.name) ?? nothing(variable)]));
}

const nothing = ({ name, allAs, multi }: Variable): VariableValue => ({ name, values: [], texts: [], all: false, allAs, multi }); // prettier-ignore

/** Why a variable has no value, in words, by its name; those that have one are not in it. */
export function problemsNow(variables: readonly Variable[], answer: Answer): Map<string, string> {
  const states = new Map(answer.value?.map((state) => [state.name, state]));
  return new Map(
    variables.flatMap(({ name, problem }): [string, string][] => {
      const state = states.get(name);
      if (state !== undefined && state.value.values.length > 0) return [];
      const words = state?.problem ?? problem ?? (answer.state === 'refused' ? answer.reason : null);
      if (words !== null) return [[name, `$${name} could not be read: ${words}`]];
      return state === undefined ? [] : [[name, `$${name} has no values in the Prometheus of this environment`]];
    }),
  );
}

/** Whether its options depend on the time that is shown. */
export const dependsOnTime = ({ source }: Variable): boolean =>
  (source.kind === 'query' && source.refresh === 'range') || (source.kind === 'interval' && source.auto !== null);
