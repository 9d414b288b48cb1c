// Reads what was typed against the table of commands. Whatever is not allowed is refused with what is.
import { parseArgs } from 'node:util';
import { OpsError, messageOf } from '#shared/model/ops-error.ts';
import { refuseUnfit } from './fitting-options.ts';
import { notAllowed } from './not-allowed.ts';
import { commands, type CommandSpec } from './commands.ts';

export interface CommandLine {
  command: CommandSpec;
  operands: string[];
  flag: (name: string) => boolean;
  /** The value of an option that may be given once. */
  value: (name: string) => string | undefined;
  values: (name: string) => string[];
}

export type Asked = { kind: 'help' } | { kind: 'version' } | { kind: 'command'; line: CommandLine };

/** Throws OpsError('bad_input') that says what is allowed. */
export function readCommandLine(argv: readonly string[]): Asked {
  const [first, ...rest] = argv;
  if (first === undefined) throw new OpsError('bad_input', `there is no command; there are ${names().join(', ')}`);
  if (first === '--help' || first === '-h' || first === 'help') return { kind: 'help' };
  if (first === '--version') return { kind: 'version' };
  const command = commands.find((each) => each.name === first);
  if (!command) throw new OpsError('bad_input', notAllowed('no command', first, names()));
  const given = refuseWrongOptions(command, rest);
  const { values, positionals } = parseStrictly(command, rest);
  const listOf = (name: string): (string | boolean)[] => {
    const value = (values as Record<string, string | boolean | (string | boolean)[] | undefined>)[name];
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  };
  const line: CommandLine = {
    command,
    operands: positionals,
    flag: (name) => listOf(name).includes(true),
    value: (name) => listOf(name).map(String).at(-1),
    values: (name) => listOf(name).map(String),
  };
  if (!line.flag('help')) {
    refuseWrongOperands(command, positionals);
    refuseUnfit(command, positionals, given);
  }
  return { kind: 'command', line };
}

function names(): string[] {
  return commands.map((command) => command.name);
}

function parserOptions(command: CommandSpec) {
  const options = Object.entries(command.options).map(([name, { type, multiple = false }]) => [
    name,
    { type, multiple },
  ]);
  return Object.fromEntries(options) as Record<string, { type: 'boolean' | 'string'; multiple: boolean }>;
}

/** A first, lenient reading, for the strict one says neither what is allowed nor what was probably meant. @returns their names */
function refuseWrongOptions(command: CommandSpec, args: string[]): string[] {
  const options = parserOptions(command);
  const { tokens } = parseArgs({ args, options, allowPositionals: true, strict: false, tokens: true });
  return tokens.flatMap((token) => {
    if (token.kind !== 'option') return [];
    const spec = command.options[token.name];
    if (spec === undefined) {
      const allowed = Object.keys(options).map((name) => `--${name}`);
      throw new OpsError('bad_input', notAllowed(`${command.name} has no option`, token.rawName, allowed));
    }
    const { name, value, inlineValue } = token;
    const option = `${command.name} --${name}`;
    if (spec.type === 'boolean' && value !== undefined)
      throw new OpsError('bad_input', `${option} takes no value, not ${value}`);
    if (spec.type === 'string' && (value === undefined || value === ''))
      throw new OpsError('bad_input', `${option} needs ${spec.value}`);
    // As node reads it, the next option would be the value.
    if (spec.type === 'string' && inlineValue === false && value?.startsWith('-') === true)
      throw new OpsError('bad_input', `${option} needs ${spec.value}; a value that begins with - is given as --${name}=-...`); // prettier-ignore
    return [name];
  });
}

function parseStrictly(command: CommandSpec, args: string[]) {
  try {
    return parseArgs({ args, options: parserOptions(command), allowPositionals: true, strict: true });
  } catch (error) {
    throw new OpsError('bad_input', messageOf(error).split('\n')[0] ?? '', { cause: error });
  }
}

function refuseWrongOperands(command: CommandSpec, operands: string[]): void {
  for (const [at, wanted] of command.operands.entries()) {
    const given = operands[at];
    // An empty one is a variable of a script that was not set.
    if (given === '' || (given === undefined && !wanted.startsWith('[')))
      throw new OpsError('bad_input', `${command.name} needs ${wanted}`);
  }
  const extra = operands[command.operands.length];
  if (extra !== undefined) {
    const allowed = command.operands.length > 0 ? `only ${command.operands.join(' ')}` : 'nothing';
    throw new OpsError('bad_input', `${command.name} takes ${allowed} besides its options, not ${extra}`);
  }
}
