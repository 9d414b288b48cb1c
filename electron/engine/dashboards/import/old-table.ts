// The table panel of Grafana before 7: its column styles become overrides, its ways of making rows transformations.
import type { FieldStyle, Matcher, Override } from '#shared/model/dashboard/field-style.ts';
import { patternParts, safePattern } from '#shared/model/dashboard/safe-pattern.ts';
import type { Transformation } from '#shared/model/dashboard/transform/transformation.ts';
import { isKnownUnit } from '#shared/model/units/format-value.ts';
import { flagOf, intOf, isFields, listOf, numberOf, own, textOf } from './json-read.ts';
import { clipped, noteUnknown, type Notes } from './notes.ts';
import type { OldPanel } from './old-graph.ts';
import { calcOf } from './read-common.ts';
import { readOldMaps } from './read-mappings.ts';
import { unitWords } from './read-style.ts';
import { readOldThresholds } from './read-thresholds.ts';

export function readOldTable(panel: unknown, notes: Notes): OldPanel & { transformations: Transformation[] } {
  const styles = listOf(own(panel, 'styles')).map((one, index) => readColumn(one, notes.within(`.styles[${index}]`)));
  const sort = own(panel, 'sort');
  const column = numberOf(own(sort, 'col'));
  const pageSize = intOf(own(panel, 'pageSize'), 1, 10_000);
  if (pageSize !== null) notes.add('.pageSize', 'the rows are scrolled, not shown by pages');
  return {
    shape: {
      kind: 'table',
      showHeader: flagOf(own(panel, 'showHeader'), true),
      sort:
        column === null || column < 0
          ? []
          : [{ column: '', place: Math.round(column), down: flagOf(own(sort, 'desc')) }],
      footer: null,
      rowHeight: 'small',
      pageSize,
    },
    style: {},
    // Of the old styles the first that fits counts, of overrides the last.
    overrides: styles.filter((one) => one !== null).toReversed(),
    transformations: transformationsOf(panel, notes),
  };
}

const styleKeys = new Set(['pattern', 'alias', 'unit', 'decimals', 'colors', 'colorMode', 'thresholds', 'type', 'dateFormat', 'link', 'linkUrl', 'linkTooltip', 'linkTargetBlank', 'mappingType', 'valueMaps', 'rangeMaps', 'align', 'sanitize', 'preserveFormat', '$$hashKey']); // prettier-ignore

function readColumn(one: unknown, notes: Notes): Override | null {
  const matcher = matcherOf(textOf(own(one, 'pattern')), notes);
  if (!isFields(one) || matcher === null) return null;
  noteUnknown(notes, one, styleKeys);
  if (flagOf(own(one, 'link'))) notes.add('.linkUrl', 'links of cells are not shown');
  const type = textOf(own(one, 'type'));
  // Nothing of a more general style shines through: this one is all that counts for its columns.
  const style: FieldStyle = { hidden: type === 'hidden', displayName: textOf(own(one, 'alias')), unit: '', mappings: [], cell: 'text', align: 'auto' }; // prettier-ignore
  const align = textOf(own(one, 'align'));
  if (align === 'left' || align === 'right' || align === 'center') style.align = align === 'center' ? 'centre' : align;
  if (type === 'date') style.unit = `time:${textOf(own(one, 'dateFormat')) || 'YYYY-MM-DD HH:mm:ss'}`;
  if (type !== 'number' && type !== 'string' && type !== '') return { matcher, style };
  const mappings = readOldMaps(one, notes);
  if (mappings.length > 0) style.mappings = mappings;
  if (type === 'string') return { matcher, style };
  const unit = textOf(own(one, 'unit'));
  if (unit !== '') style.unit = unit;
  if (unit !== '' && !isKnownUnit(unit)) notes.add('.unit', unitWords(unit));
  const decimals = intOf(own(one, 'decimals'), 0, 20);
  if (decimals !== null) style.decimals = decimals;
  const mode = textOf(own(one, 'colorMode'));
  if (mode === '') return { matcher, style };
  style.cell = mode === 'value' ? 'ink' : 'fill';
  style.colour = { kind: 'thresholds' };
  if (mode === 'row') notes.add('.colorMode', 'only the cell itself is coloured, not its row');
  const thresholds = readOldThresholds(own(one, 'thresholds'), own(one, 'colors'));
  if (thresholds !== undefined) style.thresholds = thresholds;
  return { matcher, style };
}

function matcherOf(written: string, notes: Notes): Matcher | null {
  if (written === '') return null;
  if (!/^\/.*\/[a-z]*$/s.test(written)) return { kind: 'names', names: [written], except: false };
  const { pattern, flags } = patternParts(written);
  const ready = safePattern(pattern, flags);
  if (typeof ready !== 'string') return { kind: 'regexp', pattern, flags };
  notes.add('.pattern', `the style for ${clipped(written)} is not used: ${ready}`);
  return null;
}

function transformationsOf(panel: unknown, notes: Notes): Transformation[] {
  const how = textOf(own(panel, 'transform'));
  if (how === 'timeseries_to_rows') return [{ kind: 'series_to_rows' }];
  if (how === 'timeseries_to_columns') return [{ kind: 'join', column: 'Time', mode: 'outer' }];
  if (how === 'timeseries_aggregations') {
    const calcs = listOf(own(panel, 'columns')).map((one) => calcOf(own(one, 'value'))).filter((one) => one !== null); // prettier-ignore
    return [{ kind: 'reduce', mode: 'rows', calcs: calcs.length > 0 ? calcs : ['mean'], includeTime: false, labelsToFields: false }]; // prettier-ignore
  }
  if (how === 'annotations' || how === 'json') notes.add('.transform', `rows made of ${how} are not shown`);
  return [{ kind: 'merge' }];
}
