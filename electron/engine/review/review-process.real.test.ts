import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Moment } from '#shared/model/moment.ts';
import { began, makeBundle } from '../bundles/bundle.fixture.ts';
import { testFolder } from '../store/store.fixture.ts';
import { openReviewProcess, type ReviewProcessOptions } from './review-process.ts';

const moment: Moment = { at: began, known: 'now', review: null };
const silent: ReviewProcessOptions = { onProof: () => undefined, onEnd: () => undefined };

/** A process that does what a defect of SQLite or a hostile bundle could make ours do. */
function madeUp(script: string): string {
  const entry = join(testFolder(), 'entry.mjs');
  writeFileSync(entry, `process.on('disconnect', () => process.exit());\nconst tell = (message) => process.send(message);\n${script}`); // prettier-ignore
  return entry;
}
const inspected = `tell({ kind: 'inspected', manifest: {}, hash: '', signed: { state: 'unsigned' }, fileBytes: 1 });`;

test('a bundle is read in a process that has nothing of our environment, may write nothing and start nothing', async () => {
  process.env['READYROOM_CANARY'] = 'do-not-pass-this-on';
  onTestFinished(() => void delete process.env['READYROOM_CANARY']);
  const { file } = makeBundle();
  const proven = Promise.withResolvers<string>();
  const review = await openReviewProcess(file, {
    ...silent,
    onProof: ({ state }) => {
      if (state !== 'checking') proven.resolve(state);
    },
  });
  onTestFinished(review.close);
  expect(readFileSync(`/proc/${review.pid}/environ`, 'latin1')).not.toContain('do-not-pass-this-on');
  expect(readFileSync(`/proc/${review.pid}/cmdline`, 'latin1')).toMatch(/--permission.*--max-old-space-size|--max-old-space-size.*--permission/s); // prettier-ignore
  expect(await review.ask(['system', 'journal'], { limit: 2 }, moment, undefined)).toHaveLength(2);
  expect(await proven.promise).toBe('whole');
});

test('no script in that process opens a connection, listens, sends a datagram, asks for a name or begins a thread that could', async () => {
  let connections = 0;
  const server = createServer(() => void connections++).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const entry = madeUp(`import net, { connect } from 'node:net';
    import http from 'node:http';
    import http2 from 'node:http2';
    import tls from 'node:tls';
    import dgram from 'node:dgram';
    import dns from 'node:dns';
    import { lookup } from 'node:dns/promises';
    import { Worker } from 'node:worker_threads';
    const port = ${port};
    const host = '127.0.0.1';
    const url = 'http://127.0.0.1:' + port;
    const tries = {
      net: (open) => net.connect(port, host, open),
      imported: (open) => connect(port, host, open),
      socket: (open) => new net.Socket().connect({ port, host }, open),
      http: (open) => http.get(url, open),
      http2: (open) => http2.connect(url, open),
      tls: (open) => tls.connect({ port, host }, open),
      fetch: () => fetch(url),
      listen: (open) => net.createServer().listen(0, open),
      datagram: (open) => dgram.createSocket('udp4').send('x', port, host, open),
      lookup: (open) => dns.lookup('localhost', open),
      promised: () => lookup('localhost'),
      resolver: (open) => new dns.Resolver().resolve4('localhost', open),
      below: (open) => open(process.binding('tcp_wrap')),
      thread: (open) => new Worker('require("node:net").connect(' + port + ')', { eval: true }).on('exit', open),
      again: (open) => { net.Socket.prototype.connect = () => open(); },
    };
    const outcome = (work) => new Promise((resolve) => {
      try {
        const made = work(() => resolve('open'));
        if (made?.then) made.then(() => resolve('open'), (error) => resolve(error.cause?.code ?? error.message));
        else made?.on('error', (error) => resolve(error.code));
      } catch (error) { resolve(error.code ?? error.name); }
    });
    ${inspected}
    process.on('message', async ({ kind, id }) => {
      if (kind !== 'ask') return;
      const value = {};
      for (const [name, work] of Object.entries(tries)) value[name] = await outcome(work);
      tell({ kind: 'answered', id, value });
    });`);
  const review = await openReviewProcess('/x', { ...silent, entry });
  onTestFinished(review.close);
  const outcomes = (await review.ask(['system', 'journal'], {}, moment, undefined)) as Record<string, string>;
  const { fetch: fetched, again, ...others } = outcomes;
  expect(Object.keys(others)).toHaveLength(13);
  expect(new Set(Object.values(others))).toEqual(new Set(['ERR_ACCESS_DENIED']));
  expect([fetched, again]).toEqual([expect.stringMatching(/ERR_ACCESS_DENIED|fetch failed/), 'TypeError']);
  expect(connections).toBe(0);
});

test('a question that is not wanted any more and a feed that is left leave nothing behind; what is refused is refused in words', async () => {
  const { file } = makeBundle();
  const review = await openReviewProcess(file, silent);
  onTestFinished(review.close);
  const stop = new AbortController();
  const feed = (await review.ask(['system', 'sources'], undefined, moment, stop.signal)) as AsyncGenerator<unknown>;
  expect(await feed.next()).toMatchObject({ value: { kind: 'snapshot' } });
  stop.abort(new Error('left'));
  expect(await feed.next()).toMatchObject({ done: true });
  await expect(review.ask(['system', 'journal'], { limit: 0 }, moment, undefined)).rejects.toMatchObject({ code: 'bad_input' }); // prettier-ignore
  await expect(review.ask(['demo', 'start'], undefined, moment, undefined)).rejects.toMatchObject({ code: 'denied' });
  await expect(review.ask(['no', 'such'], undefined, moment, undefined)).rejects.toMatchObject({ code: 'not_found' });
});

test('what is no file is refused by name, before anybody has to end the process: a pipe, also behind a link, a device, a folder', async () => {
  const folder = testFolder();
  const pipe = join(folder, 'pipe.rrb');
  execFileSync('mkfifo', [pipe]);
  const link = join(folder, 'link.rrb');
  symlinkSync(pipe, link);
  for (const path of [pipe, link, '/dev/zero', folder]) {
    const opened = openReviewProcess(path, silent);
    await expect(opened).rejects.toMatchObject({ code: 'bad_input', message: `${path} is not a file; a bundle is one file` }); // prettier-ignore
  }
});

test.each([
  ['does not come to an end while it checks', 'for (;;);', 'it did not answer for 0.3 s'],
  ['needs more memory than it may', `const all = []; for (;;) all.push(new Array(1e6).fill(all.length));`, 'it needed more than 512 MiB of memory'], // prettier-ignore
  ['ends by itself', 'process.exit(7);', 'exit code 7'],
])('a process that %s is lost without us, and the reason is said', async (_, script, reason) => {
  const patienceMs = script === 'for (;;);' ? 300 : 30_000;
  await expect(openReviewProcess('/x', { ...silent, entry: madeUp(script), patienceMs })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining(reason) as string }); // prettier-ignore
});

test('a question without an end costs its process, and nothing of ours: the loop stays free and whoever waits is told', async () => {
  const entry = madeUp(`${inspected}\nprocess.on('message', ({ kind }) => { if (kind === 'ask') for (;;); });`);
  const ended = Promise.withResolvers<string>();
  const review = await openReviewProcess('/x', { ...silent, entry, patienceMs: 8000, onEnd: ended.resolve });
  const asked = review.ask(['system', 'journal'], {}, moment, undefined);
  let longestMs = 0;
  let before = performance.now();
  const beating = setInterval(() => {
    longestMs = Math.max(longestMs, performance.now() - before);
    before = performance.now();
  }, 5);
  await expect(asked).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('it did not answer for 8 s') as string }); // prettier-ignore
  clearInterval(beating);
  expect(await ended.promise).toContain('was ended');
  // A busy machine alone can hold a timer for longer than the 50 ms that we allow ourselves.
  expect(longestMs).toBeLessThan(500);
  await expect(review.ask(['system', 'journal'], {}, moment, undefined)).rejects.toMatchObject({ code: 'unavailable' });
});
