import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { plainScrape, type ScrapeFields } from '#shared/model/scrape.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { createSeriesBook } from './series-book.ts';
import { createScrapeHead } from './scrape-head.ts';
import { rawEndpoint, text } from './scrapes.fixture.ts';
import { followEndpoint } from './follow-endpoint.ts';

/** Long enough for a slow machine; a test of an endpoint that is slow shortens what it tells of. */
const patient = { headersMs: 60_000, bodyMs: 60_000, bodyBytes: 50_000 };

/** An endpoint followed by hand; samples are kept in a list. */
async function setup(first: (response: ServerResponse) => void, given: Partial<ScrapeFields> = {}) {
  const endpoint = await rawEndpoint(first);
  const book = createSeriesBook();
  const head = createScrapeHead(100);
  const statuses: SourceStatus[] = [];
  const gaps: object[] = [];
  const added: [number, Record<string, number>][] = [];
  let now = 1_000_000;
  let number = 0;
  let held: Promise<void> | null = null;
  const limits = { ...patient };
  const follower = followEndpoint({
    key: 'k',
    fields: { ...plainScrape, name: 'app', url: endpoint.url, ...given },
    samples: {
      book,
      head: () => head,
      add: (atMs, series, values, onHeld) => {
        if (held !== null) {
          onHeld?.();
          return held;
        }
        for (const one of series) if (one.no === 0) book.number(one, ++number);
        head.add(atMs, series.map(({ no }) => no), values); // prettier-ignore
        added.push([atMs, Object.fromEntries(series.map(({ name, labels }, at) => [`${name}${labels}`, values[at] ?? NaN]))]); // prettier-ignore
        return Promise.resolve();
      },
    },
    readSecret: (reference) => Promise.resolve(`secret of ${reference}`),
    onFamilies: () => Promise.resolve(),
    onStatus: (status) => statuses.push(status),
    onGap: (gap) => gaps.push(gap),
    now: () => now,
    elapsedMs: () => now,
    breathe: () => undefined,
    limits,
  });
  onTestFinished(() => follower.close());
  follower.wake();
  const scrape = async (afterMs = 15_000): Promise<SourceStatus> => {
    now += afterMs;
    await follower.scrape();
    return follower.status();
  };
  const hold = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    return resolve;
  };
  return { endpoint, limits, hold, follower, scrape, statuses, gaps, added };
}

test('what is exposed is kept at the moment of the scrape; a counter that begins anew stays as it was written', async () => {
  const { endpoint, follower, scrape, added } = await setup(text('a_total 5\nbroken line\n'));
  expect(await scrape()).toMatchObject({ key: 'scrape:k', state: 'live', reason: '', seenAt: 1_015_000 });
  expect(follower.taken()).toMatchObject({ series: 1, malformed: 1, firstMalformed: 'line 2: broken line', bodyBytes: 22, atMs: 1_015_000 }); // prettier-ignore
  endpoint.answer(text('a_total 2\n'));
  await scrape();
  expect(added).toEqual([
    [1_015_000, { 'a_total[]': 5 }],
    [1_030_000, { 'a_total[]': 2 }],
  ]);
  expect(String(endpoint.requests[0]?.headers['accept'])).toMatch(/openmetrics-text.*text\/plain/);
});

const answers: [string, (response: ServerResponse) => void, string, RegExp, Partial<typeof patient>?][] = [
  ['a redirect', (to) => void to.writeHead(302, { location: 'http://u:p@elsewhere/x?token=1' }).end(), 'connecting', /sends elsewhere, to http:\/\/elsewhere\/x \(HTTP 302\), which is not followed/], // prettier-ignore
  ['500', (to) => void to.writeHead(500).end('down'), 'connecting', /answered HTTP 500, not 200/],
  ['404', (to) => void to.writeHead(404).end(), 'connecting', /no such path \(HTTP 404\)/],
  ['401', (to) => void to.writeHead(401).end(), 'denied', /wants to know who asks/],
  ['403', (to) => void to.writeHead(403).end(), 'denied', /does not permit this/],
  [
    'an HTML page',
    text('<html>', 'text/html; charset=utf-8'),
    'connecting',
    /answered with text\/html, not with metrics/,
  ],
  ['a page without its type', text('<!doctype html>\n<p>hello</p>\n'), 'connecting', /not of the text format: line 1: <!doctype html>/], // prettier-ignore
  ['nothing', text(''), 'connecting', /has no metrics/],
  ['OpenMetrics without its end', text('a 1\n', 'application/openmetrics-text; version=1.0.0'), 'connecting', /cut off: it has no # EOF/], // prettier-ignore
  ['an answer that is cut', (to) => void to.writeHead(200, { 'content-length': '100' }).write('a 1\n', () => to.destroy()), 'connecting', /cannot be scraped/], // prettier-ignore
  ['a server that says nothing', () => undefined, 'connecting', /said nothing for 0.06 s/, { headersMs: 60 }],
  ['an answer drop by drop', (to) => void to.writeHead(200).write('a 1\n', () => { const drops = setInterval(() => to.write('b'), 10); to.on('close', () => clearInterval(drops)); }), 'connecting', /did not end its answer within 0.15 s/, { bodyMs: 150 }], // prettier-ignore
  ['an answer without end', (to) => { to.writeHead(200); const more = (): void => { while (!to.destroyed && to.write('a_total 1\n'.repeat(500))); }; to.on('drain', more); more(); }, 'connecting', /exposes more than 0 MiB/], // prettier-ignore
  ['a small answer that unpacks to a large one', (to) => void to.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a 1\n'.repeat(100_000))), 'connecting', /exposes more than/], // prettier-ignore
  ['another encoding', (to) => void to.writeHead(200, { 'content-encoding': 'br' }).end('x'), 'connecting', /the encoding br, which was not asked for/], // prettier-ignore
];
test.each(answers)('%s is no scrape, and says so', async (_, answer, state, reason, hasty = {}) => {
  const { endpoint, limits, scrape, added, follower } = await setup(answer);
  Object.assign(limits, hasty);
  const status = await scrape();
  expect(status.state).toBe(state);
  expect(status.reason).toMatch(reason);
  expect(added).toEqual([]);
  expect(follower.counts()).toEqual({ done: 0, failed: 1 });
  endpoint.answer(text('a 1\n'));
  Object.assign(limits, patient);
  expect(await scrape()).toMatchObject({ state: 'live', reason: '' });
});

test('an endpoint that falls silent is stale with its reason, and when it is back the time between is a gap', async () => {
  const { endpoint, scrape, gaps, statuses } = await setup(text('a 1\n'));
  await scrape();
  endpoint.answer((to) => void to.writeHead(503).end());
  expect(await scrape()).toMatchObject({ state: 'stale', since: 1_030_000, seenAt: 1_015_000 });
  await scrape();
  endpoint.answer(text('a 2\n'));
  await scrape();
  expect(gaps).toEqual([{ fromMs: 1_015_000, toMs: 1_060_000, reason: expect.stringContaining('HTTP 503') as string }]);
  await scrape(40_000);
  expect(gaps[1]).toEqual({ fromMs: 1_060_000, toMs: 1_100_000, reason: 'a scrape was late' });
  expect(statuses.map(({ state }) => state)).toEqual(['connecting', 'live', 'stale', 'stale', 'live', 'live']);
});

test('a clock that was set back keeps nothing until it has passed the last sample', async () => {
  const { scrape, added } = await setup(text('a 1\n'));
  await scrape();
  expect(await scrape(-60_000)).toMatchObject({ state: 'stale', reason: expect.stringContaining('clock was set back') as string }); // prettier-ignore
  expect(await scrape(70_000)).toMatchObject({ state: 'live' });
  expect(added).toHaveLength(2);
});

test('while the disk refuses, what was scraped is not shown as live', async () => {
  const { follower, scrape, hold } = await setup(text('a 1\n'));
  await scrape();
  const release = hold();
  const waiting = scrape();
  await expect.poll(() => follower.status()).toMatchObject({ state: 'stale', seenAt: 1_015_000, reason: 'the disk takes nothing now: what was scraped waits for it' }); // prettier-ignore
  release();
  expect(await waiting).toMatchObject({ state: 'live', seenAt: 1_030_000 });
});

test('secrets are sent by reference; who rests cuts what is under way and is off', async () => {
  const auth = { kind: 'bearer' as const, token: 'env:TOKEN' };
  const { endpoint, follower, scrape } = await setup(text('a 1\n'), { access: { ...plainScrape.access, auth } });
  expect(await scrape()).toMatchObject({ state: 'live' });
  expect(endpoint.requests[0]?.headers['authorization']).toBe('Bearer secret of env:TOKEN');
  endpoint.answer(() => undefined);
  const hanging = scrape();
  follower.rest('it is paused');
  await hanging;
  expect(follower.status()).toMatchObject({ state: 'off', reason: 'it is paused', seenAt: 1_015_000 });
  expect(follower.counts()).toEqual({ done: 1, failed: 0 });
});
