// JSON values in words for people: abridged, bounded, and never throwing, whatever came from outside.
import type { Json } from './facts.ts';

/** The value as JSON text, at most about `limit` characters; what is left out is marked by an ellipsis. */
export function showJson(value: unknown, limit = 120): string {
  const text = render(value, limit, 0);
  return text.length <= limit ? text : `${cut(text, limit - 1)}…`;
}

function render(value: unknown, room: number, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.length > room ? `${cut(value, room - 4)}…` : value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value !== 'object') return `(${typeof value})`;
  if (depth >= 8) return '…';
  const open = Array.isArray(value) ? '[' : '{';
  const close = Array.isArray(value) ? ']' : '}';
  let text = open;
  // Looked at one by one so that a body of a million members costs no more than what is shown of it.
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (text.length > room) return `${text}…${close}`;
    if (text.length > 1) text += ',';
    if (open === '{') text += `${JSON.stringify(key.length > 60 ? `${cut(key, 60)}…` : key)}:`;
    text += render((value as Record<string, unknown>)[key], Math.max(8, room - text.length), depth + 1);
  }
  return text + close;
}

function cut(text: string, length: number): string {
  const part = text.slice(0, Math.max(0, length));
  return part.isWellFormed() || !text.isWellFormed() ? part : part.slice(0, -1);
}

/** The kind of a value, for "it is a text, not a number". */
export function typeWords(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  const words: Partial<Record<string, string>> = { number: 'a number', string: 'a text', boolean: 'true or false' };
  return words[typeof value] ?? 'a map';
}

/** Deep equality of JSON; the order of a map's members does not count. NaN equals nothing. */
export function equalJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((member, index) => equalJson(member, b[index]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equalJson(a[key], b[key]));
}

/** "a", "a and b", "a, b and c". */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The known word nearest to a mistyped one, or null where none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  if (word.length > 64) return null;
  const allowed = Math.max(1, Math.floor(word.length / 3));
  let best: string | null = null;
  let least = allowed + 1;
  for (const candidate of known) {
    const steps = editSteps(word.toLowerCase(), candidate.toLowerCase().slice(0, 80));
    if (steps < least) [best, least] = [candidate, steps];
  }
  return best;
}

/** Letters to add, drop, change or swap with their neighbour to get from one word to the other. */
function editSteps(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change, swap));
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
