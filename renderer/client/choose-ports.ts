// Which shell the page runs in: the desktop's own scheme means ports from the preload, anything else a WebSocket.
import { desktopPorts } from './desktop-ports.ts';
import type { ConnectPorts } from './port.ts';
import { socketPorts, socketUrl } from './socket-ports.ts';

export function choosePorts(page: Window): ConnectPorts {
  if (page.location.protocol === 'app:') return desktopPorts(page);
  return socketPorts(() => new WebSocket(socketUrl(page.location)), `the server at ${page.location.host}`);
}
