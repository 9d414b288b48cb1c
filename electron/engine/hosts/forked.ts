// The engine in a plain Node process: the screens' messages are relayed through the IPC pipe, told apart by port id.
import { carryScreen, type CarriedPort } from '#engine/engine-port.ts';
import { launchHost } from './load-host.ts';
import type { FromHost, ToHost } from '#shared/shell/host-messages.ts';

const ports = new Map<number, CarriedPort>();
const host = await launchHost((message) => send(message));

/** `done` is called when the message has been written to the pipe, or never will be. */
function send(message: FromHost, done: () => void = () => undefined): void {
  // The shell can die between the question and the answer; 'disconnect' then ends this process.
  if (process.connected) process.send?.(message, undefined, undefined, done);
  else done();
}

function open(portId: number): void {
  let backlogBytes = 0;
  const carried = carryScreen({
    send: (data) => {
      const size = sizeOf(data);
      backlogBytes += size;
      send({ kind: 'data', portId, data }, () => (backlogBytes -= size));
    },
    backlogBytes: () => backlogBytes,
  });
  ports.set(portId, carried);
  host.use((engine) => engine.attach(carried.port, 'screen'));
}

function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return ArrayBuffer.isView(data) ? data.byteLength : 1024;
}

process.on('message', (message: ToHost) => {
  if (message.kind === 'shutdown') host.end();
  else if (message.kind === 'note') host.use((engine) => engine.note(message.event));
  else if (message.kind === 'answer') host.answered(message.questionId, message.answer);
  else if (message.kind === 'open') open(message.portId);
  else if (message.kind === 'data') ports.get(message.portId)?.deliver(message.data);
  else if (message.kind === 'close') {
    ports.get(message.portId)?.close();
    ports.delete(message.portId);
  }
});
process.on('disconnect', host.end);
