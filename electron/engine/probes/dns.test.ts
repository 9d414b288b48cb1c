import { createSocket } from 'node:dgram';
import { expect, onTestFinished, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { cutoffAfter, look } from './context.fixture.ts';
import { dnsProbe } from './dns.ts';

/** A name server on a free UDP port: answers one A record for example.test, or the code for other names. */
async function serveNames(code = 3): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    if (code < 0) return;
    const known = query.includes(Buffer.from('\x07example\x04test\x00', 'latin1'));
    const isA = query.readUInt16BE(query.indexOf(0, 12) + 1) === 1;
    const end = query.indexOf(0, 12) + 5;
    const head = Buffer.from(query.subarray(0, 12));
    head.writeUInt16BE(0x8180 | (known ? 0 : code), 2);
    head.writeUInt16BE(known && isA ? 1 : 0, 6);
    head.fill(0, 8, 12);
    const answer = Buffer.from([0xc0, 0x0c, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7]);
    socket.send(
      Buffer.concat([head, query.subarray(12, end), ...(known && isA ? [answer] : [])]),
      from.port,
      from.address,
    );
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  onTestFinished(() => void socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

test('records are facts', async () => {
  const { facts } = await look(dnsProbe, { name: 'example.test', server: await serveNames() });
  expect(facts).toMatchObject({ answers: ['192.0.2.7'], count: 1, durationMs: expect.any(Number) });
  expect(facts).not.toHaveProperty('failure');
});

test('no such name, and no such record, are facts with none', async () => {
  const server = await serveNames();
  expect((await look(dnsProbe, { name: 'other.test', server })).facts).toMatchObject({
    answers: [],
    count: 0,
    failure: 'there is no name other.test',
  });
  expect((await look(dnsProbe, { name: 'example.test', type: 'MX', server })).facts).toMatchObject({
    count: 0,
    failure: 'example.test has no MX records',
  });
});

test('a server that refuses or keeps silent is an error: nothing was seen', async () => {
  await expect(look(dnsProbe, { name: 'x.test', server: await serveNames(5) })).rejects.toMatchObject({
    code: 'unavailable',
  });
  const silent = look(
    dnsProbe,
    { name: 'x.test', server: await serveNames(-1) },
    { cutoff: cutoffAfter('timed_out', 50) },
  );
  await expect(silent).rejects.toThrow(/cannot be asked for x\.test: no answer in time/);
  const cancelled = look(
    dnsProbe,
    { name: 'x.test', server: await serveNames(-1) },
    { cutoff: cutoffAfter('cancelled', 50) },
  );
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
});

test('a server that is not permitted is not asked', async () => {
  const permit = ({ subject }: { subject: string }): void => {
    throw new OpsError('denied', subject);
  };
  await expect(look(dnsProbe, { name: 'x.test', server: '127.0.0.1' }, { permit })).rejects.toThrow('127.0.0.1:53');
});
