// Text fit for a terminal: no control characters, no wider than asked, colour only where it is wanted.

export type Paint = (colour: Colour, text: string) => string;
export type Colour = 'green' | 'red' | 'yellow' | 'blue' | 'dim';

const codes: Record<Colour, string> = { green: '32', red: '31', yellow: '33', blue: '36', dim: '2' };

export const plainPaint: Paint = (_colour, text) => text;
export const colourPaint: Paint = (colour, text) => `\u001B[${codes[colour]}m${text}\u001B[0m`;

/**
 * What came from a probed system may hold escape sequences, line breaks or marks that turn the writing round; on a
 * terminal they would forge lines. Each becomes one space.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const wide = /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uFF01-\uFF60]/u; // prettier-ignore

/** How many columns it takes; text without colour codes only. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}

/** Cut to `columns`, the last of them an ellipsis when something was cut. */
export function fitted(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let [kept, used] = ['', 0];
  for (const { segment } of graphemes.segment(text)) {
    used += wide.test(segment) ? 2 : 1;
    if (used > columns - 1) break;
    kept += segment;
  }
  return columns < 1 ? '' : `${kept.trimEnd()}…`;
}
