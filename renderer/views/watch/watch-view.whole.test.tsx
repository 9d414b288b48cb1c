// The wall in jsdom over a fake engine: what is wrong, what changed, how sure it is, and where each line leads.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Trouble, WatchChange, Watched } from '#shared/model/watch.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { someContainer, someDocker } from '../containers/containers.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';
import { someConnection, someStatus } from '../workloads/workloads.fixture.ts';

afterEach(cleanup);

const pod: Watched = { source: 'kubernetes', kind: 'pods', namespace: 'shop', name: 'web-1', key: 'uid-web-1' };
const box: Watched = { source: 'docker', kind: 'container', namespace: null, name: 'api', key: 'api' };
const looping: Trouble = { key: 't1', kind: 'crash_loop', object: pod, words: 'ends again and again', since: someNow - 720_000, count: 3 }; // prettier-ignore
const sick: Trouble = { key: 't2', kind: 'unhealthy', object: box, words: 'its health check fails', since: someNow - 9_000, count: 1 }; // prettier-ignore
const scaled: WatchChange = { key: '2', kind: 'scale', at: someNow - 400_000, seenAt: someNow, object: pod, words: 'scaled from 2 to 4', bad: false }; // prettier-ignore
const gap: WatchChange = { key: '1', kind: 'gap', at: someNow - 800_000, seenAt: someNow - 700_000, object: null, words: 'Kubernetes was not watched for 2 min: reset', bad: false }; // prettier-ignore
const ongoing: WatchChange = { ...gap, key: '3', at: someNow - 60_000, seenAt: someNow - 50_000, words: 'Kubernetes is not watched any more: reset' }; // prettier-ignore
const kinds = ['pods', 'deployments', 'statefulsets', 'daemonsets', 'jobs', 'nodes'] as const;

interface Given {
  troubles?: Trouble[];
  docker?: Partial<SourceStatus>;
  connection?: Parameters<typeof someConnection>[0];
}

function show({ troubles = [looping, sick], docker = {}, connection = {} }: Given = {}): Bench {
  const made = bench({
    containers: fakeFeed(() => [someContainer({ name: 'api' })]),
    sources: fakeFeed(() => [someDocker(docker)]),
    kubeConnection: fakeFeed(() => [someConnection(connection)]),
    kubeKinds: fakeFeed(() => kinds.map((kind) => someStatus(kind, { count: kind === 'pods' ? 38 : 0 }))),
    kubeConfig: () => ({ files: [], contexts: [] }),
    troubles: fakeFeed(() => troubles),
    changes: fakeFeed(() => [scaled, gap, ...(connection.state === 'stale' ? [ongoing] : [])]),
    workloads: fakeFeed(() => [{ key: 'w', object: { ...pod, kind: 'deployments', name: 'web' }, desired: 4, ready: 1, troubled: 3 }]), // prettier-ignore
  });
  showFrame(made.stores, 'watch');
  return made;
}
const heading = async (name: string | RegExp): Promise<HTMLElement> => await screen.findByRole('heading', { name });
const line = async (name: RegExp): Promise<HTMLElement> => await screen.findByRole('button', { name });

test('what is unhealthy stands under its kind with count, words and since when', async () => {
  show();
  expect(await heading('4 want a look, of 1 container, 38 pods')).toBeTruthy();
  const now = screen.getByRole('region', { name: 'Unhealthy now' });
  expect(within(now).getByRole('heading', { name: 'Crash loops' })).toBeTruthy();
  expect((await line(/ends again and again/)).textContent).toContain('12 min');
  expect((await line(/ends again and again/)).textContent).toContain('3 ×');
  expect((await line(/Deployment, shop/)).textContent).toContain('1/43 missing, 3 in trouble');
});

test('a line opens its object where it is shown in full', async () => {
  const { stores } = show();
  fireEvent.click(await line(/ends again and again/));
  expect(stores.place.store.getState()).toMatchObject({ view: 'workloads', kind: 'pods', object: 'shop/web-1', opened: true }); // prettier-ignore
  stores.place.go({ view: 'watch' });
  fireEvent.click(await line(/its health check fails/));
  expect(stores.place.store.getState()).toMatchObject({ view: 'containers', container: 'api', opened: true });
});

test('with nothing wrong it says what was looked at', async () => {
  show({ troubles: [] });
  expect(await heading('1 container, 38 pods: no trouble seen')).toBeTruthy();
});

test('with a source that is denied it says which, why, and of what alone there is no trouble', async () => {
  show({ troubles: [], connection: { state: 'denied', reason: '401 Unauthorized', seenAt: null } });
  expect(await heading('1 container without trouble; Kubernetes not looked at: 401 Unauthorized')).toBeTruthy();
  expect(screen.queryByText(/no trouble seen/)).toBeNull();
  const headline = (await heading(/Kubernetes not looked at/)).parentElement;
  expect(headline?.querySelector('.glyph')?.getAttribute('class')).toContain('state-inconclusive');
  expect(screen.getByText(/^No trouble is seen in what was looked at. Kubernetes is not looked at./)).toBeTruthy();
});

test('at a past moment a source is said to be live then, with no word of when it was heard', async () => {
  const { stores } = show();
  stores.place.go({ at: someNow - 7_200_000 });
  await waitFor(() => {
    const cards = within(screen.getByRole('list', { name: 'How fresh the sources are' }));
    expect(cards.getAllByText('live then')).toHaveLength(2);
    expect(cards.queryByText(/heard from/)).toBeNull();
  });
});

test('what a lost source said last is greyed, as of when, and its gap is open', async () => {
  const { cut } = show({ connection: { state: 'stale', since: someNow - 50_000, reason: 'reset', seenAt: someNow - 60_000 } }); // prettier-ignore
  const old = await line(/ends again and again/);
  expect(old.textContent).toContain('as of');
  expect(old.closest('li')?.className).toBe('wall-stale');
  expect((await line(/its health check fails/)).closest('li')?.className).toBe('');
  expect(await screen.findByText(/^not watched since/)).toBeTruthy();
  // The earlier one has its end.
  expect(screen.getByText(/^not watched from/)).toBeTruthy();
  expect(screen.getByRole('region', { name: 'Unhealthy now' })).toBeTruthy();
  cut();
  await waitFor(async () => expect((await line(/its health check fails/)).closest('li')?.className).toBe('wall-stale'));
  expect(screen.getByRole('region', { name: 'Unhealthy when last seen' })).toBeTruthy();
});

test('the window decides which changes are shown, and is in the address; a gap is a line of its own', async () => {
  show();
  expect(await screen.findByText('scaled from 2 to 4')).toBeTruthy();
  expect((await screen.findByText(/^not watched from/)).textContent).toContain(' to ');
  fireEvent.click(screen.getByRole('radio', { name: '5 min' }));
  expect(await screen.findByText(/^Nothing was seen to change in these 5 minutes/)).toBeTruthy();
  expect(window.location.hash).toContain('last=5');
});

test('under the pointer no line moves, and what is new waits', async () => {
  const { engine } = show();
  const region = await screen.findByRole('region', { name: 'Unhealthy now' });
  await line(/ends again and again/);
  fireEvent.pointerEnter(region);
  const dead: Trouble = { ...sick, key: 't3', kind: 'node_not_ready', words: 'it is not ready' };
  engine.troubles.send({ kind: 'change', since: 1, revision: 2, upserts: [dead], removes: ['t1'] });
  const waits = await screen.findByRole('button', { name: '1 new, 1 of them in trouble; 1 gone' });
  expect((await line(/ends again and again/)).textContent).toContain('over');
  expect(screen.queryByText('it is not ready')).toBeNull();
  fireEvent.click(waits);
  expect(await screen.findByText('it is not ready')).toBeTruthy();
});

test('with no source it says how to get one', async () => {
  const { stores } = show({ troubles: [], docker: { state: 'off', reason: 'no engine' }, connection: { state: 'off', reason: '', context: null, seenAt: null } }); // prettier-ignore
  expect(await screen.findByText(/^Nothing is watched: connect a Kubernetes context/)).toBeTruthy();
  fireEvent.click(await line(/^Connect Kubernetes$/));
  expect(stores.place.store.getState().view).toBe('workloads');
});

test('g and then w goes to the wall, and j walks its lines', async () => {
  const { stores } = show();
  stores.place.go({ view: 'journal' });
  fireEvent.keyDown(window, { key: 'g' });
  fireEvent.keyDown(window, { key: 'w' });
  const first = await line(/ends again and again/);
  fireEvent.keyDown(window, { key: 'j' });
  expect(document.activeElement).toBe(first);
});
