// Dashboards of Grafana's second schema (`elements` and `layout`), brought into the form of the first, which is read from
// there on. What the first has no form for is noted.
import { at, flagOf, isFields, listOf, numberOf, own, step, textOf, type Fields } from './json-read.ts';
import { clipped, type Notes } from './notes.ts';

interface Layouts {
  elements: unknown;
  notes: Notes;
  panels: Fields[];
  used: Set<string>;
  /** The next free row of the grid. */
  y: number;
}

export function classicOf(spec: Fields, notes: Notes): Fields {
  const layouts: Layouts = { elements: own(spec, 'elements'), notes, panels: [], used: new Set(), y: 0 };
  place(own(spec, 'layout'), layouts, '$.spec.layout', 0);
  const elements = isFields(layouts.elements) ? layouts.elements : {};
  const left = Object.keys(elements).filter((name) => !layouts.used.has(name));
  if (left.length > 0) {
    notes.add('', `${left.length === 1 ? 'a panel stands' : `${left.length} panels stand`} nowhere in the layout and ${left.length === 1 ? 'is' : 'are'} put at the end`); // prettier-ignore
    for (const name of left) put(name, layouts, { x: 0, y: layouts.y, w: 12, h: 8 }, undefined);
  }
  const time = own(spec, 'timeSettings');
  return {
    title: own(spec, 'title'),
    description: own(spec, 'description'),
    tags: own(spec, 'tags'),
    links: own(spec, 'links'),
    schemaVersion: 2,
    time: { from: own(time, 'from'), to: own(time, 'to') },
    refresh: own(time, 'autoRefresh'),
    timezone: own(time, 'timezone'),
    panels: layouts.panels,
    templating: { list: listOf(own(spec, 'variables')).map(variableOf) },
    annotations: { list: listOf(own(spec, 'annotations')).map(annotationOf) },
  };
}

const deepest = 8;

function place(layout: unknown, layouts: Layouts, path: string, depth: number): void {
  const kind = textOf(own(layout, 'kind'));
  const spec = own(layout, 'spec');
  if (depth > deepest) return;
  if (kind === 'GridLayout' || kind === 'AutoGridLayout') {
    if (kind === 'GridLayout') placeGrid(listOf(own(spec, 'items')), layouts);
    else placeAuto(spec, layouts);
    return;
  }
  const isTabs = kind === 'TabsLayout';
  const parts = listOf(own(spec, isTabs ? 'tabs' : 'rows'));
  if (isTabs) layouts.notes.add('', 'tabs are shown as rows below each other');
  else if (kind !== 'RowsLayout')
    layouts.notes.add('', `the layout ${clipped(kind || 'without a kind')} is not known here`);
  for (const [index, part] of parts.entries()) {
    const under = `${path}.spec.${isTabs ? 'tabs' : 'rows'}[${index}]`;
    const of = own(part, 'spec');
    if (!isBlankCondition(of)) layouts.notes.add('', 'rows that are shown on conditions are always shown');
    layouts.panels.push({
      type: 'row',
      title: own(of, 'title'),
      collapsed: flagOf(own(of, 'collapse')),
      gridPos: { x: 0, y: layouts.y, w: 24, h: 1 },
      repeat: at(of, 'repeat.value'),
    });
    layouts.y++;
    place(own(of, 'layout'), layouts, under, depth + 1);
  }
}

const isBlankCondition = (spec: unknown): boolean => listOf(at(spec, 'conditionalRendering.spec.items')).length === 0;

function placeGrid(items: unknown[], layouts: Layouts): void {
  const top = layouts.y;
  for (const item of items) {
    const spec = own(item, 'spec');
    const number = (key: string, otherwise: number): number => numberOf(own(spec, key)) ?? otherwise;
    const grid = { x: number('x', 0), y: top + number('y', 0), w: number('width', 12), h: number('height', 8) };
    if (own(item, 'kind') === 'GridLayoutRow') {
      layouts.panels.push({ type: 'row', title: own(spec, 'title'), collapsed: own(spec, 'collapsed'), gridPos: { x: 0, y: grid.y, w: 24, h: 1 }, repeat: at(spec, 'repeat.value') }); // prettier-ignore
      layouts.y = grid.y + 1;
      placeGrid(listOf(own(spec, 'elements')), layouts);
    } else put(textOf(at(spec, 'element.name')), layouts, grid, own(spec, 'repeat'));
  }
}

/** Columns of one width, in order. */
function placeAuto(spec: unknown, layouts: Layouts): void {
  const columns = Math.min(12, Math.max(1, numberOf(own(spec, 'maxColumnCount')) ?? 3));
  const w = Math.floor(24 / columns);
  const heights = { short: 5, standard: 8, tall: 13 } as const;
  const mode = textOf(own(spec, 'rowHeightMode'));
  const h = Object.hasOwn(heights, mode) ? heights[mode as keyof typeof heights] : 8;
  const top = layouts.y;
  for (const [index, item] of listOf(own(spec, 'items')).entries()) {
    const of = own(item, 'spec');
    const grid = { x: (index % columns) * w, y: top + Math.floor(index / columns) * h, w, h };
    put(textOf(at(of, 'element.name')), layouts, grid, own(of, 'repeat'));
  }
}

function put(
  name: string,
  layouts: Layouts,
  gridPos: { x: number; y: number; w: number; h: number },
  repeat: unknown,
): void {
  // prettier-ignore
  const element = own(layouts.elements, name);
  layouts.used.add(name);
  layouts.y = Math.max(layouts.y, gridPos.y + gridPos.h);
  const direction = textOf(own(repeat, 'direction'));
  layouts.panels.push({
    ...panelOf(element),
    gridPos,
    ...(isFields(repeat) && { repeat: own(repeat, 'value'), repeatDirection: direction === 'v' ? 'v' : 'h', maxPerRow: own(repeat, 'maxPerRow') }), // prettier-ignore
    [originalPath]: `$.spec.elements${step(name)}`,
  });
}

/** Where a panel stood before it was brought into this form. */
export const originalPath = Symbol('path in the original');

function panelOf(element: unknown): Fields {
  const spec = own(element, 'spec');
  if (own(element, 'kind') === 'LibraryPanel') {
    return { id: own(spec, 'id'), title: own(spec, 'title'), libraryPanel: own(spec, 'libraryPanel') ?? { name: '' } };
  }
  const viz = own(spec, 'vizConfig');
  const kind = textOf(own(viz, 'kind'));
  const data = at(spec, 'data.spec');
  const options = own(data, 'queryOptions');
  return {
    id: own(spec, 'id'),
    title: own(spec, 'title'),
    description: own(spec, 'description'),
    links: own(spec, 'links'),
    transparent: own(spec, 'transparent'),
    type: kind === 'VizConfig' ? own(viz, 'group') : kind,
    options: at(viz, 'spec.options'),
    fieldConfig: at(viz, 'spec.fieldConfig'),
    datasource: { uid: '-- Mixed --', type: 'datasource' },
    targets: listOf(own(data, 'queries')).map(targetOf),
    transformations: listOf(own(data, 'transformations')).map((one) => ({ id: textOf(own(one, 'group')) || textOf(own(one, 'kind')), ...(own(one, 'spec') as object | undefined) })), // prettier-ignore
    interval: own(options, 'interval'),
    maxDataPoints: own(options, 'maxDataPoints'),
    timeFrom: own(options, 'timeFrom'),
    timeShift: own(options, 'timeShift'),
    hideTimeOverride: own(options, 'hideTimeOverride'),
  };
}

function targetOf(query: unknown): Fields {
  const spec = own(query, 'spec');
  const { fields, type } = dataQuery(own(spec, 'query'));
  const source = own(spec, 'datasource') ?? { type, uid: at(spec, 'query.datasource.name') };
  return { ...fields, refId: own(spec, 'refId'), hide: own(spec, 'hidden'), datasource: isFields(source) ? { ...source, type: textOf(own(source, 'type')) || type } : { type } }; // prettier-ignore
}

/** The kind of the source was the kind of the query at first, later its group. */
function dataQuery(query: unknown): { fields: Fields; type: string } {
  const kind = textOf(own(query, 'kind'));
  const spec = own(query, 'spec');
  return { fields: isFields(spec) ? spec : {}, type: kind === 'DataQuery' ? textOf(own(query, 'group')) : kind };
}

const variableTypes: Record<string, string> = { QueryVariable: 'query', CustomVariable: 'custom', IntervalVariable: 'interval', ConstantVariable: 'constant', TextVariable: 'textbox', DatasourceVariable: 'datasource', AdhocVariable: 'adhoc', GroupByVariable: 'groupby', SwitchVariable: 'switch' }; // prettier-ignore

function variableOf(variable: unknown): unknown {
  const spec = own(variable, 'spec');
  if (!isFields(spec)) return variable;
  const kind = textOf(own(variable, 'kind'));
  const type = Object.hasOwn(variableTypes, kind) ? variableTypes[kind] : kind;
  const { fields, type: sourceType } = dataQuery(own(spec, 'query'));
  const isQuery = type === 'query' && isFields(own(spec, 'query'));
  const source = own(spec, 'datasource') ?? (isQuery ? { type: sourceType } : undefined);
  return {
    ...spec,
    type,
    query: isQuery ? fields : type === 'datasource' ? own(spec, 'pluginId') : own(spec, 'query'),
    datasource: source,
    auto_count: own(spec, 'auto_count') ?? own(spec, 'autoCount'),
    auto_min: own(spec, 'auto_min') ?? own(spec, 'autoMin'),
    pluginId: undefined,
  };
}

function annotationOf(annotation: unknown): unknown {
  const spec = own(annotation, 'spec');
  const { fields, type } = dataQuery(own(spec, 'query'));
  return { ...(isFields(spec) ? spec : {}), ...fields, datasource: own(spec, 'datasource') ?? { type }, builtIn: flagOf(own(spec, 'builtIn')) ? 1 : 0, query: undefined, legacyOptions: undefined }; // prettier-ignore
}
