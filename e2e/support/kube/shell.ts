// The program of an exec: a shell of a few words, enough to see that a terminal works. Runs nothing real.
// The grammar: words in plain, single or double quotes; statements joined by `;`, `&&` and `||`.
import { isPresent, shells, shellWords, type ShellState } from './shell-words.ts';

export interface ProgramHost {
  command: string[];
  hostName: string;
  hasTerminal: boolean;
  hasInput: boolean;
  out: (text: string) => void;
  err: (text: string) => void;
  /** Called once. */
  exit: (code: number) => void;
}

export interface Program {
  begin: () => void;
  input: (text: string) => void;
  inputEnded: () => void;
  resize: (columns: number, rows: number) => void;
  /** The client has gone. */
  end: () => void;
}

export function startProgram(host: ProgramHost): Program {
  let isOver = false;
  const newline = host.hasTerminal ? '\r\n' : '\n';
  const state: ShellState = {
    say: (text) => host.out(`${text}${newline}`),
    hostName: host.hostName,
    hasInput: host.hasInput,
    newline,
    size: { columns: 0, rows: 0 },
    lastCode: 0,
    isCat: false,
    exit: (code) => {
      if (!isOver) host.exit(code);
      isOver = true;
    },
  };
  const run = (words: string[]): number => {
    const [name = '', ...rest] = words;
    if (name === '') return state.lastCode;
    if (shells.includes(name)) return rest[0] === '-c' ? runAll(rest[1] ?? '') : 0;
    if (Object.hasOwn(shellWords, name)) return shellWords[name]?.(state, rest) ?? 0;
    host.err(`sh: ${name}: not found${newline}`);
    return 127;
  };
  const runAll = (script: string): number => {
    for (const { text, joint } of statementsOf(script)) {
      if (isOver) break;
      if ((joint === '&&' && state.lastCode !== 0) || (joint === '||' && state.lastCode === 0)) continue;
      state.lastCode = run(wordsOf(text));
    }
    return state.lastCode;
  };
  const isShell = shells.includes(host.command[0] ?? '') && host.command[1] !== '-c';
  const keyboard = createKeyboard(host, state, { runAll, isShell, isOver: () => isOver });
  return {
    begin: () => {
      if (isShell && host.hasInput) return keyboard.ask();
      const code = isShell ? 0 : runProgram(host, run);
      if (!state.isCat) state.exit(code);
    },
    input: (text) => {
      for (const key of text) if (!isOver) keyboard.type(key);
    },
    inputEnded: keyboard.endOfInput,
    resize: (columns, rows) => {
      state.size = { columns, rows };
    },
    end: () => void (isOver = true),
  };
}

/** The first word is a program of its own here, so that what is missing fails as a container runtime says it. */
function runProgram(host: ProgramHost, run: (words: string[]) => number): number {
  const [program = ''] = host.command;
  if (isPresent(program)) return run(host.command);
  host.err(
    `OCI runtime exec failed: exec failed: unable to start container process: exec: "${program}": ` +
      'executable file not found in $PATH: unknown\n',
  );
  return 127;
}

interface Keyboard {
  ask: () => void;
  type: (key: string) => void;
  endOfInput: () => void;
}

/** Lines from keys, echoed where there is a terminal. */
function createKeyboard(
  host: ProgramHost,
  state: ShellState,
  shell: { runAll: (script: string) => number; isShell: boolean; isOver: () => boolean },
): Keyboard {
  let line = '';
  const echo = (text: string): void => {
    if (host.hasTerminal) host.out(text);
  };
  const ask = (): void => {
    if (!shell.isOver() && !state.isCat) echo('/ # ');
  };
  const enter = (): void => {
    const text = line;
    line = '';
    echo('\r\n');
    if (state.isCat) state.say(text);
    else shell.runAll(text);
    ask();
  };
  const interrupt = (): void => {
    line = '';
    state.isCat = false;
    echo('^C\r\n');
    ask();
  };
  const endOfInput = (): void => {
    if (line !== '') enter();
    if (!state.isCat || !shell.isShell) return state.exit(state.lastCode);
    state.isCat = false;
    ask();
  };
  const type = (key: string): void => {
    if (key === '\r' || key === '\n') enter();
    else if (key === '\u0003') interrupt();
    else if (key === '\u0004') {
      if (line === '') endOfInput();
    } else if (key === '\u007f') {
      if (line !== '') echo('\b \b');
      line = line.slice(0, -1);
    } else {
      line += key;
      echo(key);
    }
  };
  return { ask, type, endOfInput };
}

function statementsOf(script: string): { text: string; joint: string }[] {
  const pieces = script.split(/(;|&&|\|\||\n)/);
  return pieces.flatMap((text, at) =>
    at % 2 === 1 || text.trim() === '' ? [] : [{ text, joint: pieces[at - 1] ?? ';' }],
  );
}

const wordsOf = (text: string): string[] =>
  [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
