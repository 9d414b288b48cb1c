// Bars over the rows of an answer, and over how often its values come.
import { at, flagOf, intOf, numberOf, own, textOf, wordOf } from './json-read.ts';
import { clipped, noteUnknown, type Notes } from './notes.ts';
import { quiet, readDirection, readNames } from './read-common.ts';
import type { ReadShape } from './read-shape.ts';

/** Widths, roundings and turned words of bars change the look alone. */
const known = new Set(['orientation', 'xField', 'stacking', 'showValue', 'legend', 'barWidth', 'groupWidth', 'barRadius', 'fullHighlight', 'xTickLabelRotation', 'xTickLabelSpacing', 'xTickLabelMaxLength', 'colorByField', 'text', 'barShadow', 'valueLabel', ...quiet]); // prettier-ignore

export const barchart: ReadShape = (panel, notes) => {
  const of = own(panel, 'options');
  const under = notes.within('.options');
  noteUnknown(under, of, known);
  const byField = textOf(own(of, 'colorByField'));
  noteAxis(at(panel, 'fieldConfig.defaults.custom'), notes.within('.fieldConfig.defaults.custom'));
  if (byField !== '') under.add('.colorByField', `bars do not take their colours from the column ${clipped(byField)}`);
  return {
    kind: 'barchart',
    category: textOf(own(of, 'xField')),
    direction: readDirection(of),
    stack: wordOf(own(of, 'stacking'), ['none', 'normal', 'percent'], 'none'),
    words: own(of, 'showValue') !== 'never',
    legend: readNames(own(of, 'legend'), under.within('.legend')),
  };
};

/** What time series have and bars have not. */
function noteAxis(custom: unknown, notes: Notes): void {
  if (textOf(own(custom, 'axisLabel')) !== '') notes.add('.axisLabel', 'nothing is written along the axis');
  if (textOf(at(custom, 'scaleDistribution.type'), 'linear') !== 'linear') notes.add('.scaleDistribution', 'the axis is linear'); // prettier-ignore
  if (textOf(at(custom, 'thresholdsStyle.mode'), 'off') !== 'off') notes.add('.thresholdsStyle', 'thresholds are not drawn behind the bars'); // prettier-ignore
}

const plainBuckets = 30;

export const histogram: ReadShape = (panel, notes) => {
  const of = own(panel, 'options');
  const under = notes.within('.options');
  noteUnknown(under, of, new Set(['bucketSize', 'bucketCount', 'bucketOffset', 'combine', 'stacking', 'legend', ...quiet])); // prettier-ignore
  const size = numberOf(own(of, 'bucketSize'));
  if ((numberOf(own(of, 'bucketOffset')) ?? 0) !== 0) under.add('.bucketOffset', 'buckets begin at whole multiples of their size'); // prettier-ignore
  return {
    kind: 'histogram',
    size: size !== null && size > 0 ? size : null,
    buckets: intOf(own(of, 'bucketCount'), 1, 500) ?? plainBuckets,
    combined: flagOf(own(of, 'combine')),
    legend: readNames(own(of, 'legend'), under.within('.legend')),
  };
};
