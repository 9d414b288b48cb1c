// The server under a benchmark, in a process of its own so that its work is not counted with the checker's.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const body = '{"status":"healthy","attestations":12345,"uptimeSeconds":86400,"version":"1.0"}';
const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
