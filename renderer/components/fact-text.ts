// Facts and parameters as one line of text. Strings stand bare unless that would hide what they are.
import type { Json } from '#shared/model/facts.ts';

export function factText(value: Json | undefined): string {
  if (value === undefined) return 'not seen';
  if (typeof value === 'string') return value === '' || value.trim() !== value ? JSON.stringify(value) : value;
  if (typeof value === 'number') return String(value);
  return JSON.stringify(value);
}
