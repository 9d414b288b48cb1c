// Values as parts of their sum. What is nothing, negative or unknown is no part of it, and is listed all the same. Pure.
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { formatValue } from '#shared/model/units/format-value.ts';
import type { PieSlice } from '../../components/panels/pie-panel.tsx';
import { orderColour, shownValues, type ReducedValue } from './values-of.ts';

export function pieOf(
  values: readonly ReducedValue[],
  style: FieldStyle,
  { utc, nowMs }: { utc: boolean; nowMs: number },
): { slices: PieSlice[]; total: string } {
  const sizeOf = ({ raw }: ReducedValue): number =>
    typeof raw === 'number' && Number.isFinite(raw) && raw > 0 ? raw : 0;
  const sum = values.reduce((all, value) => all + sizeOf(value), 0);
  const shown = shownValues({ values, range: null, utc, nowMs, byOrder: true });
  const slices = shown.map((one, place) => {
    const value = values[place];
    const size = value === undefined ? 0 : sizeOf(value);
    const raw = value?.raw ?? null;
    // One colour for all of them, as thresholds may give, would tell nothing apart.
    const fixed = value?.style.colour?.kind === 'fixed';
    const colour = fixed ? one.colour : orderColour(place);
    return { ...one, colour, part: raw === 0 ? 0 : size === 0 || sum === 0 ? null : size / sum };
  });
  return { slices, total: formatValue(sum, style.unit ?? '', { decimals: style.decimals ?? null }) };
}
