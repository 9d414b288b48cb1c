// An open log over an engine behind a real socket: complete, in order, through restarts and lost connections, and honest
// about what is missing.
import { expect, test } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { nanosAfter, someContainer } from './fake-log-engine.fixture.ts';
import { eventually, message, openLog, rowsOf, stateOf, words } from './log-session.fixture.ts';

test('what was there and what comes is shown once, with level, output and time, and without secrets', async () => {
  const { engine, start } = await openLog([someContainer('web')]);
  engine.write('web', [message(1, 'INFO first'), message(2, 'ERROR second password=hunter2-canary', true, 7)]);
  const session = start();
  await eventually(() => expect(stateOf(session)).toBe('live'));
  engine.write('web', [message(3, '\u001b[33mlevel=warn\u001b[0m third')]);
  await eventually(() => expect(words(session).length).toBe(3));
  expect(rowsOf(session)).toMatchObject([
    { place: 0, level: 'info', std: 'out', text: 'INFO first', late: false },
    { place: 1, level: 'error', std: 'err', text: 'ERROR second password=[redacted]', nanos: 7 },
    { place: 2, level: 'warn', text: 'level=warn third' },
  ]);
  expect(session.status()).toMatchObject({ read: 3, redactions: 1, dropped: 0, waiting: 0, reason: '' });
  expect(engine.requests.every((request) => request.startsWith('GET '))).toBe(true);
});

test('the lines of a project are merged by time, and containers that come later join', async () => {
  const row = (name: string): Container => someContainer(`shop-${name}`, { project: 'shop' });
  const { engine, watch, start } = await openLog([row('a-1'), row('b-1'), someContainer('alone')], {
    source: 'docker',
    project: 'shop',
  });
  engine.write('shop-a-1', [message(10, 'a10'), message(30, 'a30')]);
  engine.write('shop-b-1', [message(20, 'b20'), message(40, 'b40')]);
  engine.write('alone', [message(5, 'not this one')]);
  const session = start();
  await eventually(() => expect(words(session)).toEqual(['0:a10', '1:b20', '0:a30', '1:b40']));
  await eventually(() => expect(session.status().streams.map(({ name, state }) => `${name} ${state}`)).toEqual(['a-1 live', 'b-1 live'])); // prettier-ignore
  await eventually(() => expect(session.status().reason).toBe(''));
  await new Promise((resolve) => setTimeout(resolve, 60));
  engine.add('shop-c-1');
  engine.write('shop-c-1', [message(50, 'c50')]);
  watch.rows.publish([row('c-1')]);
  await eventually(() => expect(words(session).slice(4)).toEqual(['2:<joined>', '2:c50']));
});

test('a lost connection is taken up again without a line twice or missing, on both outputs', async () => {
  const { engine, start } = await openLog([someContainer('web')]);
  // The two outputs are not in step, and times are not unique.
  engine.write('web', [message(10, 'o1'), message(12, 'e1', true), message(11, 'o2'), message(11, 'o3')]);
  const session = start();
  await eventually(() => expect(words(session).length).toBe(4));
  engine.logs.get('web')?.messages.push(message(11, 'o4'), message(13, 'e2', true), message(14, 'o5'));
  engine.cut();
  await eventually(() => expect(words(session).length).toBe(7));
  engine.write('web', [message(15, 'o6')]);
  await eventually(() => expect(words(session)).toEqual(['o1', 'e1', 'o2', 'o3', 'o4', 'e2', 'o5', 'o6'].map((text) => `0:${text}`))); // prettier-ignore
});

test('where the lines before the loss are not held any more, a row says that some may be missing', async () => {
  const { engine, start } = await openLog([someContainer('web')]);
  engine.write('web', [message(10, 'one')]);
  const session = start();
  await eventually(() => expect(words(session)).toEqual(['0:one']));
  const log = engine.logs.get('web');
  log?.messages.splice(0, 1, message(90_000, 'much later'));
  engine.cut();
  await eventually(() => expect(words(session)).toEqual(['0:one', '0:<missing>', '0:much later']));
});

test('while the engine is away the stream is stale with the reason, and what was read stays', async () => {
  const { engine, start, watch } = await openLog([someContainer('web')]);
  const docker = { key: 'docker', name: 'Docker', state: 'live' as const, since: 0, reason: '', seenAt: 0 };
  engine.write('web', [message(10, 'one')]);
  const session = start();
  await eventually(() => expect(stateOf(session)).toBe('live'));
  engine.refusals.set('web', { status: 500, message: 'the disk is on fire' });
  engine.cut();
  await eventually(() => expect(session.status().streams[0]?.reason).toContain('HTTP 500: the disk is on fire'));
  expect(stateOf(session)).toBe('stale');
  watch.sources.publish([{ ...docker, state: 'stale', reason: 'cut' }]);
  await eventually(() => expect(session.status().reason).toBe('Docker is not live: cut'));
  expect(words(session)).toEqual(['0:one']);
  engine.refusals.clear();
  watch.sources.publish([docker]);
  await eventually(() => expect(stateOf(session)).toBe('live'));
});

test('an engine that is silent and no longer live is not listened to as if it were', async () => {
  const { engine, start, watch } = await openLog([someContainer('web')]);
  const session = start();
  await eventually(() => expect(stateOf(session)).toBe('live'));
  watch.sources.publish([{ key: 'docker', name: 'Docker', state: 'stale', since: 0, reason: 'a ping failed', seenAt: 0 }]); // prettier-ignore
  await eventually(() => expect(stateOf(session)).toBe('stale'));
  expect(session.status().streams[0]?.reason).toContain('Docker is not live: a ping failed');
  await eventually(() => expect(engine.connections()).toBe(0));
});

test('a container that begins anew goes on in its stream after a row that says so', async () => {
  const web = someContainer('web');
  const { engine, watch, start } = await openLog([web]);
  engine.write('web', [message(10, 'before')]);
  const session = start();
  await eventually(() => expect(stateOf(session)).toBe('live'));
  watch.rows.publish([{ ...web, state: 'exited' }]);
  engine.end('web');
  await eventually(() => expect(stateOf(session)).toBe('ended'));
  Object.assign(engine.logs.get('web') ?? {}, { startedAt: '2026-01-02T00:00:00Z', running: true });
  engine.write('web', [message(20, 'after')]);
  watch.rows.publish([{ ...web, startedAt: Date.parse('2026-01-02T00:00:00Z') }]);
  await eventually(() => expect(words(session)).toEqual(['0:before', '0:<ended>', '0:<restarted>', '0:after']));
  watch.rows.publish([], ['web']);
  engine.end('web');
  await eventually(() =>
    expect(session.status().streams[0]).toMatchObject({ state: 'ended', reason: 'it was removed' }),
  );
});

test('a container whose lines are kept nowhere is denied with the words of the engine', async () => {
  const { engine, start } = await openLog([someContainer('web')]);
  engine.refusals.set('web', { status: 501, message: 'configured logging driver does not support reading' });
  const session = start();
  await eventually(() => expect(stateOf(session)).toBe('denied'));
  expect(session.status().streams[0]?.reason).toContain('does not support reading');
  const asked = engine.requests.length;
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(engine.requests.length).toBe(asked);
});

test('lines that come faster than they can be kept leave a gap row with their number', async () => {
  const { engine, start } = await openLog([someContainer('web')], undefined, { queueLines: 0 });
  const session = start();
  await eventually(() => expect(stateOf(session)).toBe('live'));
  await new Promise((resolve) => setTimeout(resolve, 80));
  const now = Number(BigInt(Date.now()) - nanosAfter(0) / 1_000_000n);
  // One write of ten thousand: the queue of two thousand has no turn to be emptied in between.
  engine.write(
    'web',
    Array.from({ length: 10_000 }, (_, at) => message(now + at, `line ${at}`)),
  );
  await eventually(() => {
    const { streams, waiting } = session.status();
    expect((streams[0]?.lines ?? 0) + (streams[0]?.dropped ?? 0)).toBe(10_000);
    expect(waiting).toBe(0);
  });
  const rows = rowsOf(session);
  const gaps = rows.filter(({ kind }) => kind === 'gap');
  expect(session.status().dropped).toBeGreaterThan(0);
  expect(gaps.reduce((sum, { count }) => sum + count, 0)).toBe(session.status().dropped);
  expect(rows.at(-1)?.text).toBe('line 9999');
});

test('what was there before is never dropped: it waits in the engine until there is room', async () => {
  const { engine, start } = await openLog([someContainer('web')], undefined, { queueLines: 0 });
  engine.write(
    'web',
    Array.from({ length: 50_000 }, (_, at) => message(at, `line ${at}`)),
  );
  const session = start();
  await eventually(() => expect(session.status()).toMatchObject({ read: 50_000, dropped: 0 }));
});

test('closing leaves no connection', async () => {
  const { engine, start } = await openLog([someContainer('web')]);
  const session = start();
  await eventually(() => expect(engine.connections()).toBe(1));
  session.close();
  await eventually(() => expect(engine.connections()).toBe(0));
});
