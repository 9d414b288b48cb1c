import { expect, test } from 'vitest';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { commandHelp, commands, helpText } from './commands.ts';
import { notAllowed } from './not-allowed.ts';

function line(...argv: string[]): CommandLine {
  const asked = readCommandLine(argv);
  if (asked.kind !== 'command') throw new Error(`it asked for ${asked.kind}`);
  return asked.line;
}

test('options may be repeated where that means something, and values may begin after an equals sign', () => {
  const read = line('check', '--phase', 'a', 'plan.yaml', '--phase=b', '--var', 'x=1', '--json');
  expect(read.operands).toEqual(['plan.yaml']);
  expect(read.values('phase')).toEqual(['a', 'b']);
  expect(read.values('var')).toEqual(['x=1']);
  expect([read.flag('json'), read.flag('trust')]).toEqual([true, false]);
  expect(read.value('junit')).toBeUndefined();
});

test('of an option that counts once the last one counts', () => {
  expect(line('check', 'p', '--junit', 'a', '--junit', 'b').value('junit')).toBe('b');
});

test.each([
  [
    ['chek', 'p'],
    new RegExp(`no command chek; did you mean check\\?; there are ${commands.map(({ name }) => name).join(', ')}$`),
  ],
  [[], /there is no command/],
  [['check', '--phse', 'x', 'p'], /no option --phse; did you mean --phase\?; there are --phase, --var/],
  [['check', '-x', 'p'], /no option -x/],
  [['check'], /check needs PLAN/],
  [['check', 'a', 'b'], /takes only PLAN besides its options, not b/],
  [['check', 'p', '--junit'], /--junit/],
  [['check', 'p', '--phase', '--json'], /--phase/],
  [['check', 'p', '--json=yes'], /--json/],
  [['demo', 'now'], /takes nothing besides its options, not now/],
])('%j is refused with what is allowed', (argv, sentence) => {
  expect(() => readCommandLine(argv)).toThrowError(
    expect.objectContaining({ code: 'bad_input', message: expect.stringMatching(sentence) }),
  );
});

test('help is given for a command even where its operands are missing', () => {
  expect(line('check', '--help').flag('help')).toBe(true);
});

test('the help names every command and each of its options', () => {
  for (const command of commands) {
    expect(helpText()).toContain(command.doc);
    for (const name of Object.keys(command.options)) expect(commandHelp(command)).toContain(`--${name}`);
  }
});

test('a word too far from all that is allowed brings no guess', () => {
  expect(notAllowed('no command', 'zebra', ['check', 'demo'])).toBe('no command zebra; there are check, demo');
  expect(notAllowed('no command', 'Doctr', ['check', 'doctor'])).toContain('did you mean doctor?');
});
