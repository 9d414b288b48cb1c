// How values are written and drawn: what a panel says for all of its series and columns, and what overrides say for some.
// Every property may be absent: then the panel's kind decides. Applied by style-of.ts.
import { z } from 'zod';

/** A CSS colour: `#rrggbb`, `rgb(...)`, `hsl(...)`, a CSS name, or `text` for that of ordinary text. */
export const colourSchema = z.string().max(80);

export const thresholdsSchema = z.object({
  /** Percentages are of the way from the least to the greatest value. */
  mode: z.enum(['absolute', 'percentage']),
  /** Ascending; from `at` upward it is of this colour. The first has `at` null: it holds for all that is below. */
  steps: z.array(z.object({ at: z.number().nullable(), colour: colourSchema })),
});
export type Thresholds = z.infer<typeof thresholdsSchema>;

const result = { text: z.string().nullable(), colour: colourSchema.nullable() };
/** What stands in place of a value. The first that fits counts; a text of null leaves the value's own. */
export const mappingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), value: z.string(), ...result }),
  /** Both ends belong to it; null is without end. */
  z.object({ kind: z.literal('range'), from: z.number().nullable(), to: z.number().nullable(), ...result }),
  z.object({ kind: z.literal('regex'), pattern: z.string(), flags: z.string(), ...result }),
  z.object({
    kind: z.literal('special'),
    match: z.enum(['null', 'nan', 'null+nan', 'true', 'false', 'empty']),
    ...result,
  }),
]);
export type Mapping = z.infer<typeof mappingSchema>;

export const fieldColourSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fixed'), colour: colourSchema }),
  z.object({ kind: z.literal('thresholds') }),
  /** One of the series colours, by order or by name. */
  z.object({ kind: z.literal('palette'), by: z.enum(['order', 'name']) }),
  /** Between these colours, from the least to the greatest value. */
  z.object({ kind: z.literal('scale'), colours: z.array(colourSchema).min(2) }),
]);
export type FieldColour = z.infer<typeof fieldColourSchema>;

export const fieldStyleSchema = z.object({
  /** Grafana's id of the unit; see shared/model/units. */
  unit: z.string().optional(),
  decimals: z.int().min(0).max(20).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** May name labels: `${__field.labels.job}`; see field-name.ts. */
  displayName: z.string().optional(),
  /** Stands where there is no value. */
  noValue: z.string().optional(),
  colour: fieldColourSchema.optional(),
  thresholds: thresholdsSchema.optional(),
  mappings: z.array(mappingSchema).optional(),

  draw: z.enum(['line', 'bars', 'points']).optional(),
  lineWidthPx: z.number().min(0).max(20).optional(),
  /** 0 for none, 1 for a full one. */
  fill: z.number().min(0).max(1).optional(),
  interpolation: z.enum(['linear', 'smooth', 'step_before', 'step_after']).optional(),
  points: z.enum(['auto', 'never', 'always']).optional(),
  pointSizePx: z.number().min(0).max(40).optional(),
  /** Lengths of strokes and gaps; absent or empty for an unbroken line. */
  dash: z.array(z.number()).max(16).optional(),
  /** Whether a gap is bridged; a number bridges gaps of at most so many milliseconds. */
  bridge: z.union([z.enum(['never', 'always', 'as_zero']), z.number()]).optional(),
  stack: z.enum(['none', 'normal', 'percent']).optional(),
  /** Series of one group are stacked upon each other. */
  stackGroup: z.string().optional(),
  axis: z.enum(['auto', 'left', 'right', 'hidden']).optional(),
  axisLabel: z.string().optional(),
  /** 0 for linear, otherwise the base of the logarithm. */
  logBase: z.number().optional(),
  /** The axis reaches at least so far. */
  softMin: z.number().optional(),
  softMax: z.number().optional(),
  centredZero: z.boolean().optional(),
  /** Drawn below zero, its figures as they are. */
  mirrored: z.boolean().optional(),
  hideFromChart: z.boolean().optional(),
  hideFromLegend: z.boolean().optional(),
  hideFromTooltip: z.boolean().optional(),
  showThresholds: z.enum(['off', 'lines', 'regions', 'both']).optional(),

  /** Of a table's column. */
  cell: z.enum(['text', 'ink', 'fill', 'bar']).optional(),
  align: z.enum(['auto', 'left', 'centre', 'right']).optional(),
  widthPx: z.number().min(1).max(4000).optional(),
  hidden: z.boolean().optional(),
});
export type FieldStyle = z.infer<typeof fieldStyleSchema>;

export const matcherSchema = z.discriminatedUnion('kind', [
  /** By the name shown, or the name in the answer. `except` turns it round. */
  z.object({ kind: z.literal('names'), names: z.array(z.string()), except: z.boolean() }),
  z.object({ kind: z.literal('regexp'), pattern: z.string(), flags: z.string() }),
  z.object({ kind: z.literal('type'), type: z.enum(['number', 'string', 'time', 'boolean', 'other']) }),
  z.object({ kind: z.literal('query'), refId: z.string() }),
]);
export type Matcher = z.infer<typeof matcherSchema>;

export const overrideSchema = z.object({ matcher: matcherSchema, style: fieldStyleSchema });
export type Override = z.infer<typeof overrideSchema>;
