// The promql and prometheus_target probes against a Prometheus that this file starts for itself.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPrometheus, type RealPrometheus } from './support/prometheus.ts';
import { realSuite } from './support/real-suite.ts';
import { look } from '#engine/probes/context.fixture.ts';
import { prometheusTargetProbe } from '#engine/probes/prometheus-target.ts';
import { promqlProbe } from '#engine/probes/promql.ts';

const suite = realSuite('a Prometheus', ['prometheus']);

describe.skipIf(suite.skip)(`a Prometheus${suite.why}`, () => {
  let prometheus: RealPrometheus;
  const now = (): number => Date.now();
  const attestor = createServer((_, response) => response.end('attestation_success_rate 0.97\nnothing NaN\n'));

  beforeAll(async () => {
    await new Promise<void>((resolve) => attestor.listen(0, '127.0.0.1', resolve));
    const { port } = attestor.address() as AddressInfo;
    prometheus = await startPrometheus([
      { job: 'attestor', targets: [`127.0.0.1:${port}`] },
      // Nothing listens on a port that only the system may give away.
      { job: 'gone', targets: ['127.0.0.1:1'] },
    ]);
  });
  afterAll(async () => {
    await prometheus?.stop();
    attestor.closeAllConnections();
    attestor.close();
  });
  const target = async (job: string) =>
    (await look(prometheusTargetProbe, { url: prometheus.url, job }, { now })).facts;
  const ask = async (query: string) => (await look(promqlProbe, { url: prometheus.url, query }, { now })).facts;

  test('sees a target up, and one down with the error of its scrape', async () => {
    await expect.poll(() => target('attestor')).toMatchObject({ health: 'up', found: 1 });
    expect((await target('attestor'))['lastScrapeAgeSeconds']).toBeLessThan(10);
    await expect
      .poll(() => target('gone'))
      .toMatchObject({ health: 'down', lastError: expect.stringContaining('refused') });
    expect(prometheusTargetProbe.insufficient?.(await target('nobody'))).toMatch(/jobs: attestor, gone/);
  });

  test('answers a selector with its value and its real age', async () => {
    await expect.poll(() => ask('attestation_success_rate{job="attestor"}')).toMatchObject({ value: 0.97, samples: 1 });
    const facts = await ask('attestation_success_rate{job="attestor"}');
    expect(facts['ageSeconds']).toBeGreaterThanOrEqual(0);
    expect(facts['ageSeconds']).toBeLessThan(10);
    expect(await ask('nothing')).toMatchObject({ samples: 1, special: 'NaN' });
    expect(await ask('no_such_metric')).toMatchObject({ samples: 0 });
    expect(await ask('1 + 1')).toMatchObject({ value: 2, resultType: 'scalar' });
  });

  test('refuses a bad query in its own words', async () => {
    await expect(ask('sum(')).rejects.toThrow(/parse error/);
  });
});
