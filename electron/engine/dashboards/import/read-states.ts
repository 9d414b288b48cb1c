// States over time: one lane for each series, as spans or as cells.
import type { Shape } from '#shared/model/dashboard/panel.ts';
import { flagOf, numberOf, own } from './json-read.ts';
import { noteUnknown, type Notes } from './notes.ts';
import { quiet, readNames } from './read-common.ts';
import type { ReadShape } from './read-shape.ts';

const known = new Set(['mergeValues', 'showValue', 'rowHeight', 'colWidth', 'alignValue', 'legend', 'perPage', 'timezone', ...quiet]); // prettier-ignore

export const stateTimeline: ReadShape = (panel, notes) => readStates(panel, notes, flagOf(own(own(panel, 'options'), 'mergeValues'), true)); // prettier-ignore
export const statusHistory: ReadShape = (panel, notes) => readStates(panel, notes, false);

function readStates(panel: unknown, notes: Notes, joined: boolean): Shape {
  const of = own(panel, 'options');
  const under = notes.within('.options');
  noteUnknown(under, of, known);
  const share = numberOf(own(of, 'rowHeight')) ?? 0.9;
  return {
    kind: 'states',
    joined,
    words: own(of, 'showValue') !== 'never',
    rowShare: Math.min(1, Math.max(0.1, share)),
    legend: readNames(own(of, 'legend'), under.within('.legend')),
  };
}
