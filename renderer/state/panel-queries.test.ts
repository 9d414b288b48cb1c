// A panel's question through answer, refusal, change, giving up and time limit.
import { expect, test, vi } from 'vitest';
import { OpsError } from '#shared/model/ops-error.ts';
import type { EngineClient } from '../client/link.ts';
import { handClock } from '../client/fake-engine.fixture.ts';
import { createQuiet } from './quiet.ts';
import { createPanelQuery, type FinerQuestion, type PanelQuestion } from './panel-queries.ts';

interface Asked {
  key: string;
  signal: AbortSignal;
  answer: (text: string) => void;
  refuse: (error: Error) => void;
}

function setup() {
  const clock = handClock();
  const asked: Asked[] = [];
  const turns: (() => void)[] = [];
  const query = createPanelQuery<string>({ client: () => ({}) as EngineClient, ...clock, takeTurn: (run) => void turns.push(run), quiet: createQuiet(clock.later, 1000) }); // prettier-ignore
  const question = (key: string, subject = 'a'): PanelQuestion<string> => ({
    subject,
    key,
    ask: (_client, _now, signal) => new Promise((answer, refuse) => void asked.push({ key, signal, answer, refuse })),
  });
  const settle = async (): Promise<void> => {
    await vi.waitFor(() => expect(turns.length).toBeGreaterThan(0));
    for (const run of turns.splice(0)) run();
  };
  return { clock, asked, query, question, settle, turns, view: () => query.store.getState() };
}

test('the answer comes in at its turn, and the same question is not asked twice', async () => {
  const { clock, asked, query, question, settle, view } = setup();
  query.want(question('1'));
  query.want(question('1'));
  query.again();
  expect(asked).toHaveLength(1);
  asked[0]?.answer('one');
  expect(view().answer).toBeNull();
  await settle();
  expect(view()).toMatchObject({ answer: 'one', askedAt: null, failure: null });
  query.again();
  expect(asked).toHaveLength(2);
  expect(view()).toMatchObject({ answer: 'one', askedAt: clock.now() });
});

test('a question without a key of its own is asked all the same', () => {
  const { asked, query, question } = setup();
  query.want(question(''));
  query.want(question(''));
  expect(asked).toHaveLength(1);
});

test('a newer question gives the older up, and a late answer of that changes nothing', async () => {
  const { asked, query, question, settle, view } = setup();
  query.want(question('old'));
  query.want(question('new'));
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[1]?.answer('new');
  await settle();
  asked[0]?.answer('old');
  await settle();
  expect(view().answer).toBe('new');
});

test('a refusal keeps the last answer and says why; another subject drops it', async () => {
  const { asked, query, question, settle, view } = setup();
  query.want(question('1'));
  asked[0]?.answer('one');
  await settle();
  query.want(question('2'));
  expect(view().answer).toBe('one');
  asked[1]?.refuse(new OpsError('bad_input', 'parse error'));
  await vi.waitFor(() => expect(view().failure).not.toBeNull());
  expect(view()).toMatchObject({ answer: 'one', failure: { code: 'bad_input', reason: 'parse error' } });
  query.want(question('3', 'b'));
  expect(view()).toMatchObject({ answer: null, failure: null });
});

test('out of sight it is given up and asked again on return; what was answered is not', async () => {
  const { asked, query, question, settle, view } = setup();
  query.want(question('1'));
  query.want(null);
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(view().askedAt).toBeNull();
  query.want(question('1'));
  asked[1]?.answer('one');
  await settle();
  query.want(null);
  query.again();
  query.want(question('1'));
  expect(asked).toHaveLength(2);
  expect(view().answer).toBe('one');
});

test('after its time, or when a person cancels, it ends with a reason and nothing stays in flight', async () => {
  const { clock, asked, query, question, view } = setup();
  query.want(question('1'));
  clock.move(11_000);
  expect(view()).toMatchObject({ askedAt: null, failure: { code: 'timed_out', reason: 'no answer within 10 s' } });
  expect(asked[0]?.signal.aborted).toBe(true);
  query.again();
  query.cancel();
  expect(view().failure).toMatchObject({ code: 'cancelled' });
  expect(asked[1]?.signal.aborted).toBe(true);
});

test('what fails because there is no link has failed at once, so that it is asked again when the link is back', () => {
  const clock = handClock();
  const link = { client: null as EngineClient | null };
  const asked = vi.fn<() => Promise<string>>(() => new Promise(() => undefined));
  const client = (): EngineClient => {
    if (link.client === null) throw new OpsError('unavailable', 'no link');
    return link.client;
  };
  const query = createPanelQuery<string>({
    client,
    ...clock,
    takeTurn: () => undefined,
    quiet: createQuiet(clock.later, 1000),
  });
  query.want({ subject: 'a', key: '1', ask: asked });
  expect(query.store.getState().failure).toMatchObject({ code: 'unavailable', reason: 'no link' });
  link.client = {} as EngineClient;
  query.again();
  expect(asked).toHaveBeenCalledTimes(1);
});

/** Answers that begin with `rough` could be finer; those with `too much` cannot. */
function finerSetup() {
  const { clock, asked, query, settle, view } = setup();
  const finer = (key: string): FinerQuestion<string> => ({
    steady: 'steady',
    offered: (answer) => answer.startsWith('rough'),
    fits: (answer) => !answer.startsWith('too much'),
    ask: (_client, answer, signal) => new Promise((resolve, refuse) => void asked.push({ key: `finer ${key} of ${answer}`, signal, answer: resolve, refuse })), // prettier-ignore
    without: (answer, reason) => `${answer} without: ${reason}`,
  });
  const question = (key: string): PanelQuestion<string> => ({
    subject: 'a',
    key,
    ask: (_client, _now, signal, all) => new Promise((answer, refuse) => void asked.push({ key: `${key}${all ? ' all' : ''}`, signal, answer, refuse })), // prettier-ignore
    finer: finer(key),
  });
  const keys = (): string[] => asked.map(({ key }) => key);
  return { clock, asked, query, settle, view, question, keys };
}

test('what could show more is shown, then asked for in full while nothing looks busy; the next asks for all at once', async () => {
  const { asked, query, settle, view, question, keys } = finerSetup();
  query.want(question('1'));
  asked[0]?.answer('rough 1');
  await settle();
  expect(view()).toMatchObject({ answer: 'rough 1', askedAt: null });
  asked[1]?.answer('fine 1');
  await settle();
  expect(view()).toMatchObject({ answer: 'fine 1', askedAt: null, failure: null });
  query.want(question('2'));
  asked[2]?.answer('fine 2');
  await settle();
  expect([view().answer, keys()]).toEqual(['fine 2', ['1', 'finer 1 of rough 1', '2 all']]);
});

test('what offers no more is not asked twice', async () => {
  const { asked, query, settle, question, keys } = finerSetup();
  query.want(question('1'));
  asked[0]?.answer('too much');
  await settle();
  query.want(question('2'));
  expect(keys()).toEqual(['1', '2']);
});

test('where the full answer fails the first stays, with the reason, and is not asked for again for a while', async () => {
  const { clock, asked, query, settle, view, question, keys } = finerSetup();
  query.want(question('1'));
  asked[0]?.answer('rough 1');
  await settle();
  asked[1]?.refuse(new OpsError('timed_out', 'no answer in time'));
  await vi.waitFor(() => expect(view().answer).toBe('rough 1 without: no answer in time'));
  expect(view().failure).toBeNull();
  query.want(question('2'));
  asked[2]?.answer('rough 2');
  await settle();
  expect([view().answer, keys()]).toEqual(['rough 2 without: no answer in time', ['1', 'finer 1 of rough 1', '2']]);
  clock.move(300_001);
  query.want(question('3'));
  asked[3]?.answer('rough 3');
  await settle();
  expect(keys().at(-1)).toBe('finer 3 of rough 3');
});

test('a newer question, and going out of sight, give the full one up; back in sight it is asked for', async () => {
  const { asked, query, settle, view, question, keys } = finerSetup();
  query.want(question('1'));
  asked[0]?.answer('rough 1');
  await settle();
  query.want(null);
  expect([asked[1]?.signal.aborted, view().answer]).toEqual([true, 'rough 1']);
  query.want(question('1'));
  asked[1]?.answer('late');
  asked[2]?.answer('fine 1');
  await settle();
  expect([view().answer, keys()]).toEqual(['fine 1', ['1', 'finer 1 of rough 1', '1 all']]);
});
