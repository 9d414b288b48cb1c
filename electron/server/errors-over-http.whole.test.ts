// The whole way: services send what went wrong to the served console, it is grouped, found under the look that caused it,
// told in the summary, and there again after a restart; the console's own errors go the same way.
import { appendFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openPlan, planText, run, serve, startEngine, until } from '#engine/engine.fixture.ts';
import type { Engine } from '#engine/engine.ts';
import { pageFolder } from './raw-http.fixture.ts';
import { startServer } from './server.ts';

async function serveEngine(engine: Engine) {
  const server = await startServer({ engine, ops: engine.ops, rendererDir: pageFolder() });
  onTestFinished(() => server.close());
  const address = new URL(server.url).origin;
  const headers = { authorization: `Bearer ${engine.ops.token}`, 'content-type': 'application/json' };
  const post = (path: string, body: unknown) => fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) }); // prettier-ignore
  return { address, headers, post };
}

const envelope = { error_id: `err_${'a'.repeat(32)}`, layer: 'L5', component: 'shop.worker', error_class: 'infra.database.timeout', severity: 'CRITICAL', message: 'no answer', input: 'card 4111' }; // prettier-ignore

test('an error of a service is found under the look of the plan that caused it, by the trace that the look sent along', async () => {
  const { engine, client, dataDir } = await startEngine();
  const { post, address, headers } = await serveEngine(engine);
  const url = await serve((request, response) => {
    const [, traceId = '', parent = ''] = String(request.headers['traceparent'] ?? '').split('-');
    const record = { timeUnixNano: `${Date.now()}000000`, severityNumber: 17, body: { stringValue: 'pool is empty' }, traceId, spanId: 'c'.repeat(16), attributes: [{ key: 'error_class', value: { stringValue: 'infra.database.pool' } }] }; // prettier-ignore
    const body = { resourceLogs: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] }, scopeLogs: [{ logRecords: [record] }] }] }; // prettier-ignore
    const error = { ...envelope, timestamp: new Date().toISOString(), correlation_id: traceId, span_id: 'd'.repeat(16), parent_span_id: parent }; // prettier-ignore
    void Promise.all([post('/v1/logs', body), post('/ops/errors', error)]).then(() => response.writeHead(500).end());
  });
  const planId = await openPlan(client, dataDir, planText(url));
  const { runId } = await run(client, planId);
  const found = await client.errors.correlation({ id: runId });
  expect(found.counts).toMatchObject({ errors: 2, probes: 2, events: 2 });
  const at = (part: string) => found.lines.findIndex(({ event }) => event.title.includes(part));
  const [look, below] = [found.lines.findIndex(({ event }) => event.spanId !== null && event.kind === 'probe'), found.lines[at('no answer')]]; // prettier-ignore
  // What names the look as its parent stands below it; what names none stands by itself.
  expect(below).toMatchObject({ depth: 1, orphan: false, event: { parentSpanId: found.lines[look]?.event.spanId } });
  expect(found.lines[at('pool is empty')]).toMatchObject({ depth: 0 });

  const summary = await fetch(`${address}/ops/incidents/infra-summary?hours=1`, { headers });
  expect(await summary.json()).toEqual({
    total_incidents: 2,
    by_severity: { urgent: 1, action: 0, attention: 1, info: 0 },
    recent_incidents: expect.arrayContaining([expect.objectContaining({ title: 'no answer', severity: 'urgent', occurrence_count: 1 })]), // prettier-ignore
    window_start: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    window_end: expect.stringMatching(/Z$/),
  });
  expect((await fetch(`${address}/ops/incidents/infra-summary?hours=none`, { headers })).status).toBe(400);
  expect((await fetch(`${address}/ops/incidents/infra-summary`)).status).toBe(401);
  expect(await client.errors.door()).toMatchObject({ address, token: engine.ops.token });
  expect(statSync(join(dataDir, 'ops.token')).mode & 0o777).toBe(0o600);
});

test('what was kept and how far a file was taken outlive a restart; errors of the console itself are grouped too', async () => {
  const first = await startEngine();
  const file = join(first.dataDir, 'errors.jsonl');
  const line = (message: string): string => `${JSON.stringify({ ...envelope, error_id: undefined, timestamp: new Date().toISOString(), message, component: message })}\n`; // prettier-ignore
  writeFileSync(file, line('one'));
  await first.client.errors.addTail({ path: file, by: 'Lead' });
  first.engine.noteCrash(new TypeError('x is no function'));
  await until(await first.client.errors.groups(), (entries) => entries.size === 2);
  await first.engine.close();
  appendFileSync(file, line('two'));
  const second = await startEngine(first.dataDir);
  const groups = await until(await second.client.errors.groups(), (entries) => entries.size === 3);
  expect(
    [...groups.values()].map(({ component, occurrences, severity }) => [component, occurrences, severity]),
  ).toEqual([
    // prettier-ignore
    ['one', 1, 'urgent'],
    [expect.stringMatching(/^readyroom/), 1, 'action'],
    ['two', 1, 'urgent'],
  ]);
  expect(second.engine.ops.token).toBe(first.engine.ops.token);
});
