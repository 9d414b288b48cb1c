// What is searched for in log lines: plain words or a regular expression of the bounded kind, upper and lower case alike
// or not. Compiles it, finds it in one line; knows nothing of where lines are kept.
import { z } from 'zod';
import { patternLimit, patternProblem } from './expectation-pattern.ts';

export const logSearchSchema = z.object({
  text: z.string().min(1).max(patternLimit),
  regex: z.boolean(),
  matchCase: z.boolean(),
});
export type LogSearch = z.infer<typeof logSearchSchema>;

/** Pairs of from and to, in UTF-16 units. */
export type Marks = [number, number][];

export interface LineSearch {
  in: (line: string) => boolean;
  /** Where it stands in the line, at most `limit` times. A match of no length marks nothing. */
  marks: (line: string, limit: number) => Marks;
}

/** Why this cannot be searched for, or null. */
export function searchProblem(search: LogSearch): string | null {
  if (!search.regex) return null;
  const problem = patternProblem(search.text);
  if (problem !== null) return problem;
  // What looks around cannot be finished in linear time.
  return /\(\?<?[=!]/.test(search.text.replace(/\\[^]/g, ''))
    ? 'a regular expression may not look ahead or behind'
    : null;
}

/** Only for a search without a problem. @throws SyntaxError otherwise, of a regular expression. */
export function compileSearch(search: LogSearch): LineSearch {
  const fold = search.matchCase ? (line: string) => line : folded;
  if (!search.regex) return plainSearch(fold(search.text), fold);
  const source = search.matchCase ? search.text : foldedPattern(search.text);
  const once = new RegExp(source);
  const all = new RegExp(source, 'g');
  return {
    in: (line) => once.test(fold(line)),
    marks: (line, limit) => {
      const marks: Marks = [];
      for (const found of fold(line).matchAll(all)) {
        if (found[0] !== '') marks.push([found.index, found.index + found[0].length]);
        if (marks.length >= limit) break;
      }
      return marks;
    },
  };
}

function plainSearch(wanted: string, fold: (line: string) => string): LineSearch {
  return {
    in: (line) => fold(line).includes(wanted),
    marks: (line, limit) => {
      const marks: Marks = [];
      const text = fold(line);
      for (
        let at = text.indexOf(wanted);
        at !== -1 && marks.length < limit;
        at = text.indexOf(wanted, at + wanted.length)
      ) {
        marks.push([at, at + wanted.length]);
      }
      return marks;
    },
  };
}

/** Lower case of the same length, so that places in it are places in the line. */
function folded(line: string): string {
  const low = line.toLowerCase();
  return low.length === line.length ? low : line.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * The pattern for folded text. The flag `i` would do the same, but has no search in linear time to fall back to. Classes
 * of signs (`\S`, `\W`) keep their meaning; a letter written as a code is written as its small one.
 */
function foldedPattern(source: string): string {
  return source.replace(/\\x([\da-fA-F]{2})|\\u([\da-fA-F]{4})|\\[^]|[^\\]/g, (part, two?: string, four?: string) => {
    const code = two ?? four;
    if (code === undefined) return part.startsWith('\\') ? part : part.toLowerCase();
    const low = String.fromCharCode(Number.parseInt(code, 16)).toLowerCase().charCodeAt(0);
    return `\\u${low.toString(16).padStart(4, '0')}`;
  });
}
