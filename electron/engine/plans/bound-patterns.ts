// Bounds the time a plan's regular expressions may take: a plan comes from elsewhere, and so does the text it matches.
import { setFlag } from '../v8-flags.ts';

const flag = 'enable-experimental-regexp-engine-on-excessive-backtracks';

/**
 * From now on this process finishes a search whose backtracking runs away in linear time, except in patterns that look
 * ahead or behind, which have no such engine. Must have been called before such a pattern is first used.
 */
export function boundPatterns(): void {
  setFlag({ on: `--${flag}`, off: `--no-${flag}` });
}
