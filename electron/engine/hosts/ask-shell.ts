// Questions of the engine to the shell that hosts it: each has a number, one answer, and a limit of time.
import { OpsError } from '#shared/model/ops-error.ts';
import type { FromHost, PrintAnswer, SecretAnswer, ShellAnswer, ShellQuestion } from '#shared/shell/host-messages.ts';
import type { PrintPdf } from '../postmortem/pdf-pieces.ts';
import type { AskShell } from '../secrets/kept-secrets.ts';

export interface ShellAsker {
  ask: AskShell;
  /** @throws OpsError with the shell's refusal, or `timed_out` */
  print: PrintPdf;
  /** An answer came; one that nobody waits for any more is dropped. */
  answered: (questionId: number, answer: ShellAnswer) => void;
}

/** The system may ask a person to unlock its keychain first; a long page takes some seconds to be printed. */
const patienceMs = 60_000;

/** @param later calls back after a time, and returns how to prevent it. */
export function createShellAsker(
  tell: (message: FromHost) => void,
  later: (callback: () => void, ms: number) => () => void,
): ShellAsker {
  const waiting = new Map<number, (answer: ShellAnswer) => void>();
  let lastId = 0;
  /** @param is of the answer, whether it is one to the question */
  const put = <T extends SecretAnswer | PrintAnswer>(
    question: ShellQuestion,
    about: string,
    is: (answer: SecretAnswer | PrintAnswer) => answer is T,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const questionId = ++lastId;
      const cancel = later(() => {
        waiting.delete(questionId);
        reject(new OpsError('timed_out', `The desktop app did not answer about ${about} within ${patienceMs / 1000} s`)); // prettier-ignore
      }, patienceMs);
      waiting.set(questionId, (answer) => {
        waiting.delete(questionId);
        cancel();
        if (!answer.ok) reject(new OpsError(answer.code, answer.message));
        else if (is(answer)) resolve(answer);
        else reject(new OpsError('unavailable', `The desktop app answered something else than was asked about ${about}.`)); // prettier-ignore
      });
      tell({ kind: 'question', questionId, question });
    });
  return {
    ask: (question) => put(question, 'its keychain', (answer) => 'keychain' in answer),
    print: async (html) => (await put({ kind: 'print', html }, 'a PDF', (answer) => 'pdf' in answer)).pdf,
    answered: (questionId, answer) => waiting.get(questionId)?.(answer),
  };
}
