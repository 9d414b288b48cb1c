// The screen of the containers in jsdom over a fake engine: what people see, and that nothing moves under their hand.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { dockerLeft } from '#shared/model/docker-left.ts';
import type { JournalEvent, SourceStatus } from '#shared/model/system.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';
import { someContainer, someDetail, someDocker } from './containers.fixture.ts';

afterEach(cleanup);

const web = someContainer({ name: 'web', project: 'shop', service: 'web', labels: { tier: 'front' }, ports: [{ ip: '0.0.0.0', publicPort: 8080, privatePort: 80, protocol: 'tcp' }] }); // prettier-ignore
const sick = someContainer({ name: 'sick', project: 'shop', health: 'unhealthy', restartCount: 4 });
const tool = someContainer({ name: 'tool', health: 'none' });

interface Shown extends Bench {
  /** What Docker does next. */
  change: (upserts: Container[], removes?: string[]) => void;
  docker: (patch: Partial<SourceStatus>) => void;
}

function show(
  list: Container[] = [web, sick, tool],
  given: Parameters<typeof bench>[0] = {},
  docker = someDocker(),
): Shown {
  // prettier-ignore
  const made = bench({
    containers: fakeFeed(() => list),
    sources: fakeFeed(() => [docker]),
    container: (id) => someDetail(list.find((one) => one.id === id) ?? web),
    ...given,
  });
  showFrame(made.stores, 'containers');
  let revision = 1;
  const { engine } = made;
  return {
    ...made,
    change: (upserts, removes = []) =>
      engine.containers.send({ kind: 'change', since: revision, revision: ++revision, upserts, removes }),
    docker: (patch) =>
      engine.sources.send({ kind: 'change', since: 1, revision: 2, upserts: [{ ...docker, ...patch }], removes: [] }),
  };
}

const key = (name: string): void => void fireEvent.keyDown(window, { key: name });
const row = async (name: RegExp): Promise<HTMLElement> => await screen.findByRole('row', { name });
const rowNames = (): string[] => Array.from(document.querySelectorAll('.box-row .box-name'), (cell) => cell.textContent); // prettier-ignore
const table = async (): Promise<HTMLElement> => await screen.findByRole('grid', { name: 'Containers' });

test('the counts, the worst first, and each trouble in words', async () => {
  show();
  expect(await screen.findByRole('heading', { name: '1 wants a look: 3 running (1 unhealthy)' })).toBeTruthy();
  expect(rowNames()).toEqual(['sick', 'web', 'tool']);
  expect((await row(/sick/)).textContent).toContain('its health check fails');
  expect((await row(/tool/)).textContent).toContain('no check');
  expect((await row(/web/)).textContent).toContain('8080→80/tcp');
  expect(screen.getByRole('status', { name: 'Freshness of Docker' }).textContent).toContain('Live since');
});

test('a container that turns unhealthy under the pointer says so where it stands; the new order waits', async () => {
  const { change } = show();
  await row(/web/);
  fireEvent.pointerEnter(await table());
  change([{ ...sick, health: 'healthy' }, { ...web, health: 'unhealthy' }, someContainer({ name: 'late', health: 'unhealthy' })]); // prettier-ignore
  const waits = await screen.findByRole('button', { name: '1 new, 1 of them in trouble; another order' });
  expect(rowNames()).toEqual(['sick', 'web', 'tool']);
  expect((await row(/web/)).textContent).toContain('its health check fails');
  fireEvent.pointerLeave(await table(), { relatedTarget: waits });
  fireEvent.click(waits);
  await waitFor(() => expect(rowNames()).toEqual(['late', 'tool', 'web', 'sick']));
  expect(screen.queryByRole('button', { name: /another order/ })).toBeNull();
});

test('a list of which a part is here is not called live, and no hand keeps the rest of it out', async () => {
  const { engine, stores } = show([]);
  await waitFor(() => expect(stores.containers.store.getState().state).toBe('live'));
  engine.containers.send({ kind: 'snapshot', revision: 5, more: true, entries: [web] });
  await row(/web/);
  const freshness = (): string => screen.queryByRole('status', { name: 'Freshness of Docker' })?.textContent ?? '';
  expect(freshness()).not.toContain('Live');
  expect(screen.getByRole('heading', { name: /^So far: 1 / })).toBeTruthy();
  fireEvent.pointerEnter(await table());
  engine.containers.send({ kind: 'change', since: 5, revision: 6, upserts: [sick, tool], removes: [] });
  await waitFor(() => expect(rowNames()).toEqual(['sick', 'web', 'tool']));
  expect(freshness()).toContain('Live');
});

test('without a hand on the table new rows come in by themselves', async () => {
  const { change } = show();
  await row(/web/);
  change([someContainer({ name: 'late' })]);
  expect(await row(/late/)).toBeTruthy();
});

test('a row selected by key holds the table too, and one that is gone stays, marked as gone', async () => {
  const { change, stores } = show();
  await row(/web/);
  key('j');
  key('j');
  expect(stores.place.store.getState().container).toBe('sick');
  change([], ['web']);
  await waitFor(async () => expect((await row(/web/)).textContent).toContain('gone'));
  key('Escape');
  await waitFor(() => expect(rowNames()).toEqual(['sick', 'tool']));
});

test('a changed cell lights up, the others do not', async () => {
  const { change } = show();
  await row(/web/);
  change([{ ...web, restartCount: 1 }]);
  await waitFor(async () => expect(within(await row(/web/)).getByText('1').className).toContain('cell-changed'));
  expect(document.querySelectorAll('.cell-changed').length).toBe(1);
});

test('when Docker is lost the rows stay, greyed, as of when they were last seen, and Retry asks the engine', async () => {
  const { docker, engine } = show();
  await row(/web/);
  docker({ state: 'stale', reason: 'connection refused', seenAt: someNow - 5_000 });
  const band = await screen.findByText(/connection refused/);
  expect(band.textContent).toContain('Stale. As of');
  expect(screen.getByRole('heading', { name: /^As last known:/ })).toBeTruthy();
  expect((await table()).className).toContain('grid-stale');
  expect(rowNames()).toEqual(['sick', 'web', 'tool']);
  fireEvent.click(screen.getByRole('button', { name: 'Retry now' }));
  await waitFor(() => expect(engine.calls.map((call) => call.name)).toEqual(['docker.retry']));
});

test('when the engine is lost nothing says live', async () => {
  const { cut } = show([web]);
  expect(await screen.findByRole('heading', { name: 'All 1 running and healthy' })).toBeTruthy();
  cut();
  expect(await screen.findByRole('heading', { name: 'As last known: 1 running' })).toBeTruthy();
  expect(screen.queryByText('Live')).toBeNull();
});

test.each([
  ['off', 'Docker is not being watched', 'Next step'],
  ['denied', 'Docker refuses to be watched', 'How to get permission'],
] as const)('%s names every place that was tried and the way on', async (state, words, head) => {
  const places = [{ place: '/var/run/docker.sock', answer: 'permission denied', chosen: true }];
  const diagnose = () => [{ name: 'Docker', state: 'denied' as const, reason: '', candidates: places, facts: {} }];
  show([], { diagnose }, someDocker({ state, reason: 'no engine', seenAt: null }));
  expect(await screen.findByText(words)).toBeTruthy();
  expect(await screen.findByRole('heading', { name: head })).toBeTruthy();
  expect(await screen.findByText('/var/run/docker.sock')).toBeTruthy();
});

test('connecting says what is waited for, and does not say that there are no containers', async () => {
  show([], {}, someDocker({ state: 'connecting', reason: 'ssh://build-1 to answer', seenAt: null }));
  expect(await screen.findByText(/Waiting for ssh:\/\/build-1 to answer/)).toBeTruthy();
  expect(screen.queryByText(/no containers/)).toBeNull();
});

test('who does not want to wait for Docker gets back to the wall', async () => {
  const { stores, engine } = show([], {}, someDocker({ state: 'connecting', reason: '', seenAt: null }));
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(stores.place.store.getState().view).toBe('watch');
  // Nobody waits for it any longer, and nothing is dialled on behind the screen.
  await waitFor(() => expect(engine.calls.map((call) => call.name)).toEqual(['docker.disconnect']));
});

test('dialling on that comes to nothing can be ended from the band; what was disconnected says so, and how it is dialled again', async () => {
  const { docker, engine } = show([], {}, someDocker({ state: 'off', reason: 'no answer; tried again within 5 s', seenAt: null })); // prettier-ignore
  fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
  await waitFor(() => expect(engine.calls.map((call) => call.name)).toEqual(['docker.disconnect']));
  docker({ state: 'off', reason: dockerLeft });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Disconnect' })).toBeNull());
  expect(await screen.findByText(/Docker is not being watched/)).toHaveProperty('parentElement.textContent', expect.stringContaining(dockerLeft)); // prettier-ignore
  // It was not missing, so nobody is told how to start one.
  expect(screen.queryByRole('heading', { name: 'Next step' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Retry now' }));
  await waitFor(() => expect(engine.calls.at(-1)?.name).toBe('docker.retry'));
});

test('a live Docker without containers says so', async () => {
  show([]);
  expect(await screen.findByText(/it has no containers/)).toBeTruthy();
});

test('the details show trouble first, names of the environment without values, and filter by a label', async () => {
  const journal = (): JournalEvent[] => [{ sequence: 1, id: 'e', type: 'docker.changed', source: 'docker', subject: 'web', time: someNow, recordedTime: someNow, data: { id: web.id, name: 'web', action: 'die', exitCode: 3 } }]; // prettier-ignore
  const { stores } = show(undefined, { journal });
  fireEvent.click(await row(/web/));
  const drawer = await screen.findByRole('complementary', { name: 'Container' });
  expect(await within(drawer).findByText('DB_PASSWORD')).toBeTruthy();
  expect(within(drawer).getByText(/Values are never shown/)).toBeTruthy();
  expect(await within(drawer).findByText('ended with exit code 3')).toBeTruthy();
  expect(within(drawer).getByText(/Picked by name on this screen/)).toBeTruthy();
  fireEvent.click(within(drawer).getByRole('button', { name: /tier=/ }));
  await waitFor(() => expect(rowNames()).toEqual(['web']));
  expect(stores.place.store.getState()).toMatchObject({ find: 'label:tier=front', container: 'web', opened: true });
});

test('Enter opens the selected container, Escape closes it and then lets go; Enter on a project folds it', async () => {
  const { stores } = show();
  await row(/web/);
  key('j');
  key('Enter');
  await waitFor(() => expect(rowNames()).toEqual(['tool']));
  key('Enter');
  key('j');
  key('Enter');
  expect(await screen.findByRole('complementary', { name: 'Container' })).toBeTruthy();
  key('Escape');
  expect(stores.place.store.getState()).toMatchObject({ container: 'sick', opened: false });
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  key('Escape');
  expect(stores.place.store.getState().container).toBeNull();
});

test('a link to a container that is gone says so, and holds no rows back', async () => {
  const { stores, change } = show();
  await row(/web/);
  stores.place.go({ container: 'gone-long-ago', opened: true });
  expect(await screen.findByRole('heading', { name: 'Not there any more' })).toBeTruthy();
  change([someContainer({ name: 'late' })]);
  expect(await row(/late/)).toBeTruthy();
});

test('sort, filter and selection are in the address', async () => {
  show();
  await row(/web/);
  fireEvent.click(screen.getByRole('button', { name: 'Restarts' }));
  fireEvent.change(screen.getByLabelText('Filter the containers'), { target: { value: 'project:shop' } });
  await waitFor(() => expect(rowNames()).toEqual(['web', 'sick']));
  fireEvent.click(await row(/sick/));
  expect(decodeURIComponent(window.location.hash)).toBe('#/containers?plan=plan-1&container=sick&open=yes&find=project:shop&sort=restarts'); // prettier-ignore
});

test('a column that is put away stays away in the next window', async () => {
  const { stores } = show();
  await row(/web/);
  fireEvent.click(screen.getByRole('checkbox', { name: 'Restarts' }));
  await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'Restarts' })).toBeNull());
  expect(stores.settings.store.getState().hiddenColumns).toEqual(['restarts']);
  expect(window.localStorage.getItem('readyroom:settings')).toContain('restarts');
});

test('the palette opens a container and goes to the section', async () => {
  const { stores } = show();
  await row(/web/);
  stores.place.go({ view: 'journal' });
  fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
  fireEvent.click(await screen.findByText('Open container sick'));
  expect(stores.place.store.getState()).toMatchObject({ view: 'containers', container: 'sick', opened: true });
});

test('of ten thousand containers only the rows in sight exist', async () => {
  show(Array.from({ length: 10_000 }, (_, at) => someContainer({ name: `web-${at}` })));
  expect(await screen.findByRole('heading', { name: 'All 10,000 running and healthy' })).toBeTruthy();
  expect((await table()).getAttribute('aria-rowcount')).toBe('10002');
  expect(rowNames().length).toBeLessThan(80);
});

test('a chip of the status bar opens Diagnostics', async () => {
  const { stores } = show();
  fireEvent.click(await screen.findByRole('button', { name: /^docker/ }));
  expect(stores.place.store.getState().view).toBe('diagnostics');
});
