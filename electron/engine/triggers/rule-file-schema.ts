// The form of a Prometheus rule file: which keys there are and what kind of value each has. What the values mean is checked
// in rule-file.ts.
import { z } from 'zod';

const text = z.string().nullish();
/** `0` needs no unit, and YAML takes it for a number. */
const duration = z.union([z.string(), z.number()]).nullish();
/** As in Prometheus, whatever can be read as a text is one. */
const texts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish();

export const fileRuleSchema = z.strictObject({
  alert: text,
  record: text,
  expr: z.union([z.string(), z.number()]).nullish(),
  for: duration,
  keep_firing_for: duration,
  labels: texts,
  annotations: texts,
});
export type FileRule = z.infer<typeof fileRuleSchema>;

export const fileGroupSchema = z.strictObject({
  name: z.string().nullish(),
  interval: duration,
  limit: z.int().nullish(),
  query_offset: duration,
  labels: texts,
  rules: z.array(fileRuleSchema).nullish(),
});
export type FileGroup = z.infer<typeof fileGroupSchema>;

export const ruleFileSchema = z.strictObject({ groups: z.array(fileGroupSchema).nullish() });
