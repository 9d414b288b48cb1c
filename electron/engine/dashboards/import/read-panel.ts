// One panel of the original as one of ours: drawn, or a placeholder that names what it is and why it is not drawn.
import { plainThresholds } from './read-thresholds.ts';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import type { Panel, Shape } from '#shared/model/dashboard/panel.ts';
import type { DataSources } from './data-sources.ts';
import type { FoundPanel } from './find-panels.ts';
import { at, flagOf, intOf, isBlank, isFields, listOf, own, textOf } from './json-read.ts';
import { noteUnknown, notesAt, type Notes } from './notes.ts';
import { readOldGraph, type OldPanel } from './old-graph.ts';
import { readOldHeatmap } from './old-heatmap.ts';
import { readOldPie, readSinglestat } from './old-single.ts';
import { readOldTable } from './old-table.ts';
import { isSavedCopy, panelKeys, reasonOf } from './panel-types.ts';
import { readQueries, type ReadQueries } from './read-queries.ts';
import { presentShapes } from './read-shape.ts';
import { readFieldConfig } from './read-style.ts';
import { readTransformations } from './read-transformations.ts';

export interface ReadContext {
  sources: DataSources;
  /** Models of library panels that came with the dashboard, by uid. */
  libraryPanels: ReadonlyMap<string, unknown>;
  /** Numbers of the panels there are. */
  ids: ReadonlySet<number>;
}

export interface PanelWithSources {
  panel: Panel;
  read: ReadQueries;
}

/** Total: whatever the panel is, one comes out. */
export function readPanel(
  { panel: written, path, place }: FoundPanel,
  key: string,
  context: ReadContext,
): PanelWithSources {
  // prettier-ignore
  const notes = notesAt(path);
  const json = libraryModel(written, context);
  const base: Omit<Panel, 'shape' | 'style' | 'overrides' | 'queries' | 'transformations'> = {
    key,
    id: intOf(own(json, 'id') ?? own(written, 'id'), Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    path,
    title: textOf(own(json, 'title')),
    description: textOf(own(json, 'description')),
    place,
    repeat: readRepeat(json, notes),
    minStep: textOf(own(json, 'interval')).trim(),
    mostPoints: intOf(own(json, 'maxDataPoints'), 1, 100_000),
    span: textOf(own(json, 'timeFrom')),
    shift: textOf(own(json, 'timeShift')),
    frameless: flagOf(own(json, 'transparent')),
    notes: notes.list,
  };
  const none: ReadQueries = { queries: [], reason: null, shared: null, sources: [], exemplars: false };
  const placeholder = (reason: string): PanelWithSources => {
    const type = typeOf(json) || 'nothing named';
    // The reason says it all; notes on what is not drawn would only be noise.
    // What the repeat makes anew needs no room of its own.
    const small = isSavedCopy(json, context.ids) ? { ...place, h: Math.min(place.h, 2) } : place;
    const panel: Panel = { ...base, place: small, notes: [], shape: { kind: 'placeholder', type, reason }, style: {}, overrides: [], queries: [], transformations: [] }; // prettier-ignore
    return { panel, read: none };
  };
  const undrawn = reasonOf(json, typeOf(json), context.ids);
  if (undrawn !== null) return placeholder(undrawn);
  const drawn = drawingOf(json, notes);
  if (drawn === null) return placeholder(`Panels of the kind ${typeOf(json)} are not drawn here.`);
  const read = drawn.shape.kind === 'text' || drawn.shape.kind === 'alerts' ? none : readQueries(json, context.sources, notes); // prettier-ignore
  if (read.reason !== null) return placeholder(read.reason);
  noteSettings(json, notes);
  const transformations = drawn.shape.kind === 'text' ? [] : [...(drawn.transformations ?? []), ...readTransformations(json, notes)]; // prettier-ignore
  const { shape, style, overrides } = drawn;
  const asksNothing = read.queries.length === 0 && read.shared === null;
  if (asksNothing && shape.kind !== 'text' && shape.kind !== 'alerts')
    notes.add('', 'it asks nothing: it has no query');
  return { panel: { ...base, shape, style, overrides, queries: read.queries, transformations }, read };
}

const typeOf = (json: unknown): string => textOf(own(json, 'type'));

function libraryModel(written: unknown, { libraryPanels }: ReadContext): unknown {
  const reference = own(written, 'libraryPanel');
  if (!isFields(reference)) return written;
  const model = own(reference, 'model') ?? libraryPanels.get(textOf(own(reference, 'uid'))) ?? libraryPanels.get(textOf(own(reference, 'name'))); // prettier-ignore
  if (!isFields(model)) return written;
  return { ...model, gridPos: own(written, 'gridPos'), id: own(written, 'id') ?? own(model, 'id') };
}

function readRepeat(json: unknown, notes: Notes): Panel['repeat'] {
  const variable = textOf(own(json, 'repeat'));
  if (variable === '') return null;
  const direction = textOf(own(json, 'repeatDirection'));
  if (direction !== '' && direction !== 'h' && direction !== 'v') notes.add('.repeatDirection', 'is not known; it is repeated across'); // prettier-ignore
  return {
    variable,
    direction: direction === 'v' ? 'down' : 'across',
    mostAcross: intOf(own(json, 'maxPerRow') ?? own(json, 'minSpan'), 1, 24) ?? 4,
  };
}

type Drawing = OldPanel & { transformations?: Panel['transformations'] };

/** What of `fieldConfig` and what of the old settings counts depends on the kind. */
function drawingOf(json: unknown, notes: Notes): Drawing | null {
  const type = typeOf(json);
  const old = oldReader(json, type);
  if (old !== null) {
    const config = readFieldConfig(json, notes);
    const drawing = old(json, notes);
    return { ...drawing, style: { ...config.style, ...drawing.style }, overrides: [...drawing.overrides, ...config.overrides] }; // prettier-ignore
  }
  const read = presentShapes.get(type);
  if (read === undefined) return null;
  const shape = read(json, notes);
  const { style, overrides } = readFieldConfig(json, notes);
  const own = shape.kind === 'heatmap' ? countStyle(json, style) : withFieldOptions(json, style);
  return { shape, style: withDefaults(shape, own), overrides };
}

function oldReader(json: unknown, type: string): ((json: unknown, notes: Notes) => Drawing) | null {
  if (type === 'graph') return readOldGraph;
  if (type === 'singlestat' || type === 'grafana-singlestat-panel') return readSinglestat;
  if (type === 'grafana-piechart-panel') return readOldPie;
  const hasOptions = !isBlank(own(json, 'options')) && at(json, 'fieldConfig.defaults') !== undefined;
  if (type === 'table-old' || (type === 'table' && listOf(own(json, 'styles')).length > 0 && !hasOptions)) return readOldTable; // prettier-ignore
  const oldHeat = type === 'heatmap' && !hasOptions && (own(json, 'dataFormat') !== undefined || own(json, 'color') !== undefined); // prettier-ignore
  return oldHeat ? readOldHeatmap : null;
}

/** The counts of a heatmap have a unit of their own; that of the field is of what was counted. */
function countStyle(json: unknown, field: FieldStyle): FieldStyle {
  const unit = textOf(at(json, 'options.cellValues.unit'));
  const decimals = intOf(at(json, 'options.cellValues.decimals'), 0, 20);
  const style = { ...field };
  delete style.unit;
  delete style.decimals;
  return { ...style, ...(unit !== '' && { unit }), ...(decimals !== null && { decimals }) };
}

/** Gauges of version 6 had the field's settings in `options.fieldOptions`. */
function withFieldOptions(json: unknown, style: FieldStyle): FieldStyle {
  const defaults = at(json, 'options.fieldOptions.defaults') ?? at(json, 'options.fieldOptions');
  if (!isFields(defaults)) return style;
  const older = readFieldConfig({ fieldConfig: { defaults: { ...defaults, thresholds: at(json, 'options.fieldOptions.thresholds') ?? own(defaults, 'thresholds') } } }, notesAt('$')).style; // prettier-ignore
  return { ...older, ...style };
}

/** What Grafana shows where nothing is said. */
function withDefaults(shape: Shape, style: FieldStyle): FieldStyle {
  const byThreshold = ['stat', 'gauge', 'bargauge', 'table', 'states'].includes(shape.kind);
  const colour: FieldStyle['colour'] = byThreshold ? { kind: 'thresholds' } : { kind: 'palette', by: 'order' };
  const made: FieldStyle = { colour, ...style };
  return byThreshold ? { thresholds: plainThresholds, ...made } : made;
}

function noteSettings(json: unknown, notes: Notes): void {
  noteUnknown(notes, json, panelKeys);
  if (!isBlank(own(json, 'links'))) notes.add('.links', 'links of panels are not shown');
  if (isFields(own(json, 'alert'))) notes.add('.alert', 'the alert rule of the panel is not evaluated');
  if (flagOf(own(json, 'hideTimeOverride'))) return;
  if (textOf(own(json, 'cacheTimeout')) !== '')
    notes.add('.cacheTimeout', 'answers are not kept for a time of their own');
}
