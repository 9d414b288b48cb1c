// WebSockets of admitted screens: each becomes one engine port, silent ones are dropped. Admission is decided before.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { carryScreen, type ScreenTarget } from '#engine/engine-port.ts';

const messageLimitBytes = 2 * 1024 * 1024;
/** A screen that has not answered a ping by the next one is taken for dead. */
export const pingEveryMs = 15_000;

export interface ScreenSockets {
  take: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  close: () => void;
}

export function createScreenSockets(engine: ScreenTarget, log: (line: string) => void, pingMs: number): ScreenSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: messageLimitBytes, perMessageDeflate: false });
  const answered = new WeakSet<WebSocket>();

  const take = (socket: WebSocket): void => {
    const carried = carryScreen({
      send: (data) => {
        if (socket.readyState === WebSocket.OPEN) socket.send(data as string | Uint8Array);
      },
      backlogBytes: () => socket.bufferedAmount,
      refuse: () => socket.close(1003, 'Not a request'),
    });
    answered.add(socket);
    socket.on('pong', () => answered.add(socket));
    socket.on('message', (data: Buffer, isBinary) =>
      carried.deliver(isBinary ? new Uint8Array(data) : data.toString()),
    );
    socket.on('error', (error) => log(`A screen's connection broke: ${error.message}`));
    socket.on('close', carried.close);
    engine.attach(carried.port, 'screen');
  };

  const pinging = setInterval(() => {
    for (const socket of server.clients) {
      if (answered.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, pingMs);
  pinging.unref();

  return {
    take: (request, socket, head) => server.handleUpgrade(request, socket, head, take),
    close: () => {
      clearInterval(pinging);
      for (const socket of server.clients) socket.close(1001, 'Ready Room is closing');
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
