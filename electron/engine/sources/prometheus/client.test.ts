// The client against servers that answer well, wrongly, endlessly and not at all.
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Agent } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import { createPrometheusClient } from './client.ts';
import { fakeServer, json, matrix, success, type Respond } from './fake-prometheus.fixture.ts';

const mebi = 1024 * 1024;

async function setup(
  respond: Respond,
  { signal = new AbortController().signal, longestBytes = 64 * mebi, silentMs = 60_000 } = {},
) {
  const server = await fakeServer(respond);
  const dispatcher = new Agent({ bodyTimeout: silentMs, headersTimeout: 0, connect: { timeout: 60_000 } });
  onTestFinished(() => dispatcher.destroy());
  const client = createPrometheusClient({ url: server.url, dispatcher, signal, longestBytes });
  return { server, client, range: (limit?: number) => client.range('up', 0, 60, 15, { limit }) };
}
const series = (instance: string, ...values: (string | number)[]) =>
  ({ metric: { instance }, values: values.map((value, at) => [at * 15, String(value)]) }); // prettier-ignore
const text =
  (body: string | Buffer, status = 200, headers: Record<string, string> = {}): Respond =>
  (response) =>
    void response.writeHead(status, headers).end(body);

test('a range is asked with POST and read exactly: NaN, infinities, gaps, and what the server says of it', async () => {
  const told = { warnings: ['partial'], infos: ['not a counter'] };
  const { client, server } = await setup(success({ resultType: 'matrix', result: [series('a', 1, 'NaN', '+Inf', '-Inf', '1e3'), { metric: {}, values: [[60, '2']] }] }, told)); // prettier-ignore
  const answer = await client.range('rate(x[5m])', 0, 60, 15, { timeoutMs: 7000 });
  expect(server.asked[0]).toMatchObject({ method: 'POST', path: '/api/v1/query_range', body: 'query=rate%28x%5B5m%5D%29&start=0&end=60&step=15&timeout=7000ms' }); // prettier-ignore
  expect(answer).toMatchObject({ totalSeries: 2, ...told });
  expect([...(answer.series[0]?.values ?? [])]).toEqual([1, NaN, Infinity, -Infinity, 1000]);
  expect([...(answer.series[1]?.times ?? [])]).toEqual([60_000]);
});

test('of 7,488 series 50 are read and all are counted, wherever the pieces of the answer are cut', async () => {
  const many = Array.from({ length: 7488 }, (_, at) => series(`{"[\\"${at}`, 1, 2));
  const whole = Buffer.from(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: many } }));
  const { range } = await setup((response) => {
    for (let at = 0; at < whole.length; at += 4099) response.write(whole.subarray(at, at + 4099));
    response.end();
  });
  const answer = await range(50);
  expect([answer.series.length, answer.totalSeries]).toEqual([50, 7488]);
  expect(answer.series[49]?.labels).toEqual({ instance: '{"[\\"49' });
});

test('native histograms are counted and never made numbers', async () => {
  const { client, server, range } = await setup(
    matrix({
      metric: {},
      histograms: [
        [1, { count: '3' }],
        [2, {}],
      ],
    }),
  );
  expect((await range()).series[0]).toMatchObject({ histograms: 2, values: new Float64Array() });
  server.answer(success({ resultType: 'vector', result: [{ metric: {}, histogram: [1, {}] }] }));
  expect(await client.query('h')).toMatchObject({ result: [{ value: null }], total: 1 });
  server.answer(success({ resultType: 'scalar', result: [1, '2'] }));
  expect(await client.query('2')).toMatchObject({ resultType: 'scalar', result: [1, '2'] });
});

const refusals: [string, Respond, string, RegExp][] = [
  ['an HTML page', text('<!doctype html><title>Grafana</title>'), 'unavailable', /answered with an HTML page; is this the address/], // prettier-ignore
  ['JSON of something else', json({ hello: 'world' }), 'unavailable', /not the JSON of its API/],
  ['nothing', text(''), 'unavailable', /answered with nothing/],
  ['a redirect', text('', 302, { location: 'https://user:pw@login.example/auth?token=t' }), 'unavailable', /sends elsewhere, to https:\/\/login\.example\/auth \(HTTP 302\), which is not followed/], // prettier-ignore
  ['401', text('no', 401), 'denied', /wants to know who asks \(HTTP 401\)/],
  ['403', text('no', 403), 'denied', /does not permit this/],
  ['404', text('404 page not found', 404), 'unavailable', /no such path.*path prefix/],
  ['a query it cannot read', json({ status: 'error', errorType: 'bad_data', error: '1:5: parse error: unexpected <EOF>' }, 400), 'bad_input', /refused: 1:5: parse error: unexpected <EOF> \(bad_data\)/], // prettier-ignore
  ['a query that fails', json({ status: 'error', errorType: 'execution', error: 'many-to-many' }, 422), 'bad_input', /many-to-many \(execution\)/], // prettier-ignore
  ['a query that takes too long', json({ status: 'error', errorType: 'timeout', error: 'query timed out' }, 503), 'unavailable', /query timed out \(timeout\)/], // prettier-ignore
  [
    'a server that starts',
    text('Service Unavailable', 503),
    'unavailable',
    /not ready \(HTTP 503\): Service Unavailable/,
  ],
  ['an answer that ends early', text('{"status":"success","data":{"resultType":"matrix","result":[{"metric"'), 'unavailable', /JSON that is not whole/], // prettier-ignore
  ['broken gzip', text('nonsense', 200, { 'content-encoding': 'gzip' }), 'unavailable', /compressed in a way/],
  ['samples out of order', matrix({ metric: {}, values: [[2, '1'], [1, '1']] }), 'unavailable', /not in the order of time/], // prettier-ignore
  ['a reset in the middle', (response) => void (response.write('{"status":"success","data":'), setImmediate(() => response.socket?.resetAndDestroy())), 'unavailable', /connection (reset|was closed)/], // prettier-ignore
  ['200 MB that it announces', (response) => void response.writeHead(200, { 'content-length': '200000000' }).write('{'), 'too_large', /more than 64 MiB/], // prettier-ignore
  ['a head of 100 KiB', text('', 200, { bomb: 'x'.repeat(100_000) }), 'unavailable', /head of its answer is larger/],
];
test.each(refusals)('%s is said in words', async (_name, respond, code, words) => {
  const { range } = await setup(respond);
  await expect(range()).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
});

test('silence in the middle of an answer is said in words', async () => {
  const { range } = await setup((response) => void response.write('{"status":'), { silentMs: 150 });
  await expect(range()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringMatching(/stopped in the middle/) }); // prettier-ignore
});

test('an endless answer is left when it is too large, and no more of it is taken', async () => {
  let sentBytes = 0;
  const { range, server } = await setup(
    (response) => {
      response.write('{"status":"success","data":{"resultType":"matrix","result":[');
      const piece = Buffer.from(`{"metric":{},"values":[${'[1,"1"],'.repeat(9000)}[1,"1"]]},`);
      const more = (): void => {
        while (!response.destroyed && response.write(piece)) sentBytes += piece.length;
      };
      response.on('drain', more);
      more();
    },
    { longestBytes: 8 * mebi },
  );
  await expect(range(1)).rejects.toMatchObject({ code: 'too_large' });
  // What the system holds of a connection comes on top.
  expect(sentBytes).toBeLessThan(64 * mebi);
  await expect.poll(server.open).toBe(0);
});

test('what is packed small is counted as it is read', async () => {
  const bomb = gzipSync(Buffer.alloc(9 * mebi, 32));
  const { range } = await setup(text(bomb, 200, { 'content-encoding': 'gzip' }), { longestBytes: 8 * mebi });
  await expect(range()).rejects.toMatchObject({ code: 'too_large' });
  const packed = gzipSync(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [series('a', 1)] } })); // prettier-ignore
  const { range: other } = await setup(text(packed, 200, { 'content-encoding': 'gzip' }));
  expect((await other()).totalSeries).toBe(1);
});

test('a server that hangs is left at once when the time is over, and its connection is closed', async () => {
  const late = new AbortController();
  const { range, server } = await setup(() => undefined, { signal: late.signal });
  const asked = range();
  await expect.poll(server.open).toBe(1);
  late.abort(new OpsError('timed_out', 'waited 10 s'));
  await expect(asked).rejects.toMatchObject({ code: 'timed_out', message: expect.stringContaining('gave no answer in time: waited 10 s') }); // prettier-ignore
  await expect.poll(server.open).toBe(0);
});

test('nobody there, and a wrong name', async () => {
  const { client, server } = await setup(json({}));
  await server.stop();
  await expect(client.version()).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('connection refused') }); // prettier-ignore
  await server.start();
});

test('targets, rules and names are read; what is left out is empty', async () => {
  const { client, server } = await setup(success({ activeTargets: [{ scrapeUrl: 'http://a/metrics', lastScrape: '0001-01-01T00:00:00Z', health: 'unknown', labels: { job: 'a' } }] })); // prettier-ignore
  expect(await client.targets()).toMatchObject([{ labels: { job: 'a' }, lastError: '', scrapePool: '' }]);
  server.answer(success({ groups: [{ name: 'g', interval: 30, rules: [{ type: 'alerting', name: 'A', query: 'up == 0', duration: 60, health: 'ok', alerts: null }] }] })); // prettier-ignore
  expect(await client.groups()).toMatchObject([{ rules: [{ name: 'A', labels: {} }] }]);
  server.answer(success(['a', 'b']));
  expect(await client.labelValues('job', { match: ['up'], limit: 5 })).toEqual(['a', 'b']);
  expect(server.asked.at(-1)?.path).toBe('/api/v1/label/job/values?match%5B%5D=up&limit=5');
});

test('an answer that was changed anywhere is read or refused, and nothing else', async () => {
  const good = JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [series('a', 1, 2), { metric: { __proto__: 'x' }, values: [[1, '3']], histograms: [[1, { count: '1' }]] }] }, warnings: ['w'] }); // prettier-ignore
  const { client, server } = await setup(text(good));
  const questions = [() => client.range('x', 0, 1, 1), () => client.query('x'), () => client.targets(), () => client.groups(), () => client.version()]; // prettier-ignore
  const marks = '{}[]",:\\0 e-null'.split('');
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ at: fc.nat(good.length - 1), drop: fc.nat(6), put: fc.string({ unit: fc.constantFrom(...marks), maxLength: 4 }) }), { maxLength: 5, minLength: 1 }), // prettier-ignore
      fc.constantFrom(...questions),
      async (changes, ask) => {
        const bad = changes.reduce((now, { at, drop, put }) => now.slice(0, at) + put + now.slice(at + drop), good);
        server.answer(text(bad));
        const thrown = await ask().then(() => null, (error: unknown) => error); // prettier-ignore
        expect(thrown === null || thrown instanceof OpsError).toBe(true);
      },
    ),
    { numRuns: 150, seed: 11 },
  );
});
