import { describe, expect, test } from 'vitest';
import { closedPort, look, serveHttp } from './context.fixture.ts';
import { metricsProbe } from './metrics.ts';
import { parseExposition, seriesName } from './prometheus-text.ts';

const page = `# HELP http_requests_total All \\ requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{ code="400" , method="post", } 3
# a free comment
# TYPE latency histogram
latency_bucket{le="0.5"} 129389
latency_bucket{le="+Inf"} 144320
latency_sum 53423
latency_count 144320

odd{path="C:\\\\DIR",text="a \\"b\\"\\n{c}"} 1.458255915e9
nothing NaN
minus -Inf
`;

describe('the text format', () => {
  test('is read with labels, escapes, timestamps and special values', () => {
    const { samples, types, malformed } = parseExposition(page);
    expect(malformed).toEqual([]);
    expect(samples).toHaveLength(9);
    expect(samples[0]).toEqual({
      name: 'http_requests_total',
      labels: { method: 'post', code: '200' },
      value: 1027,
      timestamp: 1395066363000,
    });
    expect(samples[6]?.labels).toEqual({ path: 'C:\\DIR', text: 'a "b"\n{c}' });
    expect(samples.slice(7).map(({ value }) => value)).toEqual([Number.NaN, -Infinity]);
    expect(Object.fromEntries(types)).toEqual({
      http_requests_total: 'counter',
      latency: 'histogram',
      odd: 'untyped',
      nothing: 'untyped',
      minus: 'untyped',
    });
    expect(seriesName(samples[0] ?? { name: '', labels: {} })).toBe('http_requests_total{code="200",method="post"}');
  });

  test.each([
    'no_value', 'a{b="c"', 'a{b=c} 1', 'a{b="c" d="e"} 1', 'a{b="c",b="d"} 1', '1a 1', 'a 1x', 'a 0x1', 'a 1 2 3', 'a-b 1', 'a{,} 1', '<html>',
    '# TYPE a nonsense', '# HELP 1a x',
  ])('refuses the line %s', (line) => {
    const { samples, malformed } = parseExposition(`good 1\n${line}\ngood2 2\n`);
    expect(malformed).toEqual([{ line: 2, text: line }]);
    expect(samples).toHaveLength(2);
  }); // prettier-ignore

  test('tolerates what OpenMetrics adds', () => {
    const text = '# TYPE x counter\n# UNIT x seconds\nx_total 1 1700000000.5 # {trace_id="a"} 0.5\r\n# EOF\n';
    const { samples, types, malformed } = parseExposition(text);
    expect(malformed).toEqual([]);
    expect(samples[0]).toMatchObject({ name: 'x_total', value: 1, timestamp: 1700000000.5 });
    expect([...types]).toEqual([['x', 'counter']]);
  });
});

describe('scraping', () => {
  test('gives the value of the one sample asked for, and counts', async () => {
    const url = await serveHttp((_, response) => response.end(page));
    const { facts } = await look(metricsProbe, { url, metric: 'http_requests_total', labels: { code: '400' } });
    expect(facts).toMatchObject({
      status: 200,
      families: 5,
      samples: 9,
      malformed: 0,
      duplicates: 0,
      matched: 1,
      value: 3,
    });
    const { facts: all } = await look(metricsProbe, { url });
    expect(all['values']).toMatchObject({ latency_sum: 53423, 'http_requests_total{code="200",method="post"}': 1027 });
    expect(all['values']).not.toHaveProperty('nothing');
  });

  test('claims no value where none or several samples match, or it is no number', async () => {
    const url = await serveHttp((_, response) => response.end(page));
    const value = async (metric: string) => (await look(metricsProbe, { url, metric })).facts;
    expect(await value('http_requests_total')).toMatchObject({
      matched: 2,
      failure: '2 samples of http_requests_total',
    });
    expect(await value('absent')).toMatchObject({ matched: 0, failure: 'no sample of absent' });
    expect(await value('nothing')).toMatchObject({ matched: 1, special: 'NaN' });
    expect(await value('nothing')).not.toHaveProperty('value');
  });

  test('tells a refused connection, another status and a page that is none as facts', async () => {
    const port = await closedPort();
    expect((await look(metricsProbe, { url: `http://127.0.0.1:${port}/metrics` })).facts['failure']).toBe(
      `connection refused by 127.0.0.1:${port}`,
    );
    const missing = await serveHttp((_, response) => response.writeHead(404).end(page));
    const { facts } = await look(metricsProbe, { url: missing });
    expect(facts).toMatchObject({ status: 404, failure: expect.stringMatching(/answered 404, not 200/) });
    expect(facts).not.toHaveProperty('samples');
    const html = await serveHttp((_, response) => response.end('<html>\nlogin\n</html>'));
    expect((await look(metricsProbe, { url: html })).facts).toMatchObject({
      samples: 0,
      malformed: 3,
      details: { malformed: 'line 1: <html>' },
    });
  });
});
