// The difference of two rows as few small fields, and a row made of another and such a difference. Pure; what a field means
// is not known here.
import { z } from 'zod';
import type { Json } from '../facts.ts';

/**
 * One field: `state`, or one level down `cells.restarts`, where everything after the first dot is the name. Deeper values and
 * lists are one field. `from` is absent where it was not there, `to` where it went.
 */
export interface FieldChange {
  path: string;
  from?: Json;
  to?: Json;
}

export const fieldChangeSchema: z.ZodType<FieldChange> = z.object({
  path: z.string(),
  from: z.json().optional(),
  to: z.json().optional(),
}) as never;

type Fields = Record<string, unknown>;

/** In the order of the fields of `after`, then what went. */
export function fieldDiff(before: object, after: object): FieldChange[] {
  const changes: FieldChange[] = [];
  diffInto(changes, '', before as Fields, after as Fields, true);
  return changes;
}

function diffInto(changes: FieldChange[], prefix: string, before: Fields, after: Fields, deeper: boolean): void {
  for (const key in after) {
    const from = before[key];
    const to = after[key];
    if (from === to || to === undefined) continue;
    if (deeper && isFields(from) && isFields(to)) diffInto(changes, `${prefix}${key}.`, from, to, false);
    else if (from === undefined) changes.push({ path: prefix + key, to: to as Json });
    else if (!isSame(from, to)) changes.push({ path: prefix + key, from: from as Json, to: to as Json });
  }
  for (const key in before) {
    if (before[key] !== undefined && after[key] === undefined) changes.push({ path: prefix + key, from: before[key] as Json }); // prettier-ignore
  }
}

/** Makes the changes in the row itself, which must be nobody else's; returns it. */
export function applyDiff(row: Record<string, Json>, changes: readonly FieldChange[]): Record<string, Json> {
  for (const { path, to } of changes) {
    const dot = path.indexOf('.');
    if (dot === -1) set(row, path, to);
    else {
      const inner = row[path.slice(0, dot)];
      if (isFields(inner)) set(inner, path.slice(dot + 1), to);
    }
  }
  return row;
}

function set(fields: Fields, key: string, to: Json | undefined): void {
  if (to === undefined) delete fields[key];
  // A plain assignment of this one name would set the prototype.
  else if (key === '__proto__')
    Object.defineProperty(fields, key, { value: to, enumerable: true, configurable: true, writable: true }); // prettier-ignore
  else fields[key] = to;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Small values of rows: lists of words, references. */
function isSame(from: unknown, to: unknown): boolean {
  if (typeof from !== 'object' || typeof to !== 'object' || from === null || to === null) return Object.is(from, to);
  return JSON.stringify(from) === JSON.stringify(to);
}
