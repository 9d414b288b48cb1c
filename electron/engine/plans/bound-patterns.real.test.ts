// A pattern that would backtrack for hours ends at once.
import { expect, test } from 'vitest';
import { patternProblem, searchPattern, subjectLimit } from '#shared/model/expectation-pattern.ts';
import { boundPatterns } from './bound-patterns.ts';

test.each(['a*a*a*a*b', '(a?){16}a*a*x', '.*.*.*=.*'])(
  '%s is searched for in the longest text within the time of a test',
  (source) => {
    boundPatterns();
    expect(patternProblem(source)).toBeNull();
    expect(searchPattern(source, 'a'.repeat(subjectLimit))).toBe(false);
  },
);
