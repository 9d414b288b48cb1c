// Thresholds: the present form, and those of old panels (`"80,90"` with a list of colours).
import type { Thresholds } from '#shared/model/dashboard/field-style.ts';
import { colourOf } from './colours.ts';
import { isFields, listOf, numberOf, own, textOf } from './json-read.ts';
import type { Notes } from './notes.ts';

/** What Grafana shows where no thresholds are written. */
export const plainThresholds: Thresholds = {
  mode: 'absolute',
  steps: [
    { at: null, colour: '#73BF69' },
    { at: 80, colour: '#F2495C' },
  ],
};

/** Undefined where there are none. */
export function readThresholds(value: unknown, notes: Notes): Thresholds | undefined {
  // Version 6 had the steps alone.
  const written = (Array.isArray(value) ? value : listOf(own(value, 'steps'))).filter(isFields);
  if (written.length === 0) return undefined;
  const steps = written.map((step, index) => {
    const colour = colourOf(own(step, 'color'));
    if (colour === null) notes.add(`.steps[${index}].color`, 'is no colour that is known here; grey is shown');
    // The first holds for all that is below, whatever stands there: `null`, or `-Infinity` that JSON made null.
    return { at: index === 0 ? null : numberOf(own(step, 'value')), colour: colour ?? '#808080' };
  });
  const [first, ...rest] = steps;
  if (first === undefined) return undefined;
  const sound = rest.filter(({ at }) => at !== null).toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0));
  if (sound.length < rest.length) notes.add('.steps', 'a threshold without a value is not shown');
  // A first step with a value of its own leaves what is below without a colour: Grafana takes it for the base as well.
  return { mode: own(value, 'mode') === 'percentage' ? 'percentage' : 'absolute', steps: [first, ...sound] };
}

/** `"80,90"` and three colours. Undefined where there are no limits. */
export function readOldThresholds(limits: unknown, colours: unknown): Thresholds | undefined {
  const values = (Array.isArray(limits) ? limits : textOf(limits).split(','))
    .map(numberOf)
    .filter((one) => one !== null);
  const list = listOf(colours).map(colourOf);
  if (values.length === 0 && list.length === 0) return undefined;
  const plain = ['#73BF69', '#FF9830', '#F2495C'];
  const colour = (index: number): string => list[index] ?? plain[Math.min(index, 2)] ?? '#808080';
  return { mode: 'absolute', steps: [{ at: null, colour: colour(0) }, ...values.map((at, index) => ({ at, colour: colour(index + 1) }))] }; // prettier-ignore
}
