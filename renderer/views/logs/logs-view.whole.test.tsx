// The screen of the logs in jsdom over a fake engine: what people see, that a pause loses nothing, and what is asked for.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { LogStatus } from '#shared/model/log-lines.ts';
import type { JournalEvent } from '#shared/model/system.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { someContainer, someDocker } from '../containers/containers.fixture.ts';
import { bench } from '../readiness/readiness.fixture.ts';
import { fakeLog, someRow, type FakeLog } from './logs.fixture.ts';

afterEach(cleanup);

const many = (count: number, from = 0) => Array.from({ length: count }, (_, at) => someRow(from + at));

function show(log: FakeLog = fakeLog(many(40)), place: { log?: string | null; logAs?: string } = {}) {
  const made = bench({
    ...log.given,
    containers: fakeFeed(() => [someContainer({ name: 'shop-web-1', project: 'shop' }), someContainer({ name: 'tool' })]), // prettier-ignore
    sources: fakeFeed(() => [someDocker()]),
  });
  made.stores.place.go({ view: 'logs', log: 'project:shop', logAs: '', ...place });
  showFrame(made.stores);
  return { ...made, log };
}
const key = (name: string, more: object = {}): void => void fireEvent.keyDown(window, { key: name, ...more });
const row = async (name: RegExp): Promise<HTMLElement> => await screen.findByRole('row', { name });

test('the lines with time, level and what was read of them; the newest are in sight', async () => {
  const { engine } = show(fakeLog([someRow(0, { level: 'error', std: 'err', text: 'it broke' }), someRow(1, { kind: 'gap', count: 412, text: '' })])); // prettier-ignore
  const line = await row(/it broke/);
  expect(line.textContent).toContain('E error, stderr');
  expect((await row(/412 lines were dropped here/)).className).toContain('log-gap');
  expect(screen.getByRole('heading', { name: 'project shop' })).toBeTruthy();
  expect(screen.getByRole('status', { name: 'Freshness of the log' }).textContent).toContain('Live');
  expect(screen.getByText('redacted: 3')).toBeTruthy();
  expect(engine.calls).toEqual([{ name: 'logs.open', input: { target: { source: 'docker', project: 'shop' }, sinceMs: null, tailLines: 2000, previous: false } }]); // prettier-ignore
});

test('a pause keeps what is in sight, counts what comes, and following shows it', async () => {
  const { log, stores } = show();
  await row(/line 39/);
  key(' ');
  expect(await screen.findByText('Paused; nothing new')).toBeTruthy();
  log.add(...many(7, 40));
  const more = await screen.findByText('7 new lines');
  const fresh = screen.getByRole('status', { name: 'Freshness of the log' });
  expect(fresh.textContent).toBe(' Paused: 7 new lines wait');
  expect(fresh.parentElement?.className).toBe('logs-head logs-head-paused');
  expect(fresh.querySelector('.state-pass')).toBeNull();
  fireEvent.click(more);
  expect(await row(/line 46/)).toBeTruthy();
  expect(stores.log.store.getState().following).toBe(true);
  expect(fresh.textContent).toBe(' Live');
});

test('scrolling up pauses, and only the rows in sight exist', async () => {
  const { stores } = show(fakeLog(many(20_000)));
  await row(/line 19999/);
  expect(screen.getAllByRole('row').length).toBeLessThan(120);
  const grid = screen.getByRole('grid', { name: 'Log lines' });
  expect(grid.getAttribute('aria-rowcount')).toBe('20000');
  fireEvent.scroll(grid, { target: { scrollTop: 200_000 } });
  await waitFor(() => expect(stores.log.store.getState().following).toBe(false));
  expect(await row(/line 10005$/)).toBeTruthy();
});

test('a burst of changes asks for no more than ten windows a second', async () => {
  const { log } = show();
  await row(/line 39/);
  log.asked.length = 0;
  const began = performance.now();
  for (let at = 0; at < 60; at++) {
    log.add(someRow(40 + at));
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await row(/line 99/);
  const seconds = (performance.now() - began) / 1000;
  expect(log.asked.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 1);
});

test('a search goes into the address, filters, marks, and walks from one found line to the next', async () => {
  const { stores, log } = show(
    fakeLog([...many(30), someRow(30, { text: 'boom one', marks: [[0, 4]] }), ...many(30, 31)]),
  );
  await row(/line 60/);
  fireEvent.change(screen.getByRole('searchbox', { name: 'Search the log' }), { target: { value: 'boom' } });
  expect((await row(/boom one/)).querySelector('mark')?.textContent).toBe('boom');
  expect(await screen.findByText('1 found')).toBeTruthy();
  expect(screen.queryByRole('row', { name: /line 60/ })).toBeNull();
  expect(stores.place.store.getState().logAs).toBe('q=boom');
  key('f');
  await waitFor(() => expect(log.asked.at(-1)?.filter.only).toBe(false));
  await row(/line 60/);
  key('N', { shiftKey: true });
  await waitFor(async () => expect((await row(/boom one/)).getAttribute('aria-selected')).toBe('true'));
  expect(stores.log.store.getState().following).toBe(false);
  key('n');
  expect(await screen.findByText('no next line has it')).toBeTruthy();
});

test('a pattern that is refused says why where the search is', async () => {
  const log = fakeLog(many(3));
  const { logWindow } = log.given;
  log.given.logWindow = (filter, from, count) => {
    if (filter.search !== null) throw new Error('a regular expression may not look ahead or behind');
    return logWindow?.(filter, from, count) ?? { rows: [], view: { first: 0, end: 0, matches: null, behind: 0 } };
  };
  const { stores } = show(log, { logAs: 'q=(%3F%3Da)&re=1&since=1h' });
  expect((await screen.findAllByText(/regular expression may not look|Internal server error/)).length).toBeGreaterThan(
    0,
  );
  expect(screen.getByRole('searchbox', { name: 'Search the log' }).getAttribute('aria-invalid')).toBe('true');
  fireEvent.click(screen.getByRole('button', { name: 'Clear the search' }));
  expect(stores.place.store.getState().logAs).toBe('re=1&since=1h');
});

test('a log that nobody writes to says so with the reason, and not that somebody is still looked for', async () => {
  show(fakeLog([], { streams: [], reason: 'no container belongs to the project shop' }));
  const fresh = await screen.findByRole('status', { name: 'Freshness of the log' });
  await waitFor(() => expect(fresh.textContent).toBe(' Nothing is read: no container belongs to the project shop'));
  expect(await screen.findByText('There is nothing to read: no container belongs to the project shop.')).toBeTruthy();
});

test('levels and streams narrow, and stand in the address', async () => {
  const two = [0, 1].map((number) => ({ number, name: `web-${number}`, state: 'live' as const, reason: '', lines: 5, dropped: 0, lastAt: null })); // prettier-ignore
  const { stores } = show(fakeLog([someRow(0), someRow(1, { level: 'error', text: 'bad' })], { streams: two }));
  fireEvent.click(await screen.findByRole('button', { name: 'error' }));
  await waitFor(() => expect(screen.queryByRole('row', { name: /line 0/ })).toBeNull());
  expect(await row(/bad/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /web-1/ }));
  expect(stores.place.store.getState().logAs).toBe('level=error&hide=1');
  fireEvent.click(screen.getByRole('button', { name: /web-1/ }), { shiftKey: true });
  expect(stores.place.store.getState().logAs).toBe('level=error&hide=0');
});

test('where the filter lets nothing through it can be cleared there', async () => {
  const { stores } = show(fakeLog(many(3)));
  await row(/line 2/);
  stores.place.go({ logAs: 'q=nowhere&level=error&std=stderr&since=1h' });
  fireEvent.click(await screen.findByRole('button', { name: 'Clear the filter' }));
  expect(stores.place.store.getState().logAs).toBe('since=1h');
});

test('a search that has far to go, and a log that does not come, can be left', async () => {
  const log = fakeLog(many(3));
  const far = { first: 0, end: 0, matches: 0, behind: 400_000 };
  const { stores } = show({ ...log, given: { ...log.given, logWindow: () => ({ rows: [], view: far }) } }, { logAs: 'q=deadlock' }); // prettier-ignore
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }, { timeout: 10_000 }));
  expect(stores.place.store.getState().logAs).toBe('');
  cleanup();
  const silent = show({ ...log, given: { ...log.given, logStatus: fakeFeed<LogStatus>(() => []) } });
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }, { timeout: 10_000 }));
  expect(silent.stores.place.store.getState().log).toBeNull();
});

test('a line is walked to by key, shown in full, and closed again', async () => {
  const { stores } = show(fakeLog([someRow(0), someRow(1, { text: '{"level":"info","msg":"hello"}' })]));
  await row(/hello/);
  key('k');
  await waitFor(async () => expect((await row(/hello/)).getAttribute('aria-selected')).toBe('true'));
  key('Enter');
  const drawer = await screen.findByRole('complementary', { name: 'Line' });
  expect(within(drawer).getByText(/"msg": "hello"/)).toBeTruthy();
  key('Escape');
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  key('Escape');
  expect(stores.log.store.getState().marked).toBeNull();
});

test('a stream in trouble and rows that are gone are said', async () => {
  const bad = { number: 0, name: 'web', state: 'denied' as const, reason: 'may not be read', lines: 2, dropped: 9, lastAt: null }; // prettier-ignore
  show(fakeLog(many(2), { streams: [bad], dropped: 9, firstHeld: 1204 }));
  const fresh = await screen.findByRole('status', { name: 'Freshness of the log' });
  await waitFor(() => expect(fresh.textContent).toContain('Cannot be read: web: may not be read'));
  expect(screen.getByText('9 dropped')).toBeTruthy();
  expect(await screen.findByText(/1,204 earlier rows are not held any more/)).toBeTruthy();
});

test('when the engine is lost the log does not say that it is live, and the lines stay', async () => {
  const { cut } = show();
  await row(/line 39/);
  cut();
  await waitFor(() =>
    expect(screen.getByRole('status', { name: 'Freshness of the log' }).textContent).toContain('Not live'),
  );
  expect(await row(/line 39/)).toBeTruthy();
});

test('without a target the projects and containers are offered, and a press opens one', async () => {
  const { stores } = show(fakeLog([]), { log: null });
  fireEvent.click(await screen.findByRole('button', { name: 'shop' }));
  expect(stores.place.store.getState().log).toBe('project:shop');
  stores.place.go({ log: null });
  fireEvent.change(await screen.findByRole('searchbox', { name: 'Find a container or project' }), {
    target: { value: 'tool' },
  });
  expect(screen.queryByRole('button', { name: 'shop' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /tool/ }));
  expect(stores.place.store.getState().log).toMatch(/^container:/);
});

test('from a selected container its log opens by key; going elsewhere and back keeps it', async () => {
  const { stores, engine } = show(fakeLog(many(3)), { log: null });
  stores.place.go({ view: 'containers', container: 'tool' });
  await screen.findByRole('row', { name: /tool/ });
  key('o');
  await row(/line 2/);
  stores.place.go({ view: 'journal' });
  key('g');
  key('l');
  await row(/line 2/);
  expect(engine.calls.map(({ name }) => name)).toEqual(['logs.open']);
  stores.place.go({ log: null });
  await waitFor(() => expect(engine.calls.map(({ name }) => name)).toEqual(['logs.open', 'logs.close']));
});

test('of the past the last lines of what had died are listed, with what of them is not kept; that no other line was recorded is said', async () => {
  const lines = Array.from({ length: 12 }, (_, at) => ({ at, text: `line ${at}` }));
  const died = (sequence: number, subject: string, data: object) => ({ sequence, id: String(sequence), type: 'log.excerpt', source: 'docker', subject, time: 1000, recordedTime: 1000 + sequence, data }) as JournalEvent; // prettier-ignore
  const made = bench({ journal: () => [died(2, 'shop-web-1', { exitCode: 137, lines, left: 3, passedOver: 1 }), died(1, 'tool', { exitCode: null, lines: [], words: 'it wrote nothing that is kept' })] }); // prettier-ignore
  made.stores.place.go({ view: 'logs', at: 5000 });
  showFrame(made.stores);
  expect(await screen.findByText(/were not recorded. What is kept are the last lines of containers that died/)).toBeTruthy(); // prettier-ignore
  const web = within(await screen.findByRole('region', { name: 'Last lines of shop-web-1' }));
  expect(web.getByText(/with exit code 137/)).toBeTruthy();
  expect(web.getByText('3 earlier lines were read and are not kept.')).toBeTruthy();
  expect(web.getByText('1 container had died just before, too soon after others: its lines are not kept.')).toBeTruthy(); // prettier-ignore
  expect(web.queryByText(/line 1$/m)).toBeNull();
  fireEvent.click(web.getByRole('button', { name: 'Show all 12 lines' }));
  expect(web.getByText(/line 0/)).toBeTruthy();
  expect(within(screen.getByRole('region', { name: 'Last lines of tool' })).getByText('it wrote nothing that is kept')).toBeTruthy(); // prettier-ignore
  cleanup();
  const none = bench({ journal: () => [] });
  none.stores.place.go({ view: 'logs', at: 5000 });
  showFrame(none.stores);
  expect(await screen.findByText(/so no lines are kept/)).toBeTruthy();
});
