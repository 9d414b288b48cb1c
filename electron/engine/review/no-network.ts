// Loaded into the process that reads a bundle before anything else is: from here on no script in there
// can open a connection, listen, send a datagram, ask for a name or begin another thread. Node closes the network by itself only
// in versions whose permissions know it. What is not a script, such as SQLite, opens none.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import threads from 'node:worker_threads';

function refuse(): never {
  throw Object.assign(new Error('The process that reads a bundle has no network.'), { code: 'ERR_ACCESS_DENIED' });
}

/** For good: what stood there before is out of reach. */
function close(owner: object, names: readonly string[]): void {
  for (const name of names) Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
}

const asks = (owner: object): string[] => Object.keys(owner).filter((name) => /^(lookup|resolve|reverse)/.test(name));

// TLS, HTTP, fetch and WebSocket all connect by this one.
close(net.Socket.prototype, ['connect']);
close(net.Server.prototype, ['listen']);
close(dgram.Socket.prototype, ['bind', 'connect', 'send']);
close(dns, asks(dns));
close(dns.promises, asks(dns.promises));
for (const { Resolver } of [dns, dns.promises]) {
  for (let owner: object = Resolver.prototype; owner !== Object.prototype; owner = Object.getPrototypeOf(owner) as object)
    close(owner, Object.getOwnPropertyNames(owner).filter((name) => /^(resolve|reverse)/.test(name))); // prettier-ignore
}
// Node's own parts below all of these.
close(process, ['binding']);

// Another thread would begin without all this.
const None = new Proxy(threads.Worker, { construct: refuse });
for (const [owner, name] of [
  [threads, 'Worker'],
  [threads.Worker.prototype, 'constructor'],
] as const)
  Object.defineProperty(owner, name, { value: None, writable: false, configurable: false });
syncBuiltinESMExports();
