// A value as it is shown: mapped to words, written in its unit, coloured, and placed between its limits. Pure.
import { formatValue, oddValue, valueParts, type FormatOptions } from '../units/format-value.ts';
import { mixed } from './colour-scale.ts';
import type { FieldStyle, Mapping, Thresholds } from './field-style.ts';
import { safePattern } from './safe-pattern.ts';

/** What was measured: null for nothing. */
export type RawValue = number | string | boolean | null;

export interface Shown {
  prefix: string;
  text: string;
  suffix: string;
  /** CSS, `text` for that of ordinary text; null where the style leaves it to the order of the series. */
  colour: string | null;
  /** Between the least and the greatest, 0 to 1; null where it has no place there. */
  share: number | null;
  /** The whole of it, unrounded. */
  exact: string;
  /** Whether a mapping stands in its place. */
  mapped: boolean;
}

/** The least and the greatest that colours and bars go by: the style's own, else those of what is shown. */
export interface ShownRange {
  min: number;
  max: number;
}

/** @param range where the style names no limits; those of the style go before. */
export function shownOf(
  raw: RawValue,
  style: FieldStyle,
  range: ShownRange | null,
  options: FormatOptions = {},
): Shown {
  const limits = limitsOf(style, range);
  const value = typeof raw === 'number' ? raw : Number.NaN;
  const mapping = mappingOf(raw, style.mappings ?? []);
  const colour = mapping?.colour ?? (typeof raw === 'string' && raw !== '' ? textColour(style) : colourOf(value, style, limits)); // prettier-ignore
  const share = limits === null || Number.isNaN(value) || limits.max === limits.min ? null : clamp((value - limits.min) / (limits.max - limits.min)); // prettier-ignore
  const exact = raw === null ? 'no value' : typeof raw === 'number' ? (oddValue(raw) ?? String(raw)) : String(raw);
  const done = { colour, share, exact, mapped: mapping !== null };
  if (mapping !== null && mapping.text !== null) return { ...done, prefix: '', text: mapping.text, suffix: '' };
  if (raw === null || raw === '') return { ...done, prefix: '', text: style.noValue ?? (raw === '' ? '' : '–'), suffix: '' }; // prettier-ignore
  if (typeof raw !== 'number') return { ...done, prefix: '', text: String(raw), suffix: '' };
  return { ...done, ...valueParts(raw, style.unit ?? '', { decimals: style.decimals ?? null, ...options }) };
}

/** In one piece, as for a tooltip. */
export const shownText = (raw: RawValue, style: FieldStyle, options: FormatOptions = {}): string => {
  const mapping = mappingOf(raw, style.mappings ?? []);
  if (mapping !== null && mapping.text !== null) return mapping.text;
  if (typeof raw !== 'number') return raw === null ? (style.noValue ?? '–') : String(raw);
  return formatValue(raw, style.unit ?? '', { decimals: style.decimals ?? null, ...options });
};

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

export function limitsOf(style: FieldStyle, range: ShownRange | null): ShownRange | null {
  const percent = style.unit === 'percent' ? 100 : style.unit === 'percentunit' ? 1 : undefined;
  const min = style.min ?? (percent === undefined ? range?.min : Math.min(0, range?.min ?? 0));
  const max = style.max ?? (percent === undefined ? range?.max : Math.max(percent, range?.max ?? 0));
  return min === undefined || max === undefined || !(min <= max) ? null : { min, max };
}

/** Thresholds with their places in the unit of the value; the first step is at minus infinity. */
export function stepsAt({ mode, steps }: Thresholds, limits: ShownRange | null): { at: number; colour: string }[] {
  const placed = steps.map(({ at, colour }) => {
    if (at === null) return { at: -Infinity, colour };
    if (mode === 'absolute') return { at, colour };
    return { at: limits === null ? Number.NaN : limits.min + ((limits.max - limits.min) * at) / 100, colour };
  });
  return placed.filter(({ at }) => !Number.isNaN(at)).toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at))); // prettier-ignore
}

/** Null where the series' own colour is meant, or there is no value to go by. */
export function colourOf(value: number, { colour, thresholds }: FieldStyle, limits: ShownRange | null): string | null {
  if (colour === undefined || colour.kind === 'palette') return null;
  if (colour.kind === 'fixed') return colour.colour;
  if (Number.isNaN(value)) return null;
  if (colour.kind === 'thresholds') {
    const steps = thresholds === undefined ? [] : stepsAt(thresholds, limits);
    return steps.findLast(({ at }) => value >= at)?.colour ?? null;
  }
  if (limits === null || limits.max === limits.min) return colour.colours[0] ?? null;
  return mixed(colour.colours, clamp((value - limits.min) / (limits.max - limits.min)));
}

/** A text lies below every threshold. */
function textColour(style: FieldStyle): string | null {
  if (style.colour?.kind === 'thresholds') return style.thresholds?.steps.find(({ at }) => at === null)?.colour ?? null;
  return style.colour?.kind === 'fixed' ? style.colour.colour : null;
}

interface Mapped {
  text: string | null;
  colour: string | null;
}

/** What stands in the value's place; the first mapping that fits. Null where none does. */
export function mappingOf(raw: RawValue, mappings: readonly Mapping[]): Mapped | null {
  for (const mapping of mappings) {
    const fit = fitted(raw, mapping);
    if (fit !== null) return fit;
  }
  return null;
}

function fitted(raw: RawValue, mapping: Mapping): Mapped | null {
  const { text, colour } = mapping;
  if (mapping.kind === 'special') return isSpecial(raw, mapping.match) ? { text, colour } : null;
  if (raw === null) return null;
  if (mapping.kind === 'value') return isValue(raw, mapping.value) ? { text, colour } : null;
  if (mapping.kind === 'range') {
    const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
    const inside =
      typeof value === 'number' && value >= (mapping.from ?? -Infinity) && value <= (mapping.to ?? Infinity);
    return inside ? { text, colour } : null;
  }
  const pattern = safePattern(mapping.pattern, mapping.flags);
  if (typeof pattern === 'string' || !pattern.test(String(raw))) return null;
  return { text: text === null ? null : pattern.replace(String(raw), text), colour };
}

/** `1` fits 1 and `1.0`, whether it came as a number or as a label. */
function isValue(raw: number | string | boolean, key: string): boolean {
  if (String(raw) === key) return true;
  return typeof raw === 'number' && key.trim() !== '' && Number(key) === raw;
}

function isSpecial(raw: RawValue, match: Extract<Mapping, { kind: 'special' }>['match']): boolean {
  const isNaNValue = typeof raw === 'number' && Number.isNaN(raw);
  if (match === 'null') return raw === null;
  if (match === 'nan') return isNaNValue;
  if (match === 'null+nan') return raw === null || isNaNValue;
  if (match === 'empty') return raw === '';
  return raw === (match === 'true') || raw === match;
}
