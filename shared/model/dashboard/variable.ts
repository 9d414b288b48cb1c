// Variables of a dashboard: where their values come from and what was chosen when it was saved. What the values are just
// now is asked by the engine; how they get into queries is in interpolate.ts.
import { z } from 'zod';

export const variableOptionSchema = z.object({ text: z.string(), value: z.string() });
export type VariableOption = z.infer<typeof variableOptionSchema>;

/** A question to Prometheus for values; texts in it may name other variables. */
export const variableAskSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('label_values'), label: z.string(), selector: z.string().nullable() }),
  z.object({ kind: z.literal('label_names'), selector: z.string().nullable() }),
  z.object({ kind: z.literal('metrics'), pattern: z.string() }),
  z.object({ kind: z.literal('query_result'), query: z.string() }),
  /** Series as texts: `metric{a="b"}`. */
  z.object({ kind: z.literal('series'), selector: z.string() }),
]);
export type VariableAsk = z.infer<typeof variableAskSchema>;

export const variableOrders = ['none', 'alpha', 'alpha_desc', 'number', 'number_desc', 'alpha_ci', 'alpha_ci_desc', 'natural', 'natural_desc'] as const; // prettier-ignore

export const variableSourceSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('query'),
    ask: variableAskSchema,
    /** As it was written. */
    written: z.string(),
    /** `/pattern/flags` or a bare pattern; empty for none. Groups named text and value, or the first group, are taken. */
    regex: z.string(),
    order: z.enum(variableOrders),
    refresh: z.enum(['never', 'load', 'range']),
    /** Options that do not depend on an answer, put before the others. */
    fixed: z.array(variableOptionSchema),
  }),
  z.object({ kind: z.literal('custom'), options: z.array(variableOptionSchema) }),
  z.object({
    kind: z.literal('interval'),
    options: z.array(z.string()),
    /** About `count` steps in the time shown, none shorter than `min`. */
    auto: z.object({ count: z.int().positive(), min: z.string() }).nullable(),
  }),
  z.object({ kind: z.literal('constant'), value: z.string() }),
  z.object({ kind: z.literal('text'), value: z.string() }),
  /** Always the Prometheus of the active environment. */
  z.object({ kind: z.literal('datasource'), type: z.string() }),
  /** Nothing to choose: `problem` says why. */
  z.object({ kind: z.literal('none'), type: z.string() }),
]);
export type VariableSource = z.infer<typeof variableSourceSchema>;

/** The value that stands for all options. */
export const allValue = '$__all';
/** The value of an interval variable that follows the time shown. */
export const autoValue = '$__auto';

export const variableSchema = z.object({
  name: z.string(),
  label: z.string(),
  description: z.string(),
  hide: z.enum(['no', 'label', 'whole']),
  multi: z.boolean(),
  includeAll: z.boolean(),
  /** Stands in queries for All, unescaped; null: all options do. */
  allAs: z.string().nullable(),
  /** What was chosen when it was saved, `$__all` for All. */
  chosen: z.array(variableOptionSchema),
  source: variableSourceSchema,
  /** Variables that its source names, and so has to know first. */
  needs: z.array(z.string()),
  /** Why it has no values, in words; null where it may have. */
  problem: z.string().nullable(),
});
export type Variable = z.infer<typeof variableSchema>;

/** What a variable stands for just now. `values` are those chosen; where All is, every option, or the one text of `allAs`. */
export const variableValueSchema = z.object({
  name: z.string(),
  values: z.array(z.string()),
  texts: z.array(z.string()),
  all: z.boolean(),
  /** The text that stands for All, put in as it is. */
  allAs: z.string().nullable(),
  /** Whether several may be chosen: decides how values are escaped in queries. */
  multi: z.boolean(),
});
export type VariableValue = z.infer<typeof variableValueSchema>;

/** A variable as a screen shows it: its options now, what is chosen of them, and what is wrong. */
export const variableStateSchema = z.object({
  name: z.string(),
  value: variableValueSchema,
  options: z.array(variableOptionSchema),
  /** Options there are; more than are in `options` where they are very many. */
  totalOptions: z.int(),
  /** Why the options are not known, or what was chosen is not among them; null where all is well. */
  problem: z.string().nullable(),
});
export type VariableState = z.infer<typeof variableStateSchema>;
