// Counts the lines in which patterns are found. Whether a pattern may be used at all is checked when the plan is loaded.
import { subjectLimit } from '#shared/model/expectation-pattern.ts';

export interface LogPatterns {
  /** The names of the patterns found in a line; each is counted. */
  search: (text: string) => string[];
  /** By name; empty where there are no patterns. */
  counts: () => Record<string, number>;
}

const overlap = 4096;

export function followPatterns(sources: Record<string, string>): LogPatterns {
  const patterns = Object.entries(sources).map(([name, source]) => ({
    name,
    regex: new RegExp(source, 'u'),
    count: 0,
  }));
  return {
    search(text) {
      const found = patterns.filter(({ regex }) => isIn(text, regex));
      for (const pattern of found) pattern.count++;
      return found.map(({ name }) => name);
    },
    counts: () => Object.fromEntries(patterns.map(({ name, count }) => [name, count])),
  };
}

/** Longer lines are searched piece by piece: the patterns are only known to be harmless on texts of this length. */
function isIn(text: string, regex: RegExp): boolean {
  if (text.length <= subjectLimit) return regex.test(text);
  for (let from = 0; from < text.length; from += subjectLimit - overlap) {
    if (regex.test(text.slice(from, from + subjectLimit))) return true;
  }
  return false;
}
