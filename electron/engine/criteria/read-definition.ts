// From a YAML text to a checked value of one shape, or to everything that is wrong with it and where. What the kinds of file
// of this section have in common: places, durations, queries.
import type { z } from 'zod';
import { durationMs } from '#shared/model/duration.ts';
import type { PlanProblem } from '#shared/model/plan.ts';
import { addIssues, inOrder, type Add } from '../plans/problems.ts';
import { readYaml, showPlace, type Path } from '../plans/yaml-tree.ts';
import { readPromql } from '../triggers/promql-text.ts';

export interface Reading {
  add: Add;
  /** Milliseconds; what is no duration is a problem. */
  duration: (text: string | undefined, path: Path, usual: number, least?: number) => number;
  /** The query as it was; one that is not PromQL is a problem. */
  query: (text: string, path: Path, window: 'needed' | 'allowed') => string;
}

export const definitionLimitBytes = 1024 * 1024;

/** @param make Adds what the schema cannot know; its value counts only where there is no problem. */
export function readDefinition<S extends z.ZodType, T>(
  text: string,
  schema: S,
  make: (parsed: z.output<S>, reading: Reading) => T,
): { value: T } | { problems: PlanProblem[] } {
  if (Buffer.byteLength(text) > definitionLimitBytes) {
    return { problems: [{ message: 'the file is larger than 1 MiB, which is the most that is read', line: 1, column: 1, path: '' }] }; // prettier-ignore
  }
  const read = readYaml(text);
  if ('problems' in read) return read;
  const { tree } = read;
  const problems: PlanProblem[] = [];
  const add: Add = (message, path, place) => problems.push({ message, ...(place ?? tree.placeOf(path)), path: showPlace(path) }); // prettier-ignore
  const parsed = schema.safeParse(tree.value);
  if (!parsed.success) {
    addIssues(add, tree, schema, parsed.error, []);
    return { problems: inOrder(problems) };
  }
  const value = make(parsed.data, { add, duration: durationReader(add), query: queryReader(add) });
  return problems.length > 0 ? { problems: inOrder(problems) } : { value };
}

function durationReader(add: Add): Reading['duration'] {
  return (text, path, usual, least = 1000) => {
    if (text === undefined) return usual;
    const ms = durationMs(text);
    if (ms !== null && ms >= least) return ms;
    add(`a duration of at least ${least / 1000}s, such as 5m or 1h30m, is needed; found ${JSON.stringify(text)}`, path);
    return usual;
  };
}

function queryReader(add: Add): Reading['query'] {
  return (text, path, window) => {
    const { fault } = readPromql(text.replaceAll('$window', '5m'));
    if (fault) add(`PromQL: ${fault.message}`, path);
    if (window === 'needed' && !text.includes('$window')) {
      add('this counts events over the window, so it needs $window: sum(increase(requests_total[$window]))', path);
    }
    return text;
  };
}

/** A share or a number as its author writes it: `0.001`, `0.1%`. */
export function readThreshold(given: number | string, path: Path, add: Add): number {
  if (typeof given === 'number') return given;
  const percent = /^\s*(-?\d+(?:\.\d+)?)\s*%\s*$/.exec(given)?.[1];
  if (percent === undefined)
    add(`a number or a percentage such as 0.1% is needed; found ${JSON.stringify(given)}`, path);
  return Number((Number(percent ?? 0) / 100).toPrecision(12));
}
