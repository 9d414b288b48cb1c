// Thresholds of the old graph panel: lines and regions above or below a value, as steps of colour.
import type { FieldStyle, Thresholds } from '#shared/model/dashboard/field-style.ts';
import { colourOf } from './colours.ts';
import { flagOf, isFields, listOf, numberOf, own, textOf } from './json-read.ts';
import type { Notes } from './notes.ts';

const modes: Record<string, string> = { critical: '#F2495C', warning: '#FF9830', ok: '#73BF69' };

export function readGraphThresholds(value: unknown, notes: Notes): FieldStyle {
  const written = listOf(value).filter(isFields);
  const ready = written
    .map((one) => {
      const mode = textOf(own(one, 'colorMode'));
      const custom = colourOf(own(one, 'lineColor')) ?? colourOf(own(one, 'fillColor'));
      return {
        at: numberOf(own(one, 'value')),
        below: own(one, 'op') === 'lt',
        colour: (Object.hasOwn(modes, mode) ? modes[mode] : custom) ?? '#F2495C',
        fill: flagOf(own(one, 'fill')),
        line: flagOf(own(one, 'line'), true),
        visible: own(one, 'visible') !== false,
      };
    })
    .filter((one) => one.at !== null && one.visible)
    .toSorted((one, other) => (one.at ?? 0) - (other.at ?? 0));
  if (ready.length < written.length) notes.add('', 'a threshold without a value is not shown');
  if (ready.length === 0) return {};
  // A region below a value begins where the one before it ends.
  const steps: Thresholds['steps'] = [{ at: null, colour: ready[0]?.below === true ? ready[0].colour : 'transparent' }];
  for (const [index, { at, below, colour }] of ready.entries()) {
    const next = ready[index + 1];
    steps.push({ at, colour: below ? (next?.below === true ? next.colour : 'transparent') : colour });
  }
  const [fill, line] = [ready.some((one) => one.fill), ready.some((one) => one.line)];
  return {
    thresholds: { mode: 'absolute', steps },
    showThresholds: fill && line ? 'both' : fill ? 'regions' : line ? 'lines' : 'off',
  };
}
