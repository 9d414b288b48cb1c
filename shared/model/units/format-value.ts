// Writes a value in one of Grafana's units. It maps no values and chooses no colours; that is in dashboard/shown.ts.
import { momentWriterOf } from './moment-units.ts';
import { inDigits, type ValueParts } from './unit-families.ts';
import { unknownUnit, writerOf } from './unit-table.ts';

export type { ValueParts } from './unit-families.ts';

export interface FormatOptions {
  /** Digits after the point; null for as many as the value needs. */
  decimals?: number | null;
  /** For moments. */
  utc?: boolean;
  /** For `dateTimeFromNow`. */
  nowMs?: number;
}

/** What each step of an axis is round in. */
export type UnitSteps = 'decimal' | 'binary' | 'seconds' | 'milliseconds';

/** NaN and infinities in words of their own; null for the rest. */
export function oddValue(value: number): string | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '−Inf' : null;
}

/** @param unit Grafana's id; one that is not known is written behind the plain number, empty is a plain number. */
export function valueParts(value: number, unit: string, options: FormatOptions = {}): ValueParts {
  const odd = oddValue(value);
  if (odd !== null) return { prefix: '', text: odd, suffix: '' };
  const moment = momentWriterOf(unit);
  if (moment !== null) return { prefix: '', text: moment(value, options), suffix: '' };
  const parts = (writerOf(unit) ?? unknownUnit(unit))(value, options.decimals ?? null);
  // A true minus sign stands as wide as the digits.
  return { ...parts, text: parts.text.replace(/^-/, '−') };
}

export function formatValue(value: number, unit: string, options: FormatOptions = {}): string {
  const { prefix, text, suffix } = valueParts(value, unit, options);
  return prefix !== '' && text.startsWith('−') ? `−${prefix}${text.slice(1)}${suffix}` : `${prefix}${text}${suffix}`;
}

export const isKnownUnit = (unit: string): boolean => writerOf(unit) !== null || momentWriterOf(unit) !== null;

/**
 * For an axis: figures that are `step` apart read differently. Digits are of the step in the unit that the value is shown in.
 */
export function axisText(value: number, unit: string, step: number, options: FormatOptions = {}): string {
  if ((options.decimals ?? null) !== null) return formatValue(value, unit, options);
  for (let decimals = 0; decimals <= 6; decimals++) {
    const text = formatValue(value, unit, { ...options, decimals });
    const near = formatValue(value + step, unit, { ...options, decimals });
    const exact = Number(inDigits(value, null)) === 0 || tellsApart(value, unit, step, decimals, options);
    if (text !== near && exact) return text;
  }
  return formatValue(value, unit, options);
}

/** Whether a figure of so many digits is within a twentieth of a step of the value. */
function tellsApart(value: number, unit: string, step: number, decimals: number, options: FormatOptions): boolean {
  const shown = valueParts(value, unit, { ...options, decimals });
  const fine = valueParts(value, unit, { ...options, decimals: 12 });
  const next = valueParts(value + step, unit, { ...options, decimals: 12 });
  if (fine.suffix !== next.suffix || fine.suffix !== shown.suffix) return true;
  const numberOf = ({ text }: ValueParts): number => Number(text.replace('−', '-'));
  const distance = Math.abs(numberOf(next) - numberOf(fine));
  if (!Number.isFinite(distance)) return true;
  return Math.abs(numberOf(shown) - numberOf(fine)) <= distance / 20;
}

const binaryUnit = /^(?:bytes|bits|[kmgtp]bytes|binBps|binbps|[KMGTP]i(?:Bs|bits))$/;

export function unitSteps(unit: string): UnitSteps {
  if (binaryUnit.test(unit)) return 'binary';
  if (['s', 'm', 'h', 'd', 'dtdurations', 'dthms', 'dtdhms', 'clocks'].includes(unit)) return 'seconds';
  return ['ms', 'dtdurationms', 'clockms'].includes(unit) ? 'milliseconds' : 'decimal';
}
