// Questions of the engine to the shell that hosts it: each has a number, one answer, and a limit of time.
import { OpsError } from '#shared/model/ops-error.ts';
import type { FromHost, ShellAnswer, ShellQuestion } from '#shared/shell/host-messages.ts';
import type { AskShell } from '../secrets/kept-secrets.ts';

export interface ShellAsker {
  ask: AskShell;
  /** An answer came; one that nobody waits for any more is dropped. */
  answered: (questionId: number, answer: ShellAnswer) => void;
}

/** The system may ask a person to unlock its keychain first. */
const patienceMs = 60_000;

/** @param later calls back after a time, and returns how to prevent it. */
export function createShellAsker(
  tell: (message: FromHost) => void,
  later: (callback: () => void, ms: number) => () => void,
): ShellAsker {
  const waiting = new Map<number, (answer: ShellAnswer) => void>();
  let lastId = 0;
  return {
    ask: (question: ShellQuestion) =>
      new Promise((resolve, reject) => {
        const questionId = ++lastId;
        const cancel = later(() => {
          waiting.delete(questionId);
          reject(new OpsError('timed_out', `The desktop app did not answer about its keychain within ${patienceMs / 1000} s`)); // prettier-ignore
        }, patienceMs);
        waiting.set(questionId, (answer) => {
          waiting.delete(questionId);
          cancel();
          if (answer.ok) resolve(answer);
          else reject(new OpsError(answer.code, answer.message));
        });
        tell({ kind: 'question', questionId, question });
      }),
    answered: (questionId, answer) => waiting.get(questionId)?.(answer),
  };
}
