// What a command gets of the process it runs in, so that a test can give it something else.
import type { Screen } from './progress-screen.ts';

export interface Terminal {
  stdout: Screen;
  stderr: Screen;
  env: Readonly<Record<string, string | undefined>>;
  /** Asks a question that `y` or `yes` consents to; null where nobody can be asked. */
  ask: ((question: string) => Promise<boolean>) | null;
  /** Calls back at the first Ctrl-C, SIGTERM or SIGHUP; the second ends the process at once. */
  onInterrupt: (listener: () => void) => void;
}

/** Resolves at the first interrupt. */
export function interrupted(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => terminal.onInterrupt(resolve));
}
