// The order in which people expect names, as a string that a plain comparison orders rightly. Made once, compared often.

/** Numbers in it are padded, so that `web-2` comes before `web-10`. */
export const naturalOrder = (text: string): string =>
  text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(10, '0'));

export const compared = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
