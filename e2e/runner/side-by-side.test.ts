import { expect, test } from 'vitest';
import { runSideBySide, type Command } from './side-by-side.ts';

const shell = (name: string, script: string): Command => ({ name, command: ['/bin/sh', '-c', script] });

test('every command runs, a failure before it or not, and what it wrote is kept whole', async () => {
  const told: string[] = [];
  const ends = await runSideBySide(
    [
      [shell('fails', 'echo words; echo more >&2; exit 3'), shell('after it', 'exit 0')],
      [shell('beside it', 'echo ok')],
    ],
    ({ name }) => told.push(name),
  );
  expect(ends.map(({ name, passed }) => `${name} ${passed}`)).toEqual([
    'fails false',
    'after it true',
    'beside it true',
  ]);
  expect(told.toSorted()).toEqual(['after it', 'beside it', 'fails']);
  expect(told.indexOf('fails')).toBeLessThan(told.indexOf('after it'));
  expect(ends[0]?.output).toBe('words\nmore\n');
  expect(ends[2]?.output).toBe('ok\n');
});

test('a command that is killed or is not there has not passed, and its output says so', async () => {
  const [killed, absent] = await runSideBySide(
    [[shell('killed', 'kill -9 $$')], [{ name: 'absent', command: ['/nonexistent/tool'] }]],
    () => undefined,
  );
  expect(killed).toMatchObject({ passed: false, output: '/bin/sh was ended by SIGKILL\n' });
  expect(absent).toMatchObject({ passed: false });
  expect(absent?.output).toContain('/nonexistent/tool cannot be started');
});
