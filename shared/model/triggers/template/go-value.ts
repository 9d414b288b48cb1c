// The values that a template works with, and how Go prints them.
import { general } from './go-number.ts';

/** The answer of a query, which nobody asked here; whatever is made of it is unknown as well. */
export const unknown = Symbol('unknown');

export interface GoMap {
  kind: 'map';
  entries: Readonly<Record<string, GoValue>>;
  /** A struct's fields have an order, and one that is missing is an error; a map's missing key is an empty text. */
  struct: boolean;
}

/** A number is a float64, a bigint an int; null is nil. */
export type GoValue = string | number | bigint | boolean | null | GoMap | typeof unknown;

export function mapOf(entries: Readonly<Record<string, GoValue>>, struct = false): GoMap {
  return { kind: 'map', entries, struct };
}

export function isMap(value: GoValue): value is GoMap {
  return typeof value === 'object' && value !== null;
}

/** What went wrong while a template was read or filled in, in Go's words where they are known. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

export function typeName(value: GoValue): string {
  if (typeof value === 'number') return 'float64';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (isMap(value)) return value.struct ? 'struct' : 'map[string]string';
  return '<nil>';
}

/** As `%v` prints it. */
export function plainText(value: GoValue): string {
  if (typeof value === 'number') return general(value, null);
  if (isMap(value)) {
    const { entries, struct } = value;
    if (struct) return `{${Object.values(entries).map(plainText).join(' ')}}`;
    return `map[${keysOf(value).map((key) => `${key}:${plainText(entries[key] ?? '')}`).join(' ')}]`; // prettier-ignore
  }
  if (value === null || value === unknown) return '<nil>';
  return String(value);
}

/** In the order in which Go ranges over them. */
export function keysOf(map: GoMap): string[] {
  return Object.keys(map.entries).toSorted();
}

export function fieldOf(value: GoValue, name: string): GoValue {
  if (value === unknown) return unknown;
  if (value === null) throw new TemplateError(`nil data; no entry for key "${name}"`);
  if (!isMap(value)) throw new TemplateError(`can't evaluate field ${name} in type ${typeName(value)}`);
  const found = Object.hasOwn(value.entries, name) ? value.entries[name] : undefined;
  if (found !== undefined) return found;
  if (value.struct) throw new TemplateError(`can't evaluate field ${name} in type struct`);
  return '';
}

/** Whether Go's `if` takes it: not zero, not empty, not nil. Not a number is. */
export function isTrue(value: GoValue): boolean {
  if (isMap(value)) return value.struct || Object.keys(value.entries).length > 0;
  return typeof value === 'number' ? value !== 0 : Boolean(value);
}
