// Cuts a stream of text into lines, wherever its pieces are cut. Knows nothing of what is in them.

/**
 * @returns a function that takes the next piece; it calls `onLine` for every line that is whole and not empty.
 * `onTooLong` is called, and the rest of that line left out, where one is longer than `limitChars`.
 */
export function splitLines(
  onLine: (line: string) => void,
  onTooLong: () => void,
  limitChars = 1024 * 1024,
): (text: string) => void {
  let begun = '';
  let skipping = false;
  return (text) => {
    const pieces = text.split('\n');
    const last = pieces.length - 1;
    for (const [index, piece] of pieces.entries()) {
      if (!skipping) begun += piece;
      if (!skipping && begun.length > limitChars) {
        skipping = true;
        begun = '';
        onTooLong();
      }
      if (index === last) return;
      if (begun.trim() !== '') onLine(begun);
      begun = '';
      skipping = false;
    }
  };
}
