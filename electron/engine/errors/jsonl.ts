// Lines of JSON as things that were sent: whole lines only; what is no JSON, or too long, is refused by name.
import type { Redactor } from '../redact/redact.ts';
import { lineExcerpt } from './excerpt.ts';
import type { Sent } from './ingest.ts';
import { isMap } from './read-fields.ts';
import { EnvelopeRefused } from './refusal.ts';

/** The longest envelope that is taken. */
export const lineLimitBytes = 64 * 1024;

export function sentOfLine(line: string, redactor: Pick<Redactor, 'text'>, id?: () => string): Sent {
  if (Buffer.byteLength(line) > lineLimitBytes) return tooLong();
  try {
    return { value: JSON.parse(line) as unknown, ...(id !== undefined && { id }) };
  } catch {
    return { refused: new EnvelopeRefused('schema_invalid', 'the line is no JSON'), excerpt: lineExcerpt(line, redactor) };
  }
} // prettier-ignore

/** Whether a line is whole although its end has not come: what is a JSON object needs no more. */
export function isWholeEnvelope(text: string): boolean {
  if (!text.endsWith('}')) return false;
  try {
    return isMap(JSON.parse(text));
  } catch {
    // The half of a line.
    return false;
  }
}

export const tooLong = (): Sent => ({
  refused: new EnvelopeRefused('too_large', `an envelope may have ${lineLimitBytes / 1024} KiB`),
  excerpt: '',
});

/** Empty lines are none. A byte order mark before the first is passed over. */
export function sentOfText(text: string, redactor: Pick<Redactor, 'text'>): Sent[] {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => sentOfLine(line, redactor));
}
