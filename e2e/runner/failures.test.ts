import { expect, test } from 'vitest';
import { readFailures } from './failures.ts';

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;

test('a failed test of vitest is named with its file and the first line of what it said', () => {
  const report = JSON.stringify({
    testResults: [
      {
        name: '/src/shared/a.test.ts',
        assertionResults: [
          { fullName: 'it counts', status: 'passed', failureMessages: [] },
          { fullName: 'it adds', status: 'failed', failureMessages: [`${red('Error: 1 is not 2')}\n  at a.test.ts:3`] },
        ],
      },
      { name: '/src/shared/b.test.ts', message: 'Cannot find module', assertionResults: [] },
    ],
  });
  expect(readFailures('vitest', report, '/src')).toEqual([
    'shared/a.test.ts › it adds: Error: 1 is not 2',
    'shared/b.test.ts › could not be run: Cannot find module',
  ]);
});

test('a failed test of Playwright is named with the groups that it is in', () => {
  const failed = { title: 'opens', ok: false, file: 'a.spec.ts', tests: [{ results: [{ error: { message: 'Timed out\nwaiting' } }] }] }; // prettier-ignore
  const passed = { title: 'closes', ok: true, file: 'a.spec.ts', tests: [] };
  const group = { title: 'the page', specs: [failed, passed] };
  const report = JSON.stringify({ suites: [{ title: 'a.spec.ts', specs: [passed], suites: [group] }] });
  expect(readFailures('playwright', report, '/src')).toEqual(['a.spec.ts › the page › opens: Timed out']);
});

test.each([
  ['that is missing', null],
  ['that is cut off', '{"testResults": ['],
])('a report %s names none', (_name, text) => {
  expect(readFailures('vitest', text, '/src')).toEqual([]);
});
