// The engine in another Node, where Electron's own is too old for it. Its pipe carries the messages of all screens,
// so here, and only here, they pass through the shell.
import type { MessagePortMain } from 'electron';
import { fork } from 'node:child_process';
import { engineEnv } from '#shared/shell/engine-env.ts';
import type { FromHost, HostStart, ShellQuestion, ToHost } from '#shared/shell/host-messages.ts';
import { closeWithin } from './close-within.ts';
import type { EngineListener, EngineProcess } from './engine-keeper.ts';

export function launchForked(
  entry: string,
  node: string,
  start: HostStart,
  { ended, told, asked }: EngineListener,
): EngineProcess<MessagePortMain> {
  const child = fork(entry, [JSON.stringify(start)], {
    execPath: node,
    execArgv: [],
    env: engineEnv(process.env),
    serialization: 'advanced',
  });
  const ports = new Map<number, MessagePortMain>();
  let lastId = 0;
  let failure: string | null = null;
  const gone = new Promise<void>((resolve) => {
    const finish = (reason: string): void => {
      for (const port of ports.values()) port.close();
      ports.clear();
      resolve();
      ended(failure ?? reason);
    };
    // A program that cannot be started gives an error and no exit.
    child.once('error', (error) => {
      if (child.pid === undefined) finish(error.message);
    });
    child.once('exit', (code, signal) => finish(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  // What is sent to a process that has just died is lost, like its ports; its exit is handled above.
  const tell = (message: ToHost): void => void (child.connected && child.send(message, () => undefined));
  const answer = async (questionId: number, question: ShellQuestion): Promise<void> =>
    tell({ kind: 'answer', questionId, answer: await asked(question) });
  child.on('message', (message: FromHost) => {
    if (message.kind === 'failed') failure = message.reason;
    else if (message.kind === 'notice') told(message.notice);
    else if (message.kind === 'question') void answer(message.questionId, message.question);
    else if (message.kind === 'data') ports.get(message.portId)?.postMessage(message.data);
  });
  return {
    connect: (port) => {
      const portId = ++lastId;
      ports.set(portId, port);
      tell({ kind: 'open', portId });
      port.on('message', ({ data }) => tell({ kind: 'data', portId, data }));
      port.on('close', () => {
        if (ports.delete(portId)) tell({ kind: 'close', portId });
      });
      port.start();
    },
    note: (event) => tell({ kind: 'note', event }),
    stop: () => {
      tell({ kind: 'shutdown' });
      return closeWithin(gone, () => child.kill('SIGKILL'));
    },
  };
}
