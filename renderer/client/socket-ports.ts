// Ports in a browser tab: one WebSocket to the server that served the page, dressed up as a MessagePort.
import type { ConnectPorts, PortLike } from './port.ts';

/** The address of the engine for a page at `location`. The session is a cookie, so nothing secret is in it. */
export function socketUrl(location: { protocol: string; host: string }): string {
  return `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}/rpc`;
}

/** @param openSocket makes a WebSocket that is still connecting. */
export function socketPorts(openSocket: () => WebSocket, name: string): ConnectPorts {
  return ({ onPort, onFailure }) => ({
    name,
    dials: true,
    dial: () => {
      const socket = openSocket();
      socket.binaryType = 'arraybuffer';
      let opened = false;
      socket.addEventListener('open', () => {
        opened = true;
        onPort(portOf(socket));
      });
      socket.addEventListener('close', (event) => {
        // The browser hides whether it was refused or found nobody.
        if (!opened) {
          const known = `${name} does not answer, or was started anew and no longer knows this tab`;
          onFailure(`${known} (code ${event.code}); a new link that it prints, opened in this browser, mends that`);
        }
      });
    },
  });
}

function portOf(socket: WebSocket): PortLike {
  return {
    // A closing socket drops what it is given and says so only on the console; the close event is what counts.
    postMessage: (data) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(data as string);
    },
    addEventListener: (type, listener) => {
      socket.addEventListener(type, (event) => listener({ data: bytes((event as MessageEvent).data) }));
    },
    close: () => socket.close(),
  };
}

const bytes = (data: unknown): unknown => (data instanceof ArrayBuffer ? new Uint8Array(data) : data);
