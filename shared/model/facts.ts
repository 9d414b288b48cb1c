// Facts: what a probe saw, and the schema by which a probe kind says which facts it can see.
import { z } from 'zod';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export const jsonSchema: z.ZodType<Json> = z.json();

/** A fact that was not seen is absent from the record; it is never null or zero in its place. */
export type Facts = Record<string, Json>;
export const factsSchema: z.ZodType<Facts> = z.record(z.string(), jsonSchema);

/** One fact a probe kind publishes. `any` is foreign JSON, reached into by path (`json.status`, `json.items[0].id`). */
export interface FactType {
  type: 'number' | 'string' | 'boolean' | 'list' | 'map' | 'any';
  /** One sentence for people, with the unit where it has one. */
  doc: string;
  /** For `list` and `map`: what the members are. Default string. */
  of?: 'number' | 'string';
  /** For `map`: the allowed keys where the item's parameters fix them (e.g. the names of log patterns). */
  keys?: (params: never) => string[];
}

export type FactSchema = Record<string, FactType>;
