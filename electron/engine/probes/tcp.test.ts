import { expect, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { closedPort, cutoffAfter, look, serveTcp } from './context.fixture.ts';
import { tcpProbe } from './tcp.ts';

test('an open port is connected to, and nothing is sent unless asked for', async () => {
  let received = 0;
  const port = await serveTcp((socket) => socket.on('data', (chunk) => (received += chunk.length)));
  const { facts } = await look(tcpProbe, { host: '127.0.0.1', port });
  expect(facts).toMatchObject({ connected: true, connectMs: expect.any(Number), remoteAddress: '127.0.0.1' });
  expect(facts).not.toHaveProperty('failure');
  expect(received).toBe(0);
});

test('an answer is read up to as many bytes as asked for, or until it pauses', async () => {
  const port = await serveTcp((socket) => socket.on('data', (chunk) => socket.write(`got ${chunk.toString()}`)));
  expect((await look(tcpProbe, { host: '127.0.0.1', port, send: 'PING', readBytes: 5 })).facts['banner']).toBe('got P');
  expect((await look(tcpProbe, { host: '127.0.0.1', port, send: 'PING', readBytes: 500 })).facts['banner']).toBe(
    'got PING',
  );
});

test('a refused connection, a silent and a closing server are facts', async () => {
  const refused = await closedPort();
  expect((await look(tcpProbe, { host: '127.0.0.1', port: refused })).facts).toEqual({ connected: false, failure: `connection refused by 127.0.0.1:${refused}` }); // prettier-ignore
  const silent = await serveTcp(() => undefined);
  const late = await look(
    tcpProbe,
    { host: '127.0.0.1', port: silent, readBytes: 1 },
    { cutoff: cutoffAfter('timed_out', 50) },
  );
  expect(late.facts).toMatchObject({
    connected: true,
    failure: expect.stringMatching(/no answer from .* within \d+ ms/),
  });
  const closing = await serveTcp((socket) => socket.end());
  expect((await look(tcpProbe, { host: '127.0.0.1', port: closing, readBytes: 1 })).facts).toMatchObject({ connected: true, banner: '', failure: expect.stringContaining('without a word') }); // prettier-ignore
});

test('a cancelled look, an unknown name and an address that is not permitted are errors', async () => {
  const silent = await serveTcp(() => undefined);
  const looking = look(
    tcpProbe,
    { host: '127.0.0.1', port: silent, readBytes: 1 },
    { cutoff: cutoffAfter('cancelled', 20) },
  );
  await expect(looking).rejects.toMatchObject({ code: 'cancelled' });
  await expect(look(tcpProbe, { host: 'no-such-host.invalid', port: 80 })).rejects.toBeInstanceOf(OpsError);
  const permit = ({ subject }: { subject: string }): void => {
    if (!subject.startsWith('localhost')) throw new OpsError('denied', `not ${subject}`);
  };
  await expect(look(tcpProbe, { host: 'localhost', port: silent }, { permit })).rejects.toMatchObject({
    code: 'denied',
  });
});
