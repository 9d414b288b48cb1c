// What may be done to tables between the answer and the drawing. Only the forms; each is applied by a file beside this.
import { z } from 'zod';
import { calcNames } from '../calcs.ts';

const calc = z.enum(calcNames);

export const transformationSchema = z.discriminatedUnion('kind', [
  /** Columns in another order, renamed or left out, by the name they are shown by. */
  z.object({
    kind: z.literal('organize'),
    /** `name` is that of a column as shown; `to` empty: it keeps its name. Columns that are not named come last. */
    columns: z.array(z.object({ name: z.string(), at: z.number().nullable(), to: z.string(), hidden: z.boolean() })),
    /** Whether columns that are not named stay. */
    keepRest: z.boolean(),
  }),
  z.object({ kind: z.literal('merge') }),
  z.object({ kind: z.literal('reduce'), mode: z.enum(['rows', 'fields']), calcs: z.array(calc), includeTime: z.boolean(), labelsToFields: z.boolean() }), // prettier-ignore
  z.object({ kind: z.literal('filter_names'), include: z.array(z.string()).nullable(), includePattern: z.string(), exclude: z.array(z.string()), excludePattern: z.string() }), // prettier-ignore
  z.object({ kind: z.literal('filter_queries'), include: z.array(z.string()).nullable(), exclude: z.array(z.string()) }), // prettier-ignore
  z.object({ kind: z.literal('rename_regex'), pattern: z.string(), to: z.string() }),
  z.object({ kind: z.literal('sort'), column: z.string(), down: z.boolean() }),
  z.object({ kind: z.literal('limit'), count: z.int().nonnegative() }),
  z.object({ kind: z.literal('labels_to_fields'), mode: z.enum(['columns', 'rows']), keep: z.array(z.string()).nullable(), valueLabel: z.string() }), // prettier-ignore
  z.object({ kind: z.literal('join'), column: z.string(), mode: z.enum(['outer', 'inner']) }),
  z.object({ kind: z.literal('series_to_rows') }),
  z.object({
    kind: z.literal('calculate'),
    alias: z.string(),
    replace: z.boolean(),
    how: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('reduce_row'), calc, include: z.array(z.string()) }),
      z.object({ kind: z.literal('binary'), left: z.string(), operator: z.enum(['+', '-', '*', '/', '%', '^']), right: z.string() }), // prettier-ignore
      z.object({ kind: z.literal('index'), asShare: z.boolean() }),
    ]),
  }),
  z.object({ kind: z.literal('group_by'), columns: z.array(z.object({ name: z.string(), group: z.boolean(), calcs: z.array(calc) })) }), // prettier-ignore
  z.object({ kind: z.literal('filter_values'), match: z.enum(['any', 'all']), keep: z.boolean(), conditions: z.array(z.object({ column: z.string(), test: z.string(), value: z.string(), to: z.string() })) }), // prettier-ignore
  z.object({ kind: z.literal('convert'), columns: z.array(z.object({ column: z.string(), to: z.enum(['number', 'string', 'time', 'boolean']) })) }), // prettier-ignore
]);
export type Transformation = z.infer<typeof transformationSchema>;
