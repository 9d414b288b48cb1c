// Which logs are open: as many as are allowed, as long as somebody follows them and a while longer; and what is asked of
// them.
import { expect, onTestFinished, test, vi } from 'vitest';
import { everyLine, type LogId } from '#shared/model/log-lines.ts';
import { createRedactor } from '../redact/redact.ts';
import { dockerOrigins, type DockerTarget } from './docker-origins.ts';
import { fakeWatch, nanosAfter, someContainer, startFakeLogEngine } from './fake-log-engine.fixture.ts';
import { createLogSessions, mostLogs } from './log-sessions.ts';

const asked = {
  target: { source: 'docker' as const, containerIds: ['web'] },
  sinceMs: null,
  tailLines: null,
  previous: false,
};

async function setup(lines: string[] = [], graceMs = 60_000) {
  const engine = await startFakeLogEngine();
  engine.add('web');
  engine.write('web', lines.map((text, at) => ({ nanos: nanosAfter(at), err: false, text: `${text}\n` }))); // prettier-ignore
  const watch = fakeWatch([someContainer('web')]);
  const sessions = createLogSessions({
    originsOf: (target) =>
      dockerOrigins({ containers: watch.rows.subscribe, sources: watch.sources.subscribe, address: () => engine.endpoint }, target as DockerTarget), // prettier-ignore
    redactor: createRedactor(),
    now: () => Date.now(),
    elapsedMs: () => performance.now(),
    graceMs,
  });
  onTestFinished(sessions.closeAll);
  const open = async (): Promise<LogId> => {
    const { logId } = sessions.open(asked);
    await vi.waitFor(() => expect(sessions.of(logId).status().read).toBe(lines.length));
    return logId;
  };
  return { engine, sessions, open };
}

function follow(sessions: Awaited<ReturnType<typeof setup>>['sessions'], logId: LogId): AbortController {
  const ending = new AbortController();
  onTestFinished(() => ending.abort());
  void (async () => {
    for await (const message of sessions.status(logId, { signal: ending.signal })) expect(message).toBeDefined();
  })();
  return ending;
}

test('a log lives while it is followed, and ends a while after, with its connection', async () => {
  const { engine, sessions } = await setup([], 40);
  const { logId } = sessions.open(asked);
  const following = follow(sessions, logId);
  await vi.waitFor(() => expect(engine.connections()).toBe(1));
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect(sessions.of(logId).status().key).toBe('log');
  following.abort();
  await vi.waitFor(() => expect(() => sessions.of(logId)).toThrow('not open any more'));
  await vi.waitFor(() => expect(engine.connections()).toBe(0));
});

test('a log that nobody ever follows ends too', async () => {
  const { sessions } = await setup([], 40);
  const { logId } = sessions.open(asked);
  await vi.waitFor(() => expect(() => sessions.of(logId)).toThrow('not open any more'));
});

test('one too many takes the place of one that nobody follows, else it is refused', async () => {
  const { sessions } = await setup();
  const all = Array.from({ length: mostLogs }, () => sessions.open(asked).logId);
  all.slice(1).forEach((logId) => follow(sessions, logId));
  const { logId } = sessions.open(asked);
  expect(() => sessions.of(all[0] as LogId)).toThrow('not open any more');
  follow(sessions, logId);
  expect(() => sessions.open(asked)).toThrow(`${mostLogs} logs are open already`);
});

test('windows, single rows and the way to the next found line', async () => {
  const { sessions, open } = await setup(['one', 'two BOOM', 'x'.repeat(3000), 'boom boom']);
  const session = sessions.of(await open());
  const filter = { ...everyLine, search: { text: 'boom', regex: false, matchCase: false } };
  const { rows, view } = session.window(filter, 'end', 2);
  expect(view).toEqual({ first: 0, end: 4, matches: 2, behind: 0 });
  expect(rows.map(({ place, marks }) => [place, marks])).toEqual([[2, []], [3, [[0, 4], [5, 9]]]]); // prettier-ignore
  expect(rows[0]).toMatchObject({ chars: 3000, text: 'x'.repeat(1000) });
  expect(session.row(2).text.length).toBe(3000);
  expect(await session.find(filter, -1, 'next')).toBe(1);
  expect(await session.find(filter, 1, 'next')).toBe(3);
  expect(await session.find(filter, 3, 'next')).toBeNull();
  expect(await session.find(filter, 4, 'previous')).toBe(3);
  expect(await session.find({ ...filter, only: true }, 0, 'next')).toBe(1);
  expect(session.window({ ...filter, only: true }, 0, 10).rows.map(({ index }) => index)).toEqual([1, 3]);
  expect(() => session.row(4)).toThrow('not held any more');
});

test('a pattern that could run away is refused, and one that backtracks ends all the same', async () => {
  const { sessions, open } = await setup([`${'a'.repeat(60)}!`, 'a'.repeat(60_000)]);
  const session = sessions.of(await open());
  const search = (text: string) => ({ ...everyLine, only: true, search: { text, regex: true, matchCase: false } });
  expect(() => session.window(search('(a+)+$'), 'end', 10)).toThrow('may not itself be repeated');
  expect(() => session.window(search('('), 'end', 10)).toThrow('not a regular expression');
  expect(session.window(search('A*a*a*a*a*a*a*a*b'), 'end', 10).rows).toEqual([]);
  // A thread that tried every way through these would not be back.
  session.window(search('.*a.*a.*a.*a.*!'), 'end', 10);
});

test('an export is whole, in pieces, filtered, and names what is no longer held', async () => {
  const { sessions, open } = await setup(Array.from({ length: 5000 }, (_, at) => `line ${at} ${'y'.repeat(100)}`));
  const session = sessions.of(await open());
  let text = '';
  let pieces = 0;
  for (let chunk = await session.export(everyLine, null); ; chunk = await session.export(everyLine, chunk.next)) {
    text += chunk.text;
    pieces++;
    expect(chunk.text.length).toBeLessThan(1_000_000);
    if (chunk.next === null) break;
  }
  const lines = text.trimEnd().split('\n');
  expect(pieces).toBeGreaterThan(1);
  expect(lines).toHaveLength(5001);
  expect(lines[1]).toMatch(/^2025-11-20T\d\d:\d\d:\d\d\.\d{9}Z web stdout line 0 y+$/);
  const only = await session.export({ ...everyLine, only: true, search: { text: 'line 4999 ', regex: false, matchCase: true } }, null); // prettier-ignore
  expect(only.text.split('\n')[1]).toContain('line 4999');
  expect(only.next).toBeNull();
});
