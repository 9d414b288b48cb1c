// What a command gets of the process it runs in, so that a test can give it something else.
import { OpsError } from '#shared/model/ops-error.ts';
import type { Screen } from './progress-screen.ts';
import { printable } from './terminal-text.ts';

export interface Terminal {
  stdout: Screen;
  stderr: Screen;
  env: Readonly<Record<string, string | undefined>>;
  /** Asks a question that `y` or `yes` consents to; null where nobody can be asked. */
  ask: ((question: string) => Promise<boolean>) | null;
  /** Calls back at the first Ctrl-C, SIGTERM or SIGHUP; the second ends the process at once, as the first does where nobody listens. */
  onInterrupt: (listener: () => void) => void;
}

/** Aborted at the first interrupt, with what that comes to for the command as the reason. */
export function interruptSignal(terminal: Terminal, words: string): AbortSignal {
  const stop = new AbortController();
  terminal.onInterrupt(() => stop.abort(new OpsError('cancelled', words)));
  return stop.signal;
}

/** Says on standard error what a killed command had left where this one writes. */
export function tellLeftoverOn({ stderr }: Pick<Terminal, 'stderr'>): (words: string) => void {
  return (words) => void stderr.write(`${printable(words)}\n`);
}

/** Resolves as the work does, or rejects with the signal's reason; the work is then left to end by itself. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  const stop = (): void => stopped.reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Resolves at the first interrupt. */
export function interrupted(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => terminal.onInterrupt(resolve));
}
