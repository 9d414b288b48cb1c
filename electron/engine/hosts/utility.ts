// The engine inside Electron's utility process: each screen's MessagePort is handed to it directly.
import { carryScreen } from '#engine/engine-port.ts';
import { launchHost } from './load-host.ts';
import type { FromHost, ToHost } from '#shared/shell/host-messages.ts';

/** The part of Electron's MessagePortMain used here; the engine is compiled without Electron's types. */
interface ElectronPort {
  on: ((type: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void) => void) &
    ((type: 'close', listener: () => void) => void);
  start: () => void;
  postMessage: (data: unknown) => void;
}

const parent = (process as unknown as { parentPort: Omit<ElectronPort, 'start'> }).parentPort;
const host = await launchHost((message: FromHost) => parent.postMessage(message));

parent.on('message', ({ data, ports: [screen] }) => {
  const message = data as ToHost;
  if (message.kind === 'shutdown') host.end();
  else if (message.kind === 'note') host.use((engine) => engine.note(message.event));
  else if (message.kind === 'answer') host.answered(message.questionId, message.answer);
  else if (message.kind === 'port' && screen !== undefined) attach(screen);
});

function attach(screen: ElectronPort): void {
  const carried = carryScreen({ send: (data) => screen.postMessage(data) });
  screen.on('message', ({ data }) => carried.deliver(data));
  screen.on('close', carried.close);
  screen.start();
  host.use((engine) => engine.attach(carried.port, 'screen'));
}
