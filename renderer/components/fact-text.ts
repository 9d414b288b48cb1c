// Facts and parameters as text. Strings stand bare unless that would hide what they are; long structures are laid out.
import type { Json } from '#shared/model/facts.ts';

const lineLength = 48;

export function factText(value: Json | undefined): string {
  if (value === undefined) return 'not seen';
  if (typeof value === 'string') return value === '' || value.trim() !== value ? JSON.stringify(value) : value;
  // More digits than that are noise of the binary number, not something seen.
  if (typeof value === 'number') return String(Number.isInteger(value) ? value : Number(value.toPrecision(7)));
  const line = JSON.stringify(value);
  return line.length > lineLength ? JSON.stringify(value, null, 2) : line;
}
