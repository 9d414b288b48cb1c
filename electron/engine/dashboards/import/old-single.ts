// Panels of older versions that show single values: singlestat, and the pie chart that was a plugin.
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { isKnownUnit } from '#shared/model/units/format-value.ts';
import { colourOf } from './colours.ts';
import { at, fieldsOf, flagOf, intOf, numberOf, own, textOf } from './json-read.ts';
import { clipped, type Notes } from './notes.ts';
import type { OldPanel } from './old-graph.ts';
import { calcOf } from './read-common.ts';
import { readOldMaps } from './read-mappings.ts';
import { unitWords } from './read-style.ts';
import { readOldThresholds } from './read-thresholds.ts';

function unitStyle(panel: unknown, notes: Notes): FieldStyle {
  const unit = textOf(own(panel, 'format'));
  const decimals = intOf(own(panel, 'decimals'), 0, 20);
  if (unit !== '' && !isKnownUnit(unit)) notes.add('.format', unitWords(unit));
  return { ...(unit !== '' && { unit }), ...(decimals !== null && { decimals }) };
}

export function readSinglestat(panel: unknown, notes: Notes): OldPanel {
  const valueName = textOf(own(panel, 'valueName')) || 'avg';
  const named = valueName === 'name';
  const calc = calcOf(valueName);
  const said =
    typeof own(panel, 'valueName') === 'string'
      ? `${clipped(valueName)} is not reckoned here`
      : 'it names no calculation';
  if (calc === null && !named) notes.add('.valueName', `${said}; the last value is shown`);
  const [background, value] = [flagOf(own(panel, 'colorBackground')), flagOf(own(panel, 'colorValue'))];
  const thresholds = readOldThresholds(own(panel, 'thresholds'), own(panel, 'colors'));
  const mappings = readOldMaps(panel, notes);
  const style: FieldStyle = {
    ...unitStyle(panel, notes),
    ...(thresholds !== undefined && { thresholds }),
    ...(mappings.length > 0 && { mappings }),
    colour: { kind: 'thresholds' },
  };
  const nothing = textOf(own(panel, 'nullText'));
  if (nothing !== '') style.noValue = nothing;
  const column = textOf(own(panel, 'tableColumn'));
  const reduce = { calc: calc ?? 'lastNotNull', values: false, limit: null, fields: column === '' ? '' : `/^${column.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&')}$/` } as const; // prettier-ignore
  const shared = { reduce, direction: 'auto', valuePx: null, namePx: null } as const;
  if (flagOf(at(panel, 'gauge.show'))) {
    style.min = numberOf(at(panel, 'gauge.minValue')) ?? 0;
    style.max = numberOf(at(panel, 'gauge.maxValue')) ?? 100;
    const shape = { kind: 'gauge', ...shared, showLabels: flagOf(at(panel, 'gauge.thresholdLabels')), showMarkers: flagOf(at(panel, 'gauge.thresholdMarkers'), true) } as const; // prettier-ignore
    return { shape, style, overrides: [] };
  }
  return {
    shape: {
      kind: 'stat',
      ...shared,
      colourMode: background ? 'background' : value ? 'value' : 'none',
      textMode: named ? 'name' : 'auto',
      course: flagOf(at(panel, 'sparkline.show')),
      centred: true,
      prefix: textOf(own(panel, 'prefix')),
      postfix: textOf(own(panel, 'postfix')),
    },
    style,
    overrides: [],
  };
}

export function readOldPie(panel: unknown, notes: Notes): OldPanel {
  const legend = own(panel, 'legend');
  const where = textOf(own(panel, 'legendType'));
  const values = flagOf(own(legend, 'values'), true);
  if (numberOf(at(panel, 'combine.threshold')) !== null && (numberOf(at(panel, 'combine.threshold')) ?? 0) > 0) {
    notes.add('.combine', 'small parts are not gathered into one');
  }
  return {
    shape: {
      kind: 'pie',
      reduce: { calc: calcOf(own(panel, 'valueName')) ?? 'lastNotNull', values: false, limit: null, fields: '' },
      form: own(panel, 'pieType') === 'donut' ? 'donut' : 'pie',
      legend: {
        as: flagOf(own(legend, 'show'), true) ? (values ? 'table' : 'list') : 'hidden',
        side: where === 'Right side' ? 'right' : 'bottom',
        calcs: [],
        sort: null,
        values: [...(values ? (['value'] as const) : []), ...(flagOf(own(legend, 'percentage')) ? (['percent'] as const) : [])], // prettier-ignore
      },
      labels: where === 'On graph' ? ['name'] : [],
    },
    style: { ...unitStyle(panel, notes), colour: { kind: 'palette', by: 'order' } },
    overrides: Object.entries(fieldsOf(own(panel, 'aliasColors'))).flatMap(([name, written]) => {
      const colour = colourOf(written);
      return colour === null ? [] : [{ matcher: { kind: 'names' as const, names: [name], except: false }, style: { colour: { kind: 'fixed' as const, colour } } }]; // prettier-ignore
    }),
  };
}
