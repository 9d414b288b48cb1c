// Reads parts of an answer that may have any shape. Nothing here throws: what is absent or of another kind is empty.

export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = Object.freeze(Object.create(null) as Fields);
const noItems: readonly unknown[] = Object.freeze([]);

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : none);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : noItems);

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

export const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A whole, finite number; `otherwise` for anything else. */
export const countOf = (value: unknown, otherwise = 0): number => (Number.isInteger(value) ? Number(value) : otherwise);

/** Epoch milliseconds of a time as the API server writes it; null for anything else. */
export function timeOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : at;
}

export const textsOf = (value: unknown): string[] => listOf(value).filter((item) => typeof item === 'string');

/** A number or a text such as `25%`, as Kubernetes takes either; null where it is neither. */
export const numberOrText = (value: unknown): string | null =>
  typeof value === 'number' ? String(value) : textOrNull(value);

export interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  since: number | null;
}

/** The condition of that type; undefined where the object has none. */
export function conditionOf(conditions: unknown, type: string): Condition | undefined {
  const found = rawCondition(conditions, type);
  return found ? readCondition(found) : undefined;
}

/** Its status alone, without the cost of reading the rest; empty where the object has none. */
export function conditionStatus(conditions: unknown, type: string): string {
  return textOf(rawCondition(conditions, type)?.['status']);
}

export function rawCondition(conditions: unknown, type: string): Fields | undefined {
  if (!Array.isArray(conditions)) return undefined;
  for (const item of conditions) {
    if (isFields(item) && item['type'] === type) return item;
  }
  return undefined;
}

export function readCondition(condition: Fields): Condition {
  return {
    type: textOf(condition['type']),
    status: textOf(condition['status']),
    reason: textOf(condition['reason']),
    message: textOf(condition['message']),
    since: timeOf(condition['lastTransitionTime']),
  };
}

const longestWords = 300;

/** A message of the cluster as part of a sentence: one line, of bounded length; `otherwise` where it says nothing. */
export function said(message: string, otherwise: string): string {
  const line = (message.length > 2 * longestWords ? message.slice(0, 2 * longestWords) : message)
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '') return otherwise === '' ? 'without a reason given' : otherwise;
  return line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
}
