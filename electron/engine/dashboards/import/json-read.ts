// Reading JSON of which nothing is known: every function is total and looks at own properties alone, so that a key named
// `__proto__` or `toString` is a key like others.

export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** The fields of an object; none of anything else. */
export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function own(value: unknown, key: string): unknown {
  return isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Down the dotted path: `options.legend.calcs`. */
export function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split('.')) found = own(found, key);
  return found;
}

/** Numbers and booleans are taken for their text; everything else that is no text is nothing. */
export function textOf(value: unknown, otherwise = ''): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : otherwise;
}

/** A finite number, also where it came as text; null for the rest. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

export function intOf(value: unknown, least: number, most: number): number | null {
  const number = numberOf(value);
  return number === null ? null : Math.min(most, Math.max(least, Math.round(number)));
}

/** Some exports have booleans as texts. */
export function flagOf(value: unknown, otherwise = false): boolean {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : otherwise;
}

/** One of the words, or `otherwise`. */
export function wordOf<const T extends string>(value: unknown, words: readonly T[], otherwise: T): T {
  return words.find((word) => word === value) ?? otherwise;
}

export const textsOf = (value: unknown): string[] => listOf(value).map((one) => textOf(one)).filter((one) => one !== ''); // prettier-ignore

/** Whether nothing is said: absent, empty, or off. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isFields(value) && Object.keys(value).length === 0;
}

/** A key as it stands in a JSON path. */
export const step = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
