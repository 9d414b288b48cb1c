// The orders in which a variable's options may stand. Pure.
import { madeOnce } from '#shared/model/made-once.ts';
import type { VariableOption, variableOrders } from '#shared/model/dashboard/variable.ts';

type Order = (typeof variableOrders)[number];

const plainly = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
/** The first number in the text; texts without one come first, as in Grafana. */
const numberIn = (text: string): number => {
  const found = /-?\d+(?:\.\d+)?/.exec(text);
  return found === null ? -1 : Number(found[0]);
};
const natural = madeOnce(() => new Intl.Collator('en', { numeric: true, sensitivity: 'base' }));

const compare: Record<Exclude<Order, 'none'>, (one: string, other: string) => number> = {
  alpha: plainly,
  alpha_desc: (one, other) => plainly(other, one),
  number: (one, other) => numberIn(one) - numberIn(other),
  number_desc: (one, other) => numberIn(other) - numberIn(one),
  alpha_ci: (one, other) => plainly(one.toLowerCase(), other.toLowerCase()),
  alpha_ci_desc: (one, other) => plainly(other.toLowerCase(), one.toLowerCase()),
  natural: (one, other) => natural().compare(one, other),
  natural_desc: (one, other) => natural().compare(other, one),
};

/** Options that are equal in it stay as they came. */
export function ordered(options: readonly VariableOption[], order: Order): VariableOption[] {
  if (order === 'none') return [...options];
  const by = compare[order];
  return options.toSorted((one, other) => by(one.text, other.text));
}
