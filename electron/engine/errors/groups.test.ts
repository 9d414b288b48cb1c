// Which errors are one failure, in which state it is, and what people say of it.
import { describe, expect, test } from 'vitest';
import { envelope, noon, testErrors } from './errors.fixture.ts';
import { groupingOf } from './grouping.ts';
import { prepareError, recordErrors } from './record-errors.ts';
import { readEnvelope } from './read-envelope.ts';
import { framesOfTrace, topFrame } from './top-frame.ts';

const hour = 3_600_000;
const said = { by: 'Lead', note: '' };
const told = ({ board }: ReturnType<typeof testErrors>) => board.activeIncidents(0, Number.MAX_SAFE_INTEGER);

describe('errors are one failure', () => {
  const hashOf = (change: Record<string, unknown>): string => {
    const plain = { errorClass: 'infra.x', component: 'c', exceptionChain: [{ type: 'E', module: null }], frame: 'm#f', message: 'a', fingerprint: [], ...change };
    return groupingOf(plain).hashes[0]?.hash ?? '';
  };
  test('by class, component, exceptions and frame, whatever their message and line', () => {
    expect(hashOf({ message: 'another' })).toBe(hashOf({}));
    for (const change of [{ errorClass: 'infra.y' }, { component: 'd' }, { exceptionChain: [{ type: 'F', module: null }] }, { frame: 'm#g' }]) expect(hashOf(change)).not.toBe(hashOf({}));
  });

  test('by the shape of the message where nothing else tells them apart', () => {
    const bare = { exceptionChain: [], frame: null };
    expect(hashOf({ ...bare, message: 'order 12 of "first" failed' })).toBe(hashOf({ ...bare, message: 'order 9 of "second" failed' }));
    expect(hashOf({ ...bare, message: 'order 12 failed' })).not.toBe(hashOf({ ...bare, message: 'payment 12 failed' }));
  });

  test('by the fingerprint of the producer, which wins, or extends what would be grouped on', () => {
    expect(hashOf({ fingerprint: ['pay'], component: 'other' })).toBe(hashOf({ fingerprint: ['pay'] }));
    expect(hashOf({ fingerprint: ['{{ default }}', 'eu'] })).not.toBe(hashOf({ fingerprint: ['{{default}}', 'us'] }));
    expect(hashOf({ fingerprint: ['{{ default }}'] })).toBe(hashOf({}));
  });

  test('across a change of the rules: the groups that there are go on, and are known by the new rule from then on', async () => {
    const errors = testErrors();
    const record = (rules: Parameters<typeof groupingOf>[1], change: Record<string, unknown>) => {
      const read = readEnvelope(envelope(change), { redactor: errors.redactor, hasher: errors.hasher, now: errors.now });
      return errors.writer.write('telemetry', (db) => recordErrors(db, [prepareError(read, rules)], { journal: errors.journal, ingest: 'http', nowMs: noon }));
    };
    const old = { 1: ({ component }: { component: string }) => [component] };
    const both = { ...old, 2: ({ component, errorClass }: { component: string; errorClass: string }) => [component, errorClass] };
    await record(old, {});
    await record(both, {});
    await record({ 2: both[2] }, {});
    expect(errors.read.prepare('SELECT count(*) AS groups, sum(count) AS errors FROM error_group').get()).toEqual({ groups: 1, errors: 3 });
    const kept = errors.read.prepare('SELECT grouping_version AS v, json_array_length(group_hashes) AS n FROM infra_error_event').all();
    expect(kept).toEqual([{ v: 1, n: 1 }, { v: 2, n: 2 }, { v: 2, n: 1 }]);
  });

  test.each([
    ['JavaScript', "E: x\n    at readFile (node:fs:1:2)\n    at load (file:///srv/app/src/load.ts:12:3)\n    at main (/srv/app/src/main.ts:1:1)", 'app/src/load.ts#load'],
    ['Python', 'Traceback (most recent call last):\n  File "/srv/app/main.py", line 3, in main\n    go()\n  File "/srv/app/pay.py", line 9, in charge\n  File "/usr/lib/python3/site-packages/http/client.py", line 1, in send\nE: x', 'srv/app/pay.py#charge'],
    ['Java', 'E: x\n\tat java.net.Socket.connect(Socket.java:1)\n\tat com.shop.Pay.charge(Pay.java:9)', 'com.shop.Pay#charge'],
  ])('with the frame of the application in a trace of %s', (_name, trace, frame) => {
    expect(topFrame(framesOfTrace(trace))).toBe(frame);
  });
}); // prettier-ignore

describe('a failure', () => {
  test('is new with an event of the journal, ongoing after a day, and escalates when it comes much more often', async () => {
    const errors = testErrors();
    await errors.take([envelope({ correlation_id: 'c'.repeat(32) })]);
    expect(told(errors)[0]).toMatchObject({ state: 'new', occurrences: 1, severity: 'attention', category: 'timeout' });
    expect(errors.events('error.first_seen')).toMatchObject([{ subject: 'shop.worker', data: { errorClass: 'infra.database.timeout' } }]);
    errors.clock.now = noon + 25 * hour;
    errors.board.look();
    expect(told(errors)[0]).toMatchObject({ state: 'ongoing' });
    const many = (count: number, at: number) => Array.from({ length: count }, () => envelope({ timestamp: at }));
    await errors.take([...many(5, errors.clock.now - 10 * hour), ...many(120, errors.clock.now)]);
    expect(told(errors)[0]).toMatchObject({ state: 'escalating', severity: 'urgent', occurrences: 126 });
    expect(told(errors)[0]?.hourly.at(-1)).toBe(120);
    expect(errors.events('error.first_seen')).toHaveLength(1);
  });

  test('that is resolved in a release comes back only with an error of that release or a later one', async () => {
    const errors = testErrors();
    await errors.take([envelope({ release: 'shop@1.9.0' })]);
    const key = told(errors)[0]?.key ?? '';
    await errors.words.resolve({ key, ...said, release: { how: 'in', name: 'shop@1.10.0' } });
    await errors.take([envelope({ release: 'shop@1.9.9' }), envelope({ release: 'shop@1.10.0-rc.1' }), envelope({}), envelope({ release: 'f00dfeed1' }), envelope({ release: 'other@2.0.0' })]);
    expect(told(errors)[0]).toMatchObject({ state: 'resolved', sinceResolved: 5 });
    expect(errors.events('error.regressed')).toEqual([]);
    await errors.take([envelope({ release: 'shop@1.10.0' })]);
    expect(told(errors)[0]).toMatchObject({ state: 'regressed', stateReason: expect.stringContaining('shop@1.10.0') });
    expect(errors.events('error.regressed')).toMatchObject([{ data: { fixedIn: 'shop@1.10.0', release: 'shop@1.10.0' } }]);
    await errors.words.resolve({ key, ...said, release: { how: 'after', name: 'shop@1.10.0' } });
    await errors.take([envelope({ release: 'shop@1.10.0' })]);
    expect(told(errors)[0]).toMatchObject({ state: 'resolved', sinceResolved: 1 });
  });

  test('that is put aside comes back by time, that is resolved in no release by nothing; both by a person', async () => {
    const errors = testErrors();
    await errors.take([envelope()]);
    const key = told(errors)[0]?.key ?? '';
    await errors.words.archive({ key, ...said, untilMs: noon + hour });
    expect(told(errors)[0]).toMatchObject({ state: 'archived' });
    errors.clock.now = noon + 2 * hour;
    errors.board.look();
    expect(told(errors)[0]).toMatchObject({ state: 'new' });
    await errors.words.resolve({ key, ...said, release: null });
    await errors.take([envelope({ release: '9.9.9' })]);
    expect(told(errors)[0]).toMatchObject({ state: 'resolved', stateReason: expect.stringContaining('1 came since, without a release') });
    await errors.words.reopen({ key, ...said });
    expect(told(errors)[0]).toMatchObject({ state: 'new', sinceResolved: 0 });
    await expect(errors.words.reopen({ key, ...said })).rejects.toThrow('open already');
    expect(errors.events('error.reopened')).toMatchObject([{ source: 'person:Lead', data: { group: key, before: 'resolved' } }]);
  });
}); // prettier-ignore
