// The bundle among the arguments of a start, as a file manager passes the file that was opened; and the place that opens it.
import { resolve } from 'node:path';

/** @param argv what follows the program; @returns the whole path of the last bundle named, null for none. */
export function bundleIn(argv: readonly string[], folder: string): string | null {
  // What begins with a dash is Chromium's or Electron's.
  const named = argv.filter((word) => word.endsWith('.rrb') && !word.startsWith('-')).at(-1);
  return named === undefined ? null : resolve(folder, named);
}

/** As the page reads its address: it asks the person before the file is opened. */
export const placeOfBundle = (path: string): string =>
  `#/incidents?${new URLSearchParams({ bundle: path }).toString()}`;
