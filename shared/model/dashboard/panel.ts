// One panel of a dashboard: where it stands, what it asks, and how the answer is drawn. Nothing here is Grafana's own
// form; the importer makes this of it, and says in notes what it could not take over.
import { z } from 'zod';
import { colourSchema, fieldStyleSchema, overrideSchema } from './field-style.ts';
import { calcNames } from './calcs.ts';
import { transformationSchema } from './transform/transformation.ts';

/** Something of the original that is not shown as it was meant: where it stands there, and what becomes of it. */
export const importNoteSchema = z.object({
  /** JSON path in the original: `$.panels[3].options.legend`. */
  path: z.string(),
  words: z.string(),
});
export type ImportNote = z.infer<typeof importNoteSchema>;

/** Grid units: 24 across; one down is 30 px and a gap of 8. `y` counts from the top of the panel's section. */
export const placeSchema = z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() });
export type GridPlace = z.infer<typeof placeSchema>;

export const querySchema = z.object({
  refId: z.string(),
  /** PromQL with variables in it. */
  query: z.string(),
  /** `{{label}}` with variables; empty for the whole of the labels, `__auto` for those that tell the series apart. */
  legend: z.string(),
  ask: z.enum(['range', 'instant', 'both']),
  format: z.enum(['series', 'table', 'heatmap']),
  /** No step is shorter, as written: `30s`, `$interval`; empty for none. */
  minStep: z.string(),
  /** The step is made so many times longer. */
  stepFactor: z.int().positive(),
  /** Asked for by others in the panel only, and not shown. */
  hidden: z.boolean(),
});
export type PanelQuery = z.infer<typeof querySchema>;

export const calcNameSchema = z.enum(calcNames);
const legend = z.object({
  as: z.enum(['list', 'table', 'hidden']),
  side: z.enum(['bottom', 'right']),
  calcs: z.array(calcNameSchema),
  sort: z.object({ by: z.string(), down: z.boolean() }).nullable(),
});
/** How a series becomes one value: its calc; or its values themselves, at most `limit`. */
const reduce = z.object({
  calc: calcNameSchema,
  values: z.boolean(),
  limit: z.int().positive().nullable(),
  /** Which columns: empty for the numbers, otherwise a pattern on their names, `.*` for all. */
  fields: z.string(),
});
const across = z.enum(['auto', 'across', 'down']);
const sizes = { valuePx: z.number().nullable(), namePx: z.number().nullable() };

export const shapeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timeseries'), legend, tooltip: z.enum(['single', 'all', 'none']) }),
  z.object({
    kind: z.literal('stat'),
    reduce,
    direction: across,
    colourMode: z.enum(['none', 'value', 'background', 'background_solid']),
    textMode: z.enum(['auto', 'value', 'value_and_name', 'name', 'none']),
    /** Whether the recent course is drawn below the value. */
    course: z.boolean(),
    centred: z.boolean(),
    /** Around the value, from old panels. */
    prefix: z.string(),
    postfix: z.string(),
    ...sizes,
  }),
  z.object({ kind: z.literal('gauge'), reduce, direction: across, showLabels: z.boolean(), showMarkers: z.boolean(), ...sizes }), // prettier-ignore
  z.object({
    kind: z.literal('bargauge'),
    reduce,
    direction: across,
    mode: z.enum(['basic', 'gradient', 'lcd']),
    showUnfilled: z.boolean(),
    valueMode: z.enum(['colour', 'text', 'hidden']),
    ...sizes,
  }),
  z.object({
    kind: z.literal('table'),
    showHeader: z.boolean(),
    /** By the name of the column, or by its place from 0, hidden ones counted, where it has no name of its own. */
    sort: z.array(z.object({ column: z.string(), place: z.int().min(0).optional(), down: z.boolean() })),
    footer: z.object({ calcs: z.array(calcNameSchema), columns: z.array(z.string()) }).nullable(),
    rowHeight: z.enum(['small', 'medium', 'large']),
    pageSize: z.int().positive().nullable(),
  }),
  z.object({
    kind: z.literal('pie'),
    reduce,
    form: z.enum(['pie', 'donut']),
    legend: legend.extend({ values: z.array(z.enum(['value', 'percent'])) }),
    labels: z.array(z.enum(['name', 'value', 'percent'])),
  }),
  z.object({
    kind: z.literal('heatmap'),
    /** Buckets as Prometheus has them (`le`), or to be counted from the values of the series. */
    buckets: z.enum(['given', 'calculated']),
    /** What a bucket's number means, of the answer: `cumulative` where counts of `le` include the lower ones. */
    bound: z.enum(['auto', 'upper', 'lower', 'middle']),
    colours: z.array(colourSchema).min(2),
    /** Exponent of the colour scale; 1 is linear. */
    exponent: z.number().positive(),
    colourMin: z.number().nullable(),
    colourMax: z.number().nullable(),
    /** Cells with counts at or below this are left empty. */
    hideBelow: z.number().nullable(),
    hideAbove: z.number().nullable(),
    /** Unit and decimals of the bucket bounds; those of the counts are the field's own. */
    yUnit: z.string(),
    yDecimals: z.int().min(0).max(20).nullable(),
    yMin: z.number().nullable(),
    yMax: z.number().nullable(),
    yReverse: z.boolean(),
    yLogBase: z.number(),
    showLegend: z.boolean(),
    /** Bucket counts where buckets are calculated. */
    calculatedRows: z.int().positive().nullable(),
  }),
  /** A lane for each series, with the state that its samples stand for. */
  z.object({
    kind: z.literal('states'),
    /** Equal samples that follow each other are one span; otherwise each sample is a cell. */
    joined: z.boolean(),
    /** Whether a state is written into its span where it has room. */
    words: z.boolean(),
    /** How much of its lane a span fills, above 0 to 1. */
    rowShare: z.number().positive().max(1),
    legend,
  }),
  /** A bar for each value of each row; a group for each row. */
  z.object({
    kind: z.literal('barchart'),
    /** The column whose values name the groups; empty for the first of texts, else of times. */
    category: z.string(),
    /** `across`: bars stand side by side; `down`: they lie below each other. */
    direction: across,
    stack: z.enum(['none', 'normal', 'percent']),
    words: z.boolean(),
    legend,
  }),
  /** How often values fall between which bounds. */
  z.object({
    kind: z.literal('histogram'),
    /** The width of each bucket; null for one that makes about `buckets` of them. */
    size: z.number().positive().nullable(),
    buckets: z.int().positive(),
    /** All series counted together. */
    combined: z.boolean(),
    legend,
  }),
  z.object({ kind: z.literal('text'), mode: z.enum(['markdown', 'plain', 'code']), text: z.string() }),
  z.object({
    kind: z.literal('alerts'),
    states: z.array(z.enum(['firing', 'pending', 'inactive'])),
    /** A part of the name; empty for every one. */
    name: z.string(),
    /** A label selector, `{severity="critical"}`; empty for every one. */
    selector: z.string(),
    limit: z.int().positive(),
    sort: z.enum(['importance', 'name', 'since']),
  }),
  /** Not drawn; what it is, and why. */
  z.object({ kind: z.literal('placeholder'), type: z.string(), reason: z.string() }),
]);
export type Shape = z.infer<typeof shapeSchema>;
export type ShapeKind = Shape['kind'];
export type ShapeOf<K extends ShapeKind> = Extract<Shape, { kind: K }>;
export type Reduce = z.infer<typeof reduce>;
export type Legend = z.infer<typeof legend>;

export const repeatSchema = z.object({
  variable: z.string(),
  direction: z.enum(['across', 'down']),
  /** Side by side at most so many. */
  mostAcross: z.int().positive(),
});

export const panelSchema = z.object({
  /** Unique in the dashboard and the same after a new import of the same text. */
  key: z.string(),
  /** The number the original gives it. */
  id: z.int().nullable(),
  /** Where it stands in the original, as a JSON path. */
  path: z.string(),
  /** With variables in it, as is `description` (Markdown). */
  title: z.string(),
  description: z.string(),
  place: placeSchema,
  repeat: repeatSchema.nullable(),
  shape: shapeSchema,
  queries: z.array(querySchema),
  transformations: z.array(transformationSchema),
  style: fieldStyleSchema,
  overrides: z.array(overrideSchema),
  /** No step of any query is shorter, as written; empty for none. */
  minStep: z.string(),
  mostPoints: z.int().positive().nullable(),
  /** Another span than the dashboard's: `6h` up to its end; moved back by `shift`. Empty for none; variables allowed. */
  span: z.string(),
  shift: z.string(),
  /** Drawn without a frame. */
  frameless: z.boolean(),
  notes: z.array(importNoteSchema),
});
export type Panel = z.infer<typeof panelSchema>;
