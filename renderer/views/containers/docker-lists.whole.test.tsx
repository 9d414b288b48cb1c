// What containers use, and Docker's other lists, in jsdom over a fake engine.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { ContainerStats } from '#shared/model/container-stats.ts';
import type { DockerImage, DockerListChange } from '#shared/model/docker-lists.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { bench, someNow } from '../readiness/readiness.fixture.ts';
import { someContainer, someDetail, someDocker } from './containers.fixture.ts';

afterEach(cleanup);

const names = ['web', 'db', 'job'];
const list = names.map((name) => someContainer({ name, ...(name === 'job' && { state: 'exited', exitCode: 0 }) }));
const statsOf = (key: string, patch: Partial<ContainerStats> = {}): ContainerStats => ({
  key,
  state: 'live',
  cpuCores: 0.25,
  memoryBytes: 64 * 1024 * 1024,
  memoryLimitBytes: 256 * 1024 * 1024,
  at: someNow,
  reason: '',
  ...patch,
});
const image = (tag: string, patch: Partial<DockerImage> = {}): DockerImage => ({
  key: tag,
  id: `sha256:${tag}`,
  tags: [tag],
  digests: [],
  sizeBytes: 1024,
  createdAt: someNow - 60_000,
  usedBy: [],
  ...patch,
});

function show(given: Parameters<typeof bench>[0] = {}, patch = {}) {
  const made = bench({
    containers: fakeFeed(() => list),
    sources: fakeFeed(() => [someDocker(patch)]),
    container: () => someDetail(list[0] ?? someContainer({ name: 'web' })),
    ...given,
  });
  showFrame(made.stores, 'containers');
  return made;
}
const row = async (name: RegExp): Promise<HTMLElement> => await screen.findByRole('row', { name });
const tab = async (name: string): Promise<void> => void fireEvent.click(await screen.findByRole('tab', { name }));
const rowNames = (): string[] => Array.from(document.querySelectorAll('.box-row .box-name'), (cell) => cell.textContent); // prettier-ignore

test('the rows in sight are measured, and a row says what it uses or why that is not known', async () => {
  const off = statsOf('job', {
    state: 'off',
    cpuCores: null,
    memoryBytes: null,
    reason: 'it is exited, so it uses nothing',
  });
  const stats = fakeFeed<ContainerStats>(() => [statsOf('web'), statsOf('db', { state: 'stale', reason: 'no sample for 5 s' }), off]); // prettier-ignore
  const { engine } = show({ stats });
  await waitFor(() => expect(engine.measured).toEqual([['db', 'job', 'web']]));
  await waitFor(async () => expect((await row(/web/)).textContent).toContain('250 m64.0 MiB'));
  expect(within(await row(/web/)).getByTitle('25 % of 256.0 MiB')).toBeTruthy();
  expect(within(await row(/db/)).getAllByTitle(/old: no sample for 5 s/)).toHaveLength(2);
  expect(within(await row(/job/)).getAllByRole('img', { name: 'not known: it is exited, so it uses nothing' })).toHaveLength(2); // prettier-ignore
  expect(screen.queryByRole('button', { name: 'CPU' })).toBeNull();
});

test('nothing is measured while neither column is shown, nor in another view', async () => {
  const { engine, stores } = show({ stats: fakeFeed(() => [statsOf('web')]) });
  await waitFor(() => expect(engine.measured).toHaveLength(1));
  const { stats } = stores.docker;
  await waitFor(() => expect(stats.store.getState().state).toBe('live'));
  stores.settings.set({ hiddenColumns: ['cpu', 'memory'] });
  await waitFor(() => expect(stats.store.getState().state).toBe('off'));
  stores.settings.set({ hiddenColumns: [] });
  await waitFor(() => expect(stats.store.getState().state).toBe('live'));
  stores.place.go({ view: 'journal' });
  await waitFor(() => expect(stats.store.getState().state).toBe('off'));
  expect(engine.measured).toHaveLength(2);
});

test('what a row was known to use stays in sight while other rows are asked for', async () => {
  const { engine, stores } = show({ stats: fakeFeed(() => [statsOf('web')]) });
  await waitFor(async () => expect((await row(/web/)).textContent).toContain('250 m'));
  engine.stats.listen = async function* () {
    await new Promise(() => undefined);
    yield { kind: 'snapshot', revision: 1, entries: [] };
  };
  stores.docker.measure(['web', 'other']);
  expect(stores.docker.stats.store.getState().state).toBe('loading');
  expect((await row(/web/)).textContent).toContain('250 m');
});

test('the images are read when they are looked at, say as of when, and are found, sorted and followed to their users', async () => {
  const images = [image('web:1', { sizeBytes: 5e6, usedBy: [{ id: 'web', name: 'web' }] }), image('db:1', { sizeBytes: 9e6 }), image('', { tags: [], key: 'x' })]; // prettier-ignore
  const { stores } = show({ images: () => ({ readAt: someNow - 3000, entries: images }) });
  await tab('Images');
  await row(/web:1/);
  expect(rowNames()).toEqual(['db:1', 'web:1', 'without a tag']);
  expect(screen.getByRole('status', { name: 'How fresh the images are' }).textContent).toMatch(/^3 images, as read at .*\(3 s ago\)/); // prettier-ignore
  expect(window.location.hash).toContain('list=images');
  fireEvent.click(screen.getByRole('button', { name: 'Size' }));
  fireEvent.click(screen.getByRole('button', { name: 'Size' }));
  expect(rowNames()[0]).toBe('without a tag');
  fireEvent.change(screen.getByRole('searchbox', { name: 'Filter the images' }), { target: { value: 'WEB' } });
  expect(rowNames()).toEqual(['web:1']);
  expect(screen.getByRole('status', { name: 'How fresh the images are' }).textContent).toContain('1 of 3 images');
  fireEvent.click(screen.getByRole('button', { name: 'web' }));
  expect(stores.place.store.getState()).toMatchObject({ list: 'containers', container: 'web', opened: true, find: '' });
  expect(await screen.findByRole('grid', { name: 'Containers' })).toBeTruthy();
});

test('a list is read again by hand, and when Docker tells of a change; until then it says that it is old', async () => {
  let reads = 0;
  const changes = fakeFeed<DockerListChange>(() => [{ key: 'volumes', changedAt: someNow - 9000 }]);
  const volume = {
    key: 'data',
    name: 'data',
    driver: 'local',
    scope: 'local',
    mountpoint: '/m',
    createdAt: null,
    usedBy: [],
  };
  show({ listChanges: changes, volumes: () => ({ readAt: someNow, entries: ++reads > 2 ? [] : [volume] }) });
  await tab('Volumes');
  await row(/data/);
  fireEvent.click(screen.getByRole('button', { name: 'Read again' }));
  await waitFor(() => expect(reads).toBeGreaterThanOrEqual(2));
  const before = reads;
  await row(/data/);
  changes.send({
    kind: 'change',
    since: 1,
    revision: 2,
    upserts: [{ key: 'volumes', changedAt: someNow + 500 }],
    removes: [],
  });
  expect(await screen.findByText('Changed since; being read again.')).toBeTruthy();
  await waitFor(() => expect(reads).toBe(before + 1));
  expect(await screen.findByText('Docker has no volumes.')).toBeTruthy();
});

test('a list that cannot be read says why, in the place of the list', async () => {
  const networks = (): never => {
    throw new Error('no');
  };
  show({ networks });
  await tab('Networks');
  expect((await screen.findByText(/^The networks could not be read:/)).textContent).toMatch(/could not be read: ./);
  expect(screen.queryByRole('grid')).toBeNull();
});

test('a way to Docker that is not verified is said above everything', async () => {
  show({}, { warning: 'the docker context "lab" says not to verify the certificate' });
  expect((await screen.findByText('Not verified:')).closest('[role="alert"]')?.textContent).toContain('context "lab"');
});
