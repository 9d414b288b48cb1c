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
  [['check', 'p', '--junit'], /^check --junit needs FILE$/],
  [['check', 'p', '--junit', ''], /^check --junit needs FILE$/],
  [['check', 'p', '--timeout='], /^check --timeout needs SECONDS$/],
  [['check', ''], /^check needs PLAN$/],
  [
    ['check', 'p', '--phase', '--json'],
    /^check --phase needs ID; a value that begins with - is given as --phase=-\.\.\.$/,
  ],
  [['check', 'p', '--json=yes'], /^check --json takes no value, not yes$/],
  [['demo', '--drill', '--check'], /^demo --drill is given alone, not with --check$/],
  [['demo', '--drill', '--break', 'health'], /^demo --drill is given alone, not with --break$/],
  [['demo', '--drill', 'now'], /takes nothing besides its options, not now/],
  [['demo', '--drill=fast'], /^demo --drill takes no value, not fast$/],
  [['incident', 'list', '--out', 'x.rrb'], /^incident list takes no --out; it takes --json, --data$/],
  [['incident', 'show', 'INC-1', '--sign'], /^incident show takes no --sign; it takes --json, --data$/],
  [
    ['incident', 'postmortem', 'INC-1', '--before', '5'],
    /^incident postmortem takes no --before; it takes --out, --data$/,
  ],
  [
    ['baseline', 'compare', 'f', '--out', 'g'],
    /^baseline compare takes no --out; it takes --prometheus, --with, --json$/,
  ],
  [['baseline', 'capture', 'f', '--with', 'g'], /^baseline capture takes no --with; it takes --prometheus, --out$/],
  [['review', 'b.rrb', '--json'], /^review --json is given with --check$/],
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
