// Where the importer writes down what it could not take over, each with its place in the original.
import type { ImportNote } from '#shared/model/dashboard/panel.ts';
import { isBlank, own, step } from './json-read.ts';

export interface Notes {
  /** The place in the original that this is about. */
  path: string;
  list: ImportNote[];
  /** @param under what follows the path: `.options.legend`, `[3]`, or nothing. */
  add: (under: string, words: string) => void;
  /** The same list, for a place further down. */
  within: (under: string) => Notes;
}

/** Notes of one panel; what comes after is counted in the last. */
const noteLimit = 60;

export function notesAt(path: string, list: ImportNote[] = []): Notes {
  return {
    path,
    list,
    add: (under, words) => {
      const place = path + under;
      if (list.some((note) => note.path === place && note.words === words)) return;
      if (list.length < noteLimit) list.push({ path: place, words });
      else if (list.length === noteLimit) list.push({ path, words: 'there are more settings here that are not used' });
    },
    within: (under) => notesAt(path + under, list),
  };
}

/** Notes every key that says something and is in neither list. */
export function noteUnknown(
  notes: Notes,
  value: unknown,
  known: ReadonlySet<string>,
  words = 'is not known here and has no effect',
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const key of Object.keys(value)) {
    if (known.has(key) || isBlank(own(value, key))) continue;
    notes.add(step(key), `${clipped(key)} ${words}`);
  }
}

/** A text of the original within words for people. */
export const clipped = (text: string, most = 80): string => (text.length > most ? `${text.slice(0, most)}…` : text);
