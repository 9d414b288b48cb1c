// Series as single values: reduced to one number each, or sample by sample, mapped, coloured and placed between the limits
// that all of them share. Pure.
import { calcOf } from '#shared/model/dashboard/calcs.ts';
import { mixed } from '#shared/model/dashboard/colour-scale.ts';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import type { Reduce } from '#shared/model/dashboard/panel.ts';
import { patternParts, safePattern } from '#shared/model/dashboard/safe-pattern.ts';
import { limitsOf, shownOf, stepsAt, type RawValue, type Shown, type ShownRange } from '#shared/model/dashboard/shown.ts'; // prettier-ignore
import { formatValue } from '#shared/model/units/format-value.ts';
import type { ShownStep, ShownValue } from '../../components/panels/shown-value.ts';
import { extent } from './chart-of.ts';
import type { ShownSeries } from './shown-series.ts';

export interface ReducedValue {
  key: string;
  name: string;
  raw: RawValue;
  style: FieldStyle;
  series: ShownSeries;
}

/** Values beyond this are counted by whoever shows them. */
const mostValues = 400;

export function reducedValues(all: readonly ShownSeries[], { calc, values, limit, fields }: Reduce): ReducedValue[] {
  const chosen = chosenBy(fields);
  const shown = all.filter((one) => one.style.hideFromChart !== true && one.style.hidden !== true && chosen(one));
  if (!values) {
    return shown.map((series) => ({ key: series.key, name: series.name, raw: reduced(series, calc), style: series.style, series })); // prettier-ignore
  }
  const each = shown.flatMap((series) => {
    const raws: readonly RawValue[] = series.raws ?? Array.from(series.values, (raw) => (Number.isNaN(raw) ? null : raw)); // prettier-ignore
    return raws.map((raw, row): ReducedValue => ({ key: `${series.key} ${row}`, name: series.rowNames[row] || series.name, raw, style: series.style, series })); // prettier-ignore
  });
  return each.slice(0, limit ?? mostValues);
}

/** Numbers, unless columns are named by a pattern. */
function chosenBy(fields: string): (one: ShownSeries) => boolean {
  const isNumber = ({ values }: ShownSeries): boolean => values.length > 0;
  if (fields === '') return (one) => isNumber(one) || (one.raws === null && one.times.length === 0);
  const { pattern: written, flags } = patternParts(fields);
  const pattern = safePattern(written, flags);
  return typeof pattern === 'string' ? isNumber : ({ name }) => pattern.test(name);
}

/** What are no numbers can only be taken from one end. */
function reduced({ values, raws }: ShownSeries, calc: Reduce['calc']): RawValue {
  if (values.length > 0 || raws === null) return calcOf(values, calc);
  const there = raws.filter((raw) => raw !== null && raw !== '');
  if (calc === 'count') return there.length;
  return (calc.startsWith('first') ? there[0] : there.at(-1)) ?? null;
}

/** What colours and bars go by where the panel names no limits: everything that is shown. */
export const rangeOf = (all: readonly ShownSeries[]): ShownRange | null => extent(all.map(({ values }) => values));

/** A CSS colour of the page for one of the dashboard's. */
export const pageColour = (colour: string | null): string | null => (colour === 'text' ? 'var(--text)' : colour);

/** The colour of a series that has none of its own: one of eight, by its place. */
export const orderColour = (place: number): string => `var(--series-${place % 8})`;

export interface ValuesWish {
  values: readonly ReducedValue[];
  range: ShownRange | null;
  utc: boolean;
  nowMs: number;
  /** What stands before and behind each value. */
  prefix?: string;
  postfix?: string;
  /** Values without a colour of their own get one by their place. */
  byOrder: boolean;
}

export function shownValues({
  values,
  range,
  utc,
  nowMs,
  prefix = '',
  postfix = '',
  byOrder,
}: ValuesWish): ShownValue[] {
  return values.map(({ key, name, raw, style }, place) => {
    const shown = shownOf(raw, style, range, { utc, nowMs });
    return shownValue(key, name, shown, { prefix, postfix, fallback: byOrder ? orderColour(place) : null });
  });
}

function shownValue(
  key: string,
  name: string,
  { prefix, text, suffix, colour, share, exact }: Shown,
  around: { prefix: string; postfix: string; fallback: string | null },
): ShownValue {
  return {
    key,
    name,
    prefix: around.prefix + prefix,
    text,
    suffix: suffix + around.postfix,
    colour: pageColour(colour) ?? around.fallback,
    share,
    exact,
  };
}

/** The thresholds of a style as parts of the way between the limits; the first begins at 0. */
export function shownSteps(style: FieldStyle, range: ShownRange | null): ShownStep[] {
  const limits = limitsOf(style, range);
  if (style.thresholds === undefined || limits === null || limits.max === limits.min) return [];
  const placed = stepsAt(style.thresholds, limits).map(({ at, colour }) => ({
    from: Math.min(1, Math.max(0, (at - limits.min) / (limits.max - limits.min))),
    colour: pageColour(colour) ?? 'var(--accent)',
  }));
  // Of those that begin at the same place, as below the least value, the last one is seen.
  return placed.filter((step, at) => placed[at + 1]?.from !== step.from && step.from < 1);
}

/** Of a scale: as many as can be told apart in a bar. */
const scaleSteps = 20;

/** The colours that a bar passes through, by how its values are coloured; none where it has but one. */
export function barSteps(style: FieldStyle, range: ShownRange | null): ShownStep[] {
  if (style.colour?.kind === 'thresholds') return shownSteps(style, range);
  const colours = style.colour?.kind === 'scale' ? style.colour.colours : [];
  if (colours.length === 0) return [];
  return Array.from({ length: scaleSteps }, (_, at) => ({
    from: at / scaleSteps,
    colour: mixed(colours, at / (scaleSteps - 1)) ?? 'var(--accent)',
  }));
}

/** What stands at both ends of a dial. */
export function shownEnds(style: FieldStyle, range: ShownRange | null): { least: string; greatest: string } {
  const limits = limitsOf(style, range);
  const text = (value: number): string => formatValue(value, style.unit ?? '', { decimals: style.decimals ?? null });
  return limits === null ? { least: '', greatest: '' } : { least: text(limits.min), greatest: text(limits.max) };
}

/** The thresholds inside the limits, as text at their places. */
export function shownMarks(style: FieldStyle, range: ShownRange | null): { at: number; text: string }[] {
  const limits = limitsOf(style, range);
  if (style.thresholds === undefined || limits === null || limits.max === limits.min) return [];
  return stepsAt(style.thresholds, limits)
    .filter(({ at }) => at > limits.min && at < limits.max)
    .map(({ at }) => ({
      at: (at - limits.min) / (limits.max - limits.min),
      text: formatValue(at, style.unit ?? '', { decimals: style.decimals ?? null }),
    }));
}
