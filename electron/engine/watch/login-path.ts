// The PATH that a person has in a terminal. An app that was started from a desktop has a shorter one, in which the tools
// that log in to clusters are not found.
import type { CommandAnswer, CommandRequest } from '../probes/probe.ts';

export interface LoginPathOptions {
  run: (request: CommandRequest) => Promise<CommandAnswer>;
  env: Record<string, string | undefined>;
  platform: NodeJS.Platform;
  /** A shell's start may ask, or wait for a network. */
  limitMs?: number;
}

const mark = '__readyroom_path__';

/** The process's own PATH where it was started from a terminal, or where the shell does not tell in time. Never rejects. */
export async function readLoginPath({ run, env, platform, limitMs = 5000 }: LoginPathOptions): Promise<string> {
  const own = env['PATH'] ?? env['Path'] ?? '';
  const shell = env['SHELL'] ?? '';
  if (platform === 'win32' || env['TERM'] !== undefined || !/\/(ba|z|da|k)?sh$|\/fish$/.test(shell)) return own;
  // fish has PATH as a list and joins it only inside quotes.
  const print = `printf '%s' "${mark}"; printenv PATH; printf '%s' "${mark}"`;
  try {
    const cut = AbortSignal.timeout(limitMs + 1000);
    const { HOME = '', USER = '' } = env;
    const { stdout } = await run({ argv: [shell, '-l', '-i', '-c', print], env: { HOME, USER, SHELL: shell, PATH: own, TERM: 'dumb' }, deadlineMs: limitMs, signal: cut }); // prettier-ignore
    const told = stdout.split(mark)[1]?.trim() ?? '';
    return told.includes('/') ? told : own;
  } catch {
    // A shell that cannot be asked is no reason not to look where this process would.
    return own;
  }
}
