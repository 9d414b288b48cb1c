// Log records of OpenTelemetry as errors, signs of life, or refusals; and what their sender is answered.
import { expect, test } from 'vitest';
import { envelope, noon, testErrors } from './errors.fixture.ts';
import { createOpsTarget } from './ops-target.ts';

const nanos = (ms: number): string => `${ms}000000`;
const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const message = (...logRecords: unknown[]): string =>
  JSON.stringify({ resourceLogs: [{ resource: { attributes: [attribute('service.name', 'cart'), attribute('service.version', '2.1.0'), attribute('deployment.environment.name', 'prod')] }, scopeLogs: [{ logRecords }] }] }); // prettier-ignore

function setup(options: Parameters<typeof testErrors>[0] = {}) {
  const errors = testErrors(options);
  const ops = createOpsTarget({ ...errors, token: 't', servedAt: () => undefined });
  const rows = () =>
    errors.read.prepare('SELECT * FROM infra_error_event ORDER BY no').all() as Record<string, unknown>[];
  return { ...errors, ops, rows, post: (text: string) => ops.logs({ form: 'json', text }) };
}

test('a record of an exception becomes an error with its trace; sent again it is known already', async () => {
  const { post, rows } = setup();
  const record = { timeUnixNano: nanos(noon - 5000), severityNumber: 17, body: { stringValue: 'charge failed' }, traceId: 'A'.repeat(32), spanId: 'b'.repeat(16), attributes: [attribute('exception.type', 'java.net.SocketTimeoutException'), attribute('exception.stacktrace', 'E\n\tat com.shop.Pay.charge(Pay.java:9)'), attribute('order', '7'), attribute('decision_id', 'd-9')] };
  expect(await post(message(record))).toEqual({ status: 200, body: {} });
  expect(await post(message(record))).toEqual({ status: 200, body: {} });
  expect(rows()).toMatchObject([{ component: 'cart', layer: 'unknown', error_class: '_OTHER', message: 'charge failed', exception_type: 'java.net.SocketTimeoutException', frame: 'com.shop.Pay#charge', release: '2.1.0', environment: 'prod', correlation_id: 'a'.repeat(32), span_id: 'b'.repeat(16), decision_id: 'd-9', timestamp: noon - 5000, context: '{"order":"7"}' }]);
}); // prettier-ignore

test('a record that is no error shows that its service lives, and is not kept', async () => {
  const { post, rows, read } = setup();
  expect(await post(message({ timeUnixNano: nanos(noon - 1000), severityNumber: 9, body: { stringValue: 'served' } }))).toEqual({ status: 200, body: {} }); // prettier-ignore
  expect(rows()).toEqual([]);
  expect(read.prepare('SELECT component, last_heard AS at FROM error_component').all()).toEqual([{ component: 'cart', at: noon - 1000 }]); // prettier-ignore
});

test('what is refused of a message is answered with its count as text; a message that is none with 400, one without end with 413', async () => {
  const { post } = setup();
  const fine = { timeUnixNano: nanos(noon), severityNumber: 17, body: { stringValue: 'x' } };
  expect(await post(message(fine, { severityNumber: 'ERROR' }, 7))).toEqual({ status: 200, body: { partialSuccess: { rejectedLogRecords: '2', errorMessage: 'severityNumber must be a whole number from 0 to 24; a log record must be a JSON object' } } }); // prettier-ignore
  expect(await post('{')).toMatchObject({ status: 400, body: { code: 3, message: 'the body is no JSON' } });
  expect(await post('{"resourceSpans":[]}')).toMatchObject({ status: 400 });
  expect(await post(message(...Array.from({ length: 5001 }, () => fine)))).toMatchObject({ status: 413 });
});

test('whatever of a message has not the shape that it must have is refused and counted, never passed over', async () => {
  const { post, read } = setup();
  const shapes = [7, { scopeLogs: {} }, { scopeLogs: ['x'] }, { scopeLogs: [{ logRecords: { a: 1 } }] }, { instrumentationLibraryLogs: [{ logRecords: [{}] }] }, { resource: {} }, { scopeLogs: [{}] }]; // prettier-ignore
  const answer = await post(JSON.stringify({ resourceLogs: shapes }));
  // What holds no records at all was sent without any; the others hold something that is none.
  expect(answer).toMatchObject({ status: 200, body: { partialSuccess: { rejectedLogRecords: '5' } } });
  expect(read.prepare("SELECT quantity FROM error_ingest WHERE outcome = 'schema_invalid'").pluck().all()).toEqual([5]);
});

test('while too much waits, the sender is told to come again, and nothing of the message is kept', async () => {
  const { post, ops, rows } = setup({ queueLimit: 1 });
  const fine = { timeUnixNano: nanos(noon), severityNumber: 17, body: { stringValue: 'x' } };
  const [first, second, third] = await Promise.all([post(message(fine)), post(message(fine, fine)), ops.errors({ form: 'json', text: JSON.stringify(envelope()) })]); // prettier-ignore
  expect([first.status, second.status, third.status, second.retryAfterSeconds]).toEqual([200, 503, 503, 2]);
  expect(rows()).toHaveLength(1);
});

test('envelopes come one by one, in a list, or in lines; each kind of trouble has its status', async () => {
  const { ops } = setup();
  const same = envelope();
  const json = (value: unknown) => ops.errors({ form: 'json', text: JSON.stringify(value) });
  expect(await json(same)).toMatchObject({ status: 200, body: { sent: 1, accepted: 1 } });
  expect(await json([same, envelope(), 1])).toMatchObject({ status: 200, body: { accepted: 1, duplicate: 1, schema_invalid: 1, problems: [{ index: 2, reason: 'schema_invalid' }] } }); // prettier-ignore
  expect(await ops.errors({ form: 'lines', text: `${JSON.stringify(envelope())}\n\n{\n` })).toMatchObject({ status: 200, body: { sent: 2, accepted: 1 } }); // prettier-ignore
  expect(await json({ ...same, message: 'else' })).toMatchObject({ status: 409 });
  expect(await json({})).toMatchObject({ status: 400 });
  expect([ops.infraSummary('0').status, ops.infraSummary('x').status, ops.infraSummary('2161').status, ops.infraSummary(null).status]).toEqual([400, 400, 400, 200]); // prettier-ignore
});

test('a single error takes the trace of the request that brings it, unless it has one', async () => {
  const { ops, rows } = setup();
  const traceparent = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
  await ops.errors({ form: 'json', text: JSON.stringify(envelope()), traceparent });
  await ops.errors({ form: 'json', text: JSON.stringify(envelope({ correlation_id: 'own' })), traceparent });
  expect(rows().map(({ correlation_id }) => correlation_id)).toEqual(['1'.repeat(32), 'own']);
});
