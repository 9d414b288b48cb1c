// The heatmap of Grafana before 9.
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { at, flagOf, intOf, numberOf, own, textOf, wordOf } from './json-read.ts';
import type { Notes } from './notes.ts';
import type { OldPanel } from './old-graph.ts';
import { heatScale, shadesOf } from './read-shape.ts';

export function readOldHeatmap(panel: unknown, notes: Notes): OldPanel {
  const color = own(panel, 'color');
  const spectrum = textOf(own(color, 'mode')) !== 'opacity';
  const scale = textOf(own(color, 'colorScale'));
  const exponent = numberOf(own(color, 'exponent')) ?? 0.5;
  const y = own(panel, 'yAxis');
  const style: FieldStyle = {};
  if (numberOf(own(y, 'min')) !== null || numberOf(own(y, 'max')) !== null) notes.add('.yAxis', 'every bucket with a count is shown, whatever the limits of the axis'); // prettier-ignore
  return {
    shape: {
      kind: 'heatmap',
      buckets: own(panel, 'dataFormat') === 'tsbuckets' ? 'given' : 'calculated',
      bound: wordOf(own(panel, 'yBucketBound'), ['auto', 'upper', 'lower', 'middle'], 'auto'),
      colours: spectrum ? heatScale(color, notes) : shadesOf(own(color, 'cardColor')),
      exponent: spectrum ? 1 : scale === 'linear' ? 1 : exponent > 0 ? exponent : 0.5,
      colourMin: numberOf(own(color, 'min')),
      colourMax: numberOf(own(color, 'max')),
      hideBelow: flagOf(own(panel, 'hideZeroBuckets')) ? 1e-9 : null,
      hideAbove: null,
      yUnit: textOf(own(y, 'format')),
      yDecimals: intOf(own(y, 'decimals'), 0, 20),
      yMin: numberOf(own(y, 'min')),
      yMax: numberOf(own(y, 'max')),
      yReverse: flagOf(own(panel, 'reverseYBuckets')),
      yLogBase: Math.max(0, numberOf(own(y, 'logBase')) ?? 0) > 1 ? (numberOf(own(y, 'logBase')) ?? 0) : 0,
      showLegend: flagOf(at(panel, 'legend.show')),
      calculatedRows: intOf(own(panel, 'yBucketNumber'), 1, 500),
    },
    style,
    overrides: [],
  };
}
