// What is kept of errors, what is refused, and what is never lost.
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { OpsCorrelatedEvent, OpsIncident } from '#shared/model/errors/ops-models.ts';
import { cleanupOldErrors } from '../store/error-cleanup.ts';
import { errorCountsByClass, errorCountsByComponent, errorsByClass, errorsByComponent, errorsByCorrelation, errorTimeline, type ErrorRow } from '../store/error-rows.ts'; // prettier-ignore
import type { ErrorEnvelope } from './envelope.ts';
import { envelope, noon, testErrors } from './errors.fixture.ts';
import { correlated } from './correlated.ts';
import { refusals } from './ingest-board.ts';
import { createIngest } from './ingest.ts';
import { toldError } from './told-errors.ts';

const rows = ({ read }: ReturnType<typeof testErrors>): ErrorRow[] =>
  read.prepare('SELECT * FROM infra_error_event ORDER BY no').all() as ErrorRow[];

describe('the store of errors', () => {
  test('the same id with the same content is known already; with another it is an alarm, and the first stays', async () => {
    const errors = testErrors();
    const first = envelope({ message: 'first' });
    const again = await errors.take([first, { ...first, sent_at: '2026-11-29T12:00:00Z' }, { ...first, message: 'second' }]);
    expect(again.outcomes).toMatchObject({ accepted: 1, duplicate: 1, conflict: 1 });
    expect(rows(errors).map(({ message }) => message)).toEqual(['first']);
    expect(errors.events('error.conflict')).toMatchObject([{ data: { errorId: first['error_id'], component: 'shop.worker' } }]);
    expect(refusals(errors.read)).toMatchObject([{ reason: 'conflict', detail: expect.stringContaining(String(first['error_id'])) }]);
  });

  test('nothing of it is changed or deleted, but by the clean-up of old ones, which leaves the evidence of incidents', async () => {
    const errors = testErrors();
    const day = 86_400_000;
    errors.clock.now = noon - 100 * day;
    const at = (ms: number): string => new Date(ms).toISOString();
    await errors.take([envelope({ timestamp: at(noon - 100 * day), message: 'old' }), envelope({ timestamp: at(noon - 101 * day), message: 'evidence' })]);
    errors.clock.now = noon - 101 * day;
    // Of a service whose clock is two days slow.
    await errors.take([envelope({ timestamp: at(noon - 103 * day), message: 'came then' })]);
    errors.clock.now = noon;
    await errors.take([envelope()]);
    expect(() => errors.write.prepare("UPDATE infra_error_event SET message = ''").run()).toThrow('append-only');
    expect(() => errors.write.prepare('DELETE FROM infra_error_event').run()).toThrow('append-only');
    expect(() => errors.write.prepare("INSERT OR REPLACE INTO infra_error_event SELECT * FROM infra_error_event LIMIT 1").run()).toThrow('append-only');
    const keep = [{ fromMs: noon - 102 * day, toMs: noon - 101 * day + 1 }];
    expect(cleanupOldErrors(errors.write, { nowMs: noon, keep })).toBe(1);
    expect(rows(errors).map(({ message }) => message)).toEqual(['evidence', 'came then', 'The database did not answer in time']);
    expect(() => errors.write.prepare('DELETE FROM infra_error_event').run()).toThrow('append-only');
  });

  test('answers by correlation, component and class, with counts and a timeline', async () => {
    const errors = testErrors();
    const trace = 'a'.repeat(32);
    await errors.take([
      envelope({ correlation_id: trace, timestamp: '2026-11-29T11:00:00Z' }),
      envelope({ correlation_id: trace, timestamp: '2026-11-29T10:00:00Z', component: 'shop.api', layer: 'L2' }),
      envelope({ error_class: 'system.configuration' }),
    ]);
    const span = { fromMs: noon - 86_400_000, toMs: noon, limit: 10 };
    expect(errorsByCorrelation(errors.read, trace, 10).map(({ component }) => component)).toEqual(['shop.api', 'shop.worker']);
    expect(errorsByComponent(errors.read, 'shop.worker', span)).toHaveLength(2);
    expect(errorsByClass(errors.read, 'system.configuration', span)).toHaveLength(1);
    expect(errorCountsByComponent(errors.read, span)).toEqual([{ name: 'shop.worker', count: 2 }, { name: 'shop.api', count: 1 }]);
    expect(errorCountsByClass(errors.read, span)[0]).toEqual({ name: 'infra.database.timeout', count: 2 });
    expect(errorTimeline(errors.read, { fromMs: noon - 7_200_000, toMs: noon, bucketMs: 3_600_000 })).toEqual([{ at: noon - 7_200_000, count: 1 }, { at: noon - 3_600_000, count: 2 }]);
  });
}); // prettier-ignore

describe('an envelope', () => {
  test('that breaks the rule of layers and classes is kept and flagged, and a foreign class is kept as _OTHER', async () => {
    const errors = testErrors();
    const report = await errors.take([
      envelope({ layer: 'L2', error_class: 'domain.budget_exceeded' }),
      envelope({ layer: 'L4', error_class: 'infra.network' }),
      envelope({ layer: 'L4', error_class: 'domain.budget_exceeded' }),
      envelope({ error_class: 'java.lang.Oops' }),
    ]);
    expect(report).toMatchObject({ outcomes: { accepted: 4 }, flags: { policy_violation: 3 } });
    expect(rows(errors).map(({ error_class, policy_violation }) => [error_class, policy_violation])).toEqual([
      ['domain.budget_exceeded', 'L2 (API) must not emit domain.*; it may emit infra.* and system.*'],
      ['infra.network', 'L4 (domain) must not emit infra.*; it may emit domain.* and system.*'],
      ['domain.budget_exceeded', null],
      ['_OTHER', 'its class is of none of infra.*, domain.*, system.*'],
    ]);
    expect(rows(errors).map((row) => toldError(row, null).flag)).toEqual(rows(errors).map((row) => row.policy_violation));
    expect(JSON.parse(rows(errors)[3]?.context ?? '')).toEqual({ error_class_given: 'java.lang.Oops' });
  });

  test('keeps no input and no secret: an input becomes a keyed hash, wherever it stood', async () => {
    const errors = testErrors();
    const { flags } = await errors.take([
      envelope({ input: 'pin 1234', message: 'refused with password=hunter2secret', context: { api_key: 'sk-live-0123456789abcdef', order: 7 } }),
      envelope({ context: { raw_input: { pin: '1234' } } }),
      envelope({ input_hash: '03ac674216f3e15c' }),
      envelope({ input_hash: 'ab'.repeat(32), hash_alg: 'HMAC-SHA256', hash_key_id: 'theirs' }),
    ]);
    expect(flags.input_dropped).toBe(2);
    const kept = rows(errors);
    expect(JSON.stringify(kept)).not.toMatch(/1234|hunter2|sk-live/);
    expect(kept.map(({ hash_alg, hash_key_id }) => [hash_alg, hash_key_id])).toEqual([
      ['hmac-sha256', errors.hasher.keyId],
      ['hmac-sha256', errors.hasher.keyId],
      ['hmac-sha256-of-given-hash', errors.hasher.keyId],
      ['HMAC-SHA256', 'theirs'],
    ]);
    expect(kept[0]?.input_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(kept[2]?.input_hash).not.toContain('03ac674216f3e15c');
  });

  test('of any field comes back from the record, and what is not known of it stays in its context', async () => {
    const errors = testErrors();
    await errors.take([
      envelope({ error_id: 'err_0123456789ab', severity: 'CRITICAL', severity_number: 23, decision_id: 'd-1', run_id: 'r-1', agent_id: 'a', tenant_id: 't', span_id: 'b'.repeat(16), parent_span_id: 'c'.repeat(16), causation_id: 'err_1', release: '1.2.3', environment: 'prod', engine_version: '9', exception_type: 'TimeoutError', exception_chain: ['TimeoutError: row of first', { type: 'OSError', module: 'socket' }], fingerprint: ['x'], traceparent: `00-${'d'.repeat(32)}-${'e'.repeat(16)}-01`, extra: [1] }),
    ]);
    expect(rows(errors)[0]).toMatchObject({ error_id: 'err_0123456789ab', severity_number: 23, decision_id: 'd-1', run_id: 'r-1', agent_id: 'a', tenant_id: 't', span_id: 'b'.repeat(16), parent_span_id: 'c'.repeat(16), causation_id: 'err_1', release: '1.2.3', environment: 'prod', engine_version: '9', exception_type: 'TimeoutError', correlation_id: 'd'.repeat(32), exception_chain: '[{"type":"TimeoutError","module":null},{"type":"OSError","module":"socket"}]', context: '{"extra":[1]}', envelope_version: '1.0', created_at: noon });
  });

  const refusals: [string, unknown, string, RegExp][] = [
    ['no object', [1], 'schema_invalid', /must be a JSON object/],
    ['no layer', envelope({ layer: undefined }), 'schema_invalid', /layer is missing/],
    ['a layer that is none', envelope({ layer: 'L9' }), 'schema_invalid', /one of L2, L3/],
    ['a severity that is none', envelope({ severity: 'BAD' }), 'schema_invalid', /one of DEBUG, INFO/],
    ['an id that is none', envelope({ error_id: 'err_x' }), 'schema_invalid', /32 hexadecimal/],
    ['no time', envelope({ timestamp: 'yesterday' }), 'schema_invalid', /no time/],
    ['too deep', envelope({ context: JSON.parse('['.repeat(40) + ']'.repeat(40)) }), 'too_large', /deeper than 12/],
    ['too long a name', envelope({ component: 'x'.repeat(201) }), 'schema_invalid', /at most 200/],
  ];
  test('that is none is refused with the place and what is allowed, and shown without its values', async () => {
    const errors = testErrors();
    for (const [name, value, reason, words] of refusals) {
      const { outcomes, problems } = await errors.take([value]);
      expect([name, outcomes[reason as 'too_large'], problems[0]?.message]).toEqual([name, 1, expect.stringMatching(words)]);
    }
    const excerpts = errors.read.prepare('SELECT excerpt FROM error_refusal').pluck().all().join(' ');
    expect(excerpts).toContain('component=shop.worker');
    expect(excerpts).not.toContain('did not answer');
    // One event a minute says that some were refused; the tallies have each.
    expect(errors.events('error.refused')).toHaveLength(1);
  });

  test('with a time that cannot be is kept at the time of receipt, and says so', async () => {
    const errors = testErrors();
    await errors.take([envelope({ timestamp: '1999-01-01T00:00:00Z' }), envelope({ timestamp: '2026-11-29T11:00:00.123456+01:00' }), envelope({ timestamp: 1_764_417_600 })]);
    expect(rows(errors).map(({ timestamp, policy_violation }) => [timestamp, policy_violation?.slice(0, 31) ?? null])).toEqual([
      [noon, 'its time 1999-01-01T00:00:00.00'],
      [Date.UTC(2026, 10, 29, 10, 0, 0, 123), null],
      [1_764_417_600_000, null],
    ]);
  });
}); // prettier-ignore

describe('what is sent', () => {
  test('is accounted for to the last one, also where the queue is full, and the tallies outlive the report', async () => {
    const errors = testErrors({ queueLimit: 3 });
    const [first, second] = await Promise.all([errors.take([envelope(), envelope(), 5]), errors.take([envelope()])]);
    expect(first.outcomes).toMatchObject({ accepted: 2, schema_invalid: 1 });
    expect(second.outcomes).toMatchObject({ accepted: 0, queue_overflow: 1 });
    const sums = errors.read.prepare("SELECT outcome, sum(quantity) AS n FROM error_ingest WHERE category = 'error' GROUP BY 1 ORDER BY 1").all();
    expect(sums).toEqual([{ outcome: 'accepted', n: 2 }, { outcome: 'queue_overflow', n: 1 }, { outcome: 'schema_invalid', n: 1 }]);
  });

  test('that the record refuses is said and counted as such, and what is written alongside is taken again whole', async () => {
    const errors = testErrors();
    let refusing = true;
    const write = ((durability, task) => {
      if (!refusing) return errors.writer.write(durability, task);
      refusing = false;
      return Promise.reject(new Error('the disk is full'));
    }) as typeof errors.writer.write;
    const ingest = createIngest({ ...errors, breathe: () => undefined, onRecorded: () => undefined, onReport: () => undefined, writer: { write } });
    const one = { value: envelope() };
    expect(await ingest.take([one, { value: 1 }], { ingest: 'http' })).toMatchObject({ outcomes: { internal_error: 1, schema_invalid: 1, accepted: 0 }, problems: [{}, { message: 'not recorded: the disk is full' }] });
    refusing = true;
    await expect(ingest.take([one], { ingest: 'tail', alongside: () => undefined })).rejects.toThrow('the disk is full');
    expect((await ingest.take([one], { ingest: 'tail', alongside: () => undefined })).outcomes.accepted).toBe(1);
    const sums = errors.read.prepare("SELECT ingest, outcome, quantity FROM error_ingest WHERE category = 'error' ORDER BY 1, 2").all();
    expect(sums).toEqual([{ ingest: 'http', outcome: 'internal_error', quantity: 1 }, { ingest: 'http', outcome: 'schema_invalid', quantity: 1 }, { ingest: 'tail', outcome: 'accepted', quantity: 1 }]);
  });

  test('never reaches operators raw: by type, and by what they are told', async () => {
    expectTypeOf<ErrorEnvelope>().not.toExtend<OpsIncident>();
    expectTypeOf<ErrorEnvelope & OpsIncident>().toBeNever();
    expectTypeOf<ErrorEnvelope & OpsCorrelatedEvent>().toBeNever();
    const errors = testErrors();
    const correlation_id = 'f'.repeat(32);
    await errors.take([envelope({ correlation_id, input: 'secret input', tenant_id: 'tenant-of-a-customer', context: { order: 'o-77' } })]);
    const told = JSON.stringify([errors.board.activeIncidents(0, noon), correlated(errors.read, correlation_id)]);
    expect(told).toContain('infra.database.timeout');
    expect(told).not.toMatch(/tenant-of|o-77|input_hash|inputHash|context/);
  });
}); // prettier-ignore
