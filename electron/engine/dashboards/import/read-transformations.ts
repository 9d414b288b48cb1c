// Transformations of a panel's answer. One that is not made here is noted with what is seen instead.
import type { CalcName } from '#shared/model/dashboard/calcs.ts';
import type { Transformation } from '#shared/model/dashboard/transform/transformation.ts';
import { patternParts, safePattern } from '#shared/model/dashboard/safe-pattern.ts';
import { at, fieldsOf, flagOf, intOf, isFields, listOf, numberOf, own, textOf, textsOf } from './json-read.ts';
import { clipped, type Notes } from './notes.ts';
import { calcOf, readCalcs } from './read-common.ts';

type Read = (options: unknown, notes: Notes) => Transformation | null;

const readers: Record<string, Read> = {
  organize: (options) => {
    const order = fieldsOf(own(options, 'indexByName'));
    const excluded = fieldsOf(own(options, 'excludeByName'));
    const renamed = fieldsOf(own(options, 'renameByName'));
    const included = fieldsOf(own(options, 'includeByName'));
    const wanted = Object.keys(included).filter((name) => flagOf(own(included, name)));
    const names = new Set([...Object.keys(order), ...Object.keys(excluded), ...Object.keys(renamed), ...wanted]);
    return {
      kind: 'organize',
      columns: Array.from(names, (name) => ({
        name,
        at: numberOf(own(order, name)),
        to: textOf(own(renamed, name)),
        hidden: flagOf(own(excluded, name)) || (wanted.length > 0 && !wanted.includes(name)),
      })),
      keepRest: wanted.length === 0,
    };
  },
  merge: () => ({ kind: 'merge' }),
  reduce: (options, notes) => {
    const calcs = readCalcs(own(options, 'reducers'), notes.within('.options.reducers'));
    return {
      kind: 'reduce',
      mode: own(options, 'mode') === 'reduceFields' ? 'fields' : 'rows',
      calcs: calcs.length > 0 ? calcs : ['max'],
      includeTime: flagOf(own(options, 'includeTimeField')),
      labelsToFields: flagOf(own(options, 'labelsToFields')),
    };
  },
  filterFieldsByName: (options, notes) => {
    const names = (key: string): string[] | null => (Array.isArray(at(options, `${key}.names`)) ? textsOf(at(options, `${key}.names`)) : null); // prettier-ignore
    const patterns = [at(options, 'include.pattern'), at(options, 'exclude.pattern')].map((one) => textOf(one));
    const [include = '', exclude = ''] = patterns.map((written) => (isUsable(written, notes) ? written : ''));
    const included = names('include');
    return { kind: 'filter_names', include: included ?? (include === '' ? null : []), includePattern: include, exclude: names('exclude') ?? [], excludePattern: exclude }; // prettier-ignore
  },
  filterByRefId: (options) => {
    const read = (value: unknown): string[] =>
      textOf(value)
        .split('|')
        .filter((one) => one !== '');
    const include = textOf(own(options, 'include'));
    return { kind: 'filter_queries', include: include === '' ? null : read(include), exclude: read(own(options, 'exclude')) }; // prettier-ignore
  },
  renameByRegex: (options, notes) => {
    const pattern = textOf(own(options, 'regex'));
    return isUsable(pattern, notes)
      ? { kind: 'rename_regex', pattern, to: textOf(own(options, 'renamePattern')) }
      : null;
  },
  sortBy: (options) => {
    const [first] = listOf(own(options, 'sort'));
    const column = textOf(own(first, 'field'));
    return column === '' ? null : { kind: 'sort', column, down: flagOf(own(first, 'desc')) };
  },
  limit: (options) => ({ kind: 'limit', count: intOf(own(options, 'limitField'), 0, 1_000_000) ?? 10 }),
  labelsToFields: (options) => ({
    kind: 'labels_to_fields',
    mode: own(options, 'mode') === 'rows' ? 'rows' : 'columns',
    keep: Array.isArray(own(options, 'keepLabels')) ? textsOf(own(options, 'keepLabels')) : null,
    valueLabel: textOf(own(options, 'valueLabel')),
  }),
  joinByField: (options, notes) => {
    const mode = own(options, 'mode');
    if (mode === 'outerTabular' || mode === 'tabular')
      notes.add('.options.mode', 'rows are joined by their equal values');
    return { kind: 'join', column: textOf(own(options, 'byField')), mode: mode === 'inner' || mode === 'tabular' ? 'inner' : 'outer' }; // prettier-ignore
  },
  seriesToRows: () => ({ kind: 'series_to_rows' }),
  calculateField: (options, notes) => readCalculation(options, notes),
  groupBy: (options, notes) => ({
    kind: 'group_by',
    columns: Object.entries(fieldsOf(own(options, 'fields'))).flatMap(
      ([name, field]): { name: string; group: boolean; calcs: CalcName[] }[] => {
        const operation = own(field, 'operation');
        if (operation === 'groupby') return [{ name, group: true, calcs: [] }];
        const calcs = readCalcs(own(field, 'aggregations'), notes.within('.options.fields'));
        return operation === 'aggregate' && calcs.length > 0 ? [{ name, group: false, calcs }] : [];
      },
    ),
  }),
  filterByValue: (options, notes) => {
    const conditions = listOf(own(options, 'filters')).flatMap((filter) => {
      const test = textOf(at(filter, 'config.id'));
      if (!valueTests.has(test)) notes.add('.options.filters', `the test ${clipped(test || 'without a name')} is not made here`); // prettier-ignore
      const value = at(filter, 'config.options.value') ?? at(filter, 'config.options.from');
      return valueTests.has(test) ? [{ column: textOf(own(filter, 'fieldName')), test, value: textOf(value), to: textOf(at(filter, 'config.options.to')) }] : []; // prettier-ignore
    });
    return { kind: 'filter_values', match: own(options, 'match') === 'all' ? 'all' : 'any', keep: own(options, 'type') !== 'exclude', conditions }; // prettier-ignore
  },
  convertFieldType: (options) => ({
    kind: 'convert',
    columns: listOf(own(options, 'conversions')).flatMap((one) => {
      const to = (['number', 'string', 'time', 'boolean'] as const).find(
        (word) => word === own(one, 'destinationType'),
      );
      return to === undefined ? [] : [{ column: textOf(own(one, 'targetField')), to }];
    }),
  }),
};
readers['seriesToColumns'] = readers['joinByField'] ?? (() => null);
readers['filterFieldsByRegex'] = readers['filterFieldsByName'] ?? (() => null);

export const valueTests: ReadonlySet<string> = new Set(['greater', 'greaterOrEqual', 'lower', 'lowerOrEqual', 'equal', 'notEqual', 'between', 'isNull', 'isNotNull', 'regex', 'substring', 'notSubstring']); // prettier-ignore

function readCalculation(options: unknown, notes: Notes): Transformation | null {
  const base = { kind: 'calculate', alias: textOf(own(options, 'alias')), replace: flagOf(own(options, 'replaceFields')) } as const; // prettier-ignore
  const mode = textOf(own(options, 'mode')) || 'reduceRow';
  if (mode === 'reduceRow') {
    const calc = calcOf(at(options, 'reduce.reducer')) ?? 'sum';
    return { ...base, how: { kind: 'reduce_row', calc, include: textsOf(at(options, 'reduce.include')) } };
  }
  if (mode === 'binary') {
    const side = (key: string): string => {
      const value = at(options, `binary.${key}`);
      return isFields(value) ? textOf(at(value, 'matcher.options')) || textOf(own(value, 'fixed')) : textOf(value);
    };
    const written = textOf(at(options, 'binary.operator'));
    const operator = (['+', '-', '*', '/', '%', '^'] as const).find(
      (one) => one === (written === '**' ? '^' : written),
    );
    if (operator !== undefined) return { ...base, how: { kind: 'binary', left: side('left'), operator, right: side('right') } }; // prettier-ignore
  }
  if (mode === 'index') return { ...base, how: { kind: 'index', asShare: flagOf(at(options, 'index.asPercentile')) } };
  notes.add('.options', `the calculation ${clipped(mode)} is not made: its column is not there`);
  return null;
}

function isUsable(written: string, notes: Notes): boolean {
  if (written === '') return false;
  const { pattern, flags } = patternParts(written);
  const ready = safePattern(pattern, flags);
  if (typeof ready === 'string') notes.add('.options', `the pattern ${clipped(written)} is not used: ${ready}`);
  return typeof ready !== 'string';
}

const consequences: Record<string, string> = {
  groupingToMatrix: 'rows are shown as they come, not as a matrix',
  prepareTimeSeries: 'series are drawn as they come',
  histogram: 'values are shown, not how often they occur',
  heatmap: 'series are drawn as they come, not as buckets',
  configFromData: 'units and limits do not follow the data',
  rowsToFields: 'rows stay rows',
  extractFields: 'nothing is taken out of texts',
  lookup: 'nothing is looked up',
  spatial: 'nothing is placed on a map',
  concatenate: 'tables stay beside each other',
  partitionByValues: 'rows stay in one table',
  formatTime: 'times are shown in the form of the screen',
  formatString: 'texts are shown as they come',
  timeSeriesTable: 'series are not drawn within a table',
  nestedTable: 'rows stay in one table',
  transpose: 'rows stay rows',
};

export function readTransformations(panel: unknown, notes: Notes): Transformation[] {
  return listOf(own(panel, 'transformations')).flatMap((one, index): Transformation[] => {
    const under = notes.within(`.transformations[${index}]`);
    const id = textOf(own(one, 'id'));
    if (flagOf(own(one, 'disabled')) || id === '') return [];
    if (isFields(own(one, 'filter'))) under.add('.filter', 'it is made of every query’s answer, not of one alone');
    const read = Object.hasOwn(readers, id) ? readers[id] : undefined;
    const seen = Object.hasOwn(consequences, id) ? `: ${consequences[id]}` : '';
    if (read === undefined) under.add('', `the transformation ${clipped(id)} is not made here${seen}`);
    const made = read?.(own(one, 'options'), under) ?? null;
    return made === null ? [] : [made];
  });
}
