// Bounds the time a plan's regular expressions may take: a plan comes from elsewhere, and so does the text it matches.
import { setFlagsFromString } from 'node:v8';

let bounded = false;

/**
 * From now on this process finishes a search whose backtracking runs away in linear time, except in patterns that look
 * ahead or behind, which have no such engine. Must have been called before such a pattern is first used.
 */
export function boundPatterns(): void {
  if (bounded) return;
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
  bounded = true;
}
