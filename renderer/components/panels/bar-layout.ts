// Where the bars of a bar chart stand: from which value to which, and how much of the room of their category each takes. Pure.

/** Values by group and category; null where nothing is known, which is drawn as nothing. */
export type BarValues = readonly (readonly (number | null)[])[];

export interface PlacedBar {
  group: number;
  category: number;
  /** The values between which it reaches; `from` is 0 where it is not stacked. */
  from: number;
  to: number;
  /** Along the axis of categories, in categories: 2.25 is a quarter into the third. */
  at: number;
  width: number;
}

export interface BarPlacing {
  stack: 'none' | 'normal' | 'percent';
  /** Bars fill all of their category, as buckets do that follow each other. */
  touching: boolean;
}

const groupShare = 0.76;
const gapShare = 0.06;

export function placedBars(values: BarValues, categories: number, { stack, touching }: BarPlacing): PlacedBar[] {
  const bars: PlacedBar[] = [];
  const share = touching ? 1 : groupShare;
  const slots = stack === 'none' ? Math.max(1, values.length) : 1;
  for (let category = 0; category < categories; category++) {
    const whole = stack === 'percent' ? wholeOf(values, category) : 1;
    // What is below zero is stacked downward.
    let [above, below] = [0, 0];
    values.forEach((group, index) => {
      const raw = group[category] ?? null;
      if (raw === null || !Number.isFinite(raw) || whole === 0) return;
      const value = raw / whole;
      const from = stack === 'none' ? 0 : value < 0 ? below : above;
      if (value < 0) below += value;
      else above += value;
      const slot = stack === 'none' ? index : 0;
      const width = share / slots;
      const gap = touching && slots === 1 ? 0 : width * gapShare;
      bars.push({ group: index, category, from, to: from + value, at: category + (1 - share) / 2 + slot * width + gap / 2, width: width - gap }); // prettier-ignore
    });
  }
  return bars;
}

const wholeOf = (values: BarValues, category: number): number =>
  values.reduce((sum, group) => sum + Math.abs(group[category] ?? 0), 0);

/** Least and greatest that the bars reach; zero is always one of what lies between. */
export const reachOf = (bars: readonly PlacedBar[]): [number, number] =>
  bars.reduce<[number, number]>(([low, high], { from, to }) => [Math.min(low, from, to), Math.max(high, from, to)], [0, 0]); // prettier-ignore
