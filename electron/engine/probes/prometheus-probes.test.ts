import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { closedPort, cutoffAfter, look, serveHttp } from './context.fixture.ts';
import { prometheusTargetProbe } from './prometheus-target.ts';
import { isSelector, promqlProbe } from './promql.ts';

interface FakeAnswer {
  status?: number;
  body: unknown;
}
/** A Prometheus that answers queries by their text; what is not JSON is sent as it is. */
function servePrometheus(answers: Record<string, FakeAnswer>): Promise<string> {
  return serveHttp((request, response) => {
    void formOf(request).then((form) => {
      const key = form.get('query') ?? (request.url ?? '').split('?')[0] ?? '';
      const { status = 200, body } = answers[key] ?? { status: 404, body: 'no such page' };
      response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
}
async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
}
const success = (data: unknown): FakeAnswer => ({ body: { status: 'success', data } });
const vector = (...values: [number, string][]): FakeAnswer =>
  success({
    resultType: 'vector',
    result: values.map((value, index) => ({ metric: { instance: String(index) }, value })),
  });

describe('a query', () => {
  test('with one series gives its value, its labels and its real age', async () => {
    const url = await servePrometheus({
      'rate{job="a"}': vector([1000, '0.5']),
      'timestamp(rate{job="a"})': vector([1000, '940']),
    });
    const { facts } = await look(promqlProbe, { url, query: 'rate{job="a"}' });
    expect(facts).toMatchObject({
      value: 0.5,
      samples: 1,
      labels: { instance: '0' },
      ageSeconds: 60,
      resultType: 'vector',
    });
    expect(promqlProbe.insufficient?.(facts)).toBeNull();
  });

  test('that computes its value claims no age, and says why', async () => {
    const { facts } = await look(promqlProbe, {
      url: await servePrometheus({ 'sum(up)': vector([1000, '3']) }),
      query: 'sum(up)',
    });
    expect(facts).toMatchObject({ value: 3 });
    expect(facts).not.toHaveProperty('ageSeconds');
    expect(promqlProbe.insufficient?.(facts)).toEqual({
      ageSeconds: expect.stringMatching(/age is only known of a plain selector/),
    });
  });

  test.each([
    ['no series', vector(), /matched no series/],
    ['several series', vector([1, '1'], [1, '5']), /gave 2 series; write an aggregation/],
    ['NaN', vector([1, 'NaN']), /no finite value but NaN/],
    ['infinity', vector([1, '+Inf']), /no finite value but \+Inf/],
    ['a range', success({ resultType: 'matrix', result: [{ metric: {}, values: [[1, '1']] }] }), /gave ranges/],
    ['a text', success({ resultType: 'string', result: [1, 'x'] }), /gave a text/],
  ])('that gives %s has no value, and that is not enough evidence', async (_, answer, words) => {
    const { facts } = await look(promqlProbe, { url: await servePrometheus({ 'f(x)': answer }), query: 'f(x)' });
    expect(facts).not.toHaveProperty('value');
    expect(promqlProbe.insufficient?.(facts)).toMatch(words);
  });

  test('with several series gives their least and greatest value', async () => {
    const url = await servePrometheus({ 'f(x)': vector([1, '1'], [1, 'NaN'], [1, '5']) });
    expect((await look(promqlProbe, { url, query: 'f(x)' })).facts).toMatchObject({
      samples: 3,
      min: 1,
      max: 5,
      values: [1, 5],
    });
  });

  test('that Prometheus refuses is an error in its own words', async () => {
    const body = { status: 'error', errorType: 'bad_data', error: '1:5: parse error: unexpected end' };
    const url = await servePrometheus({ 'sum(': { status: 400, body } });
    await expect(look(promqlProbe, { url, query: 'sum(' })).rejects.toThrow(
      /refused: 1:5: parse error: unexpected end \(bad_data\)/,
    );
  });

  test('is an error where nothing answers, or something else than Prometheus does, or not in time', async () => {
    const port = await closedPort();
    const refused = look(promqlProbe, { url: `http://127.0.0.1:${port}`, query: 'up' });
    await expect(refused).rejects.toMatchObject({ code: 'unavailable', message: `Prometheus at http://127.0.0.1:${port} cannot be asked: connection refused` }); // prettier-ignore
    const page = await serveHttp((_, response) => response.end('<html>Grafana</html>'));
    await expect(look(promqlProbe, { url: page, query: 'up' })).rejects.toThrow(
      /an HTML page; is this the address of a Prometheus/,
    );
    const other = await serveHttp((_, response) => response.end('{"status":"success","data":{"resultType":"other"}}'));
    await expect(look(promqlProbe, { url: other, query: 'up' })).rejects.toThrow(/a form that is not its API's/);
    const silent = await serveHttp(() => undefined);
    const late = look(promqlProbe, { url: silent, query: 'up' }, { cutoff: cutoffAfter('timed_out', 50) });
    await expect(late).rejects.toMatchObject({
      code: 'timed_out',
      message: expect.stringContaining('gave no answer in time'),
    });
  });

  test('is asked below the path prefix', async () => {
    const paths: string[] = [];
    const url = await serveHttp((request, response) => {
      paths.push(request.url ?? '');
      response.end(JSON.stringify(vector([1, '1']).body));
    });
    await look(promqlProbe, { url: `${url}/prometheus/`, query: 'f(x)' });
    expect(paths).toEqual(['/prometheus/api/v1/query']);
  });
});

test('a selector is told from what computes', () => {
  expect(['up', ' a:b{c="d}"} ', '{__name__="x"}', 'up{a=~"b|c", d!=`e`}'].map(isSelector)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['up + 1', 'sum(up)', 'up[5m]', '-up', 'up) or (up', '1', 'up{a="b"} offset 5m'].some(isSelector)).toBe(false);
});

const target = (health: string, more: object = {}) => ({
  labels: { job: 'attestor', instance: 'a:1' },
  scrapeUrl: 'http://a:1/metrics',
  lastError: '',
  lastScrape: '2026-11-20T09:59:50Z',
  health,
  ...more,
});
const targets = (...activeTargets: object[]) => servePrometheus({ '/api/v1/targets': success({ activeTargets }) });

describe('a target', () => {
  test('that is up is up, and tells when it was last scraped', async () => {
    const { facts } = await look(prometheusTargetProbe, { url: await targets(target('up')), job: 'attestor' });
    expect(facts).toMatchObject({
      found: 1,
      health: 'up',
      up: 1,
      down: 0,
      lastScrapeAgeSeconds: 10,
      scrapeUrl: 'http://a:1/metrics',
    });
    expect(prometheusTargetProbe.insufficient?.(facts)).toBeNull();
  });

  test('is as healthy as the worst of its job', async () => {
    const url = await targets(target('up'), target('down', { lastError: 'connection refused' }));
    const { facts } = await look(prometheusTargetProbe, { url, job: 'attestor' });
    expect(facts).toMatchObject({
      found: 2,
      health: 'down',
      up: 1,
      down: 1,
      lastError: 'connection refused',
      details: { health: 'connection refused' },
    });
  });

  test('that was not scraped yet is not enough evidence', async () => {
    const url = await targets(target('up'), target('unknown', { lastScrape: '0001-01-01T00:00:00Z' }));
    const { facts } = await look(prometheusTargetProbe, { url, job: 'attestor' });
    expect(facts).not.toHaveProperty('health');
    expect(prometheusTargetProbe.insufficient?.(facts)).toBe('Prometheus has not scraped the target yet');
  });

  test('that is not there is not enough evidence, and the jobs that are there are named', async () => {
    const url = await targets(target('up'), target('up', { labels: { job: 'node' } }));
    const { facts } = await look(prometheusTargetProbe, { url, job: 'atestor' });
    expect(prometheusTargetProbe.insufficient?.(facts)).toBe(
      'no target of this job among the 2 active ones (jobs: attestor, node)',
    );
    const other = await look(prometheusTargetProbe, { url, job: 'attestor', instance: 'b:1' });
    expect(other.facts).toMatchObject({ found: 0 });
  });

  test('cannot be judged when Prometheus is not reached', async () => {
    const looking = look(prometheusTargetProbe, { url: `http://127.0.0.1:${await closedPort()}`, job: 'attestor' });
    await expect(looking).rejects.toMatchObject({ code: 'unavailable' });
  });
});
