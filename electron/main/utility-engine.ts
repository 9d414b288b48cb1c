// The engine in Electron's utility process. Ports are handed over whole; no message of a screen passes through here.
import { utilityProcess, type MessagePortMain } from 'electron';
import { engineEnv } from '#shared/shell/engine-env.ts';
import type { FromHost, HostStart, ShellQuestion, ToHost } from '#shared/shell/host-messages.ts';
import { closeWithin } from './close-within.ts';
import type { EngineListener, EngineProcess } from './engine-keeper.ts';

export function launchUtility(
  entry: string,
  start: HostStart,
  { ended, told, asked }: EngineListener,
): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(entry, [JSON.stringify(start)], {
    serviceName: 'Ready Room engine',
    stdio: 'inherit',
    env: engineEnv(process.env),
  });
  const tell = (message: ToHost, ports?: MessagePortMain[]): void => child.postMessage(message, ports);
  let failure: string | null = null;
  let isGone = false;
  const answer = async (questionId: number, question: ShellQuestion): Promise<void> => {
    const said = await asked(question);
    if (!isGone) tell({ kind: 'answer', questionId, answer: said });
  };
  child.on('message', (message: FromHost) => {
    if (message.kind === 'failed') failure = message.reason;
    else if (message.kind === 'notice') told(message.notice);
    else if (message.kind === 'question') void answer(message.questionId, message.question);
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      isGone = true;
      resolve();
      ended(failure ?? `exit code ${code}`);
    });
  });
  return {
    connect: (port) => tell({ kind: 'port' }, [port]),
    note: (event) => tell({ kind: 'note', event }),
    stop: () => {
      tell({ kind: 'shutdown' });
      return closeWithin(gone, () => child.kill());
    },
  };
}
