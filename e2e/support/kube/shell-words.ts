// The commands of the fake shell, each with its exit code. They touch nothing but what they are given.

export interface ShellState {
  /** With the line's end that the terminal wants. */
  say: (text: string) => void;
  hostName: string;
  hasInput: boolean;
  newline: string;
  size: { columns: number; rows: number };
  lastCode: number;
  /** What comes in goes out again. */
  isCat: boolean;
  exit: (code: number) => void;
}

export const shells = ['sh', '/bin/sh', 'ash', '/bin/ash'];

type Word = (state: ShellState, args: string[]) => number;

const said = (state: ShellState, text: string): number => {
  state.say(text);
  return 0;
};

export const shellWords: Readonly<Record<string, Word>> = {
  echo: (state, args) => said(state, args.join(' ').replaceAll('$?', String(state.lastCode))),
  true: () => 0,
  false: () => 1,
  hostname: (state) => said(state, state.hostName),
  stty: (state, args) => (args[0] === 'size' ? said(state, `${state.size.rows} ${state.size.columns}`) : 1),
  command: (state, [, name = '']) => {
    if (!isPresent(name)) return 127;
    return said(state, name.startsWith('/') ? name : `/bin/${name}`);
  },
  test: (_state, args) => (args[0] === '-x' && shells.includes(args[1] ?? '') ? 0 : 1),
  seq: (state, args) => {
    const numbers = Array.from({ length: Number(args[0] ?? 0) }, (_, at) => at + 1);
    return numbers.length === 0 ? 0 : said(state, numbers.join(state.newline));
  },
  cat: (state) => {
    state.isCat = state.hasInput;
    return 0;
  },
  exit: (state, args) => {
    const code = Number(args[0] ?? state.lastCode);
    state.exit(code);
    return code;
  },
};

export const isPresent = (name: string): boolean => shells.includes(name) || Object.hasOwn(shellWords, name);
