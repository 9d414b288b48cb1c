// A Docker engine in a process of its own, so that its work is not counted with what is measured: containers of one project,
// and lines of the first two as fast as it is told. `docker-child.ts SOCKET COUNT`.
import type { ServerResponse } from 'node:http';
import { fakeContainer, startFakeDaemon } from '#engine/sources/docker/fake-daemon.fixture.ts';

export type ToDocker = { kind: 'write'; linesPerSecond: number } | { kind: 'calm' };
/** When lines were given to the socket, epoch milliseconds, and how many had been by then. */
export interface Written {
  at: number;
  total: number;
}
export type FromDocker = { kind: 'ready' } | { kind: 'written'; written: Written[] };

const everyMs = 10;
const [socketPath = '', count = '0'] = process.argv.slice(2);
const daemon = await startFakeDaemon(socketPath);
const all = Array.from({ length: Number(count) }, (_, at) => fakeContainer(`web-${at}`));
for (const container of all) daemon.containers.set(container.id, container);

const followed = all.slice(0, 2).map(({ id, name }) => {
  const followers = new Set<ServerResponse>();
  daemon.routes.set(`GET /containers/${id}/logs`, (_, response) => {
    response.writeHead(200);
    response.flushHeaders();
    followers.add(response);
    response.on('close', () => followers.delete(response));
  });
  return { name, followers };
});

let writing: NodeJS.Timeout | undefined;
let written: Written[] = [];

function write(linesPerSecond: number): void {
  const began = performance.now();
  let total = 0;
  writing = setInterval(() => {
    const due = Math.floor(((performance.now() - began) * linesPerSecond) / 1000);
    const at = Date.now();
    const frames: Buffer[][] = followed.map(() => []);
    for (let line = total; line < due; line++) {
      const one = line % followed.length;
      frames[one]?.push(frameOf(at, line - total, `INFO ${followed[one]?.name} ${line} path=/api/orders took=12ms\n`));
    }
    for (const [one, { followers }] of followed.entries()) {
      for (const follower of followers) follower.write(Buffer.concat(frames[one] ?? []));
    }
    total = due;
    written.push({ at, total });
  }, everyMs);
}

/** As Docker frames a line with its time; `nanos` keeps the order within a millisecond. */
function frameOf(at: number, nanos: number, text: string): Buffer {
  const stamp = `${new Date(at).toISOString().slice(0, 23)}${String(nanos).padStart(6, '0')}Z`;
  const content = Buffer.from(`${stamp} ${text}`);
  const head = Buffer.alloc(8);
  head[0] = 1;
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}

const tell = (message: FromDocker): void => void process.send?.(message);
process.on('message', (message: ToDocker) => {
  if (message.kind === 'write') return write(message.linesPerSecond);
  clearInterval(writing);
  tell({ kind: 'written', written });
  written = [];
});
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
