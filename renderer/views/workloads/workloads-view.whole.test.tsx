// The screen of Kubernetes in jsdom over a fake engine: what people see of objects, and that nothing is called live that is not.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { KubeConnection, KubeKindStatus, KubeRow } from '#shared/model/kubernetes.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeFeed } from '../../client/fake-engine.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';
import { brokenPod, someConnection, someObject, somePod, someStatus } from './workloads.fixture.ts';

afterEach(cleanup);

const web = somePod({ name: 'web', labels: { app: 'web' }, owner: { kind: 'ReplicaSet', namespace: 'shop', name: 'web-1', uid: 'uid-web-1' } }); // prettier-ignore
const sick = brokenPod('sick');
const tool = somePod({ name: 'tool', namespace: 'pay' });

interface Shown extends Bench {
  rows: FakeFeed<KubeRow>;
  /** What the cluster does next. */
  change: (upserts: KubeRow[], removes?: string[]) => void;
  connection: (patch: Partial<KubeConnection>) => void;
}

interface Given {
  connection?: KubeConnection;
  kinds?: KubeKindStatus[];
  engine?: Parameters<typeof bench>[0];
}

function show(list: KubeRow[] = [web, sick, tool], given: Given = {}): Shown {
  const rows = fakeFeed(() => list);
  const none = fakeFeed<KubeRow>(() => []);
  const connection = given.connection ?? someConnection();
  const made = bench({
    kubeConnection: fakeFeed(() => [connection]),
    kubeKinds: fakeFeed(() => given.kinds ?? [someStatus('pods'), someStatus('events')]),
    kubeRows: (kind) => (kind === 'pods' ? rows : none),
    kubeObject: (kind, name) => someObject(kind === 'pods' ? (list.find((one) => one.name === name) ?? web) : somePod({ name, owner: name === 'web-1' ? { kind: 'Deployment', namespace: 'shop', name: 'web', uid: 'uid-web' } : null })), // prettier-ignore
    ...given.engine,
  });
  showFrame(made.stores, 'workloads');
  let revision = 1;
  return {
    ...made,
    rows,
    change: (upserts, removes = []) =>
      rows.send({ kind: 'change', since: revision, revision: ++revision, upserts, removes }),
    connection: (patch) =>
      made.engine.kubeConnection.send({ kind: 'change', since: 1, revision: 2, upserts: [{ ...connection, ...patch }], removes: [] }), // prettier-ignore
  };
}

const key = (name: string): void => void fireEvent.keyDown(window, { key: name });
const row = async (name: RegExp): Promise<HTMLElement> => await screen.findByRole('row', { name });
const rowNames = (): string[] => Array.from(document.querySelectorAll('.box-row .box-name'), (cell) => cell.textContent); // prettier-ignore
const table = async (): Promise<HTMLElement> => await screen.findByRole('grid', { name: 'Pods' });

test('the counts, the worst first, and each trouble in words', async () => {
  show();
  expect(await screen.findByRole('heading', { name: '3 pods: 1 in trouble, 2 without trouble' })).toBeTruthy();
  expect(rowNames()).toEqual(['sick', 'tool', 'web']);
  expect((await row(/sick/)).textContent).toContain('it ends again and again');
  expect(screen.getByRole('status', { name: 'Freshness of Pods' }).textContent).toContain('Live since');
  expect(screen.getByText('prod-eu')).toBeTruthy();
});

test('under the pointer no row moves; what turned says so where it stands', async () => {
  const { change } = show();
  await row(/web/);
  fireEvent.pointerEnter(await table());
  change([{ ...web, health: 'trouble', troubles: ['killed for want of memory'] }, brokenPod('late')]);
  const waits = await screen.findByRole('button', { name: '1 new, 1 of them in trouble; another order' });
  expect(rowNames()).toEqual(['sick', 'tool', 'web']);
  expect((await row(/web/)).textContent).toContain('killed for want of memory');
  fireEvent.click(waits);
  await waitFor(() => expect(rowNames()).toEqual(['late', 'sick', 'web', 'tool']));
});

test('while the list comes in nothing is held, so that the pointer does not keep the rest of it out', async () => {
  const { change } = show([web], { kinds: [someStatus('pods', { count: 3 })] });
  await row(/web/);
  fireEvent.pointerEnter(await table());
  change([sick, tool]);
  await waitFor(() => expect(rowNames()).toEqual(['sick', 'tool', 'web']));
  change([brokenPod('late')]);
  expect(await screen.findByRole('button', { name: '1 new, 1 of them in trouble' })).toBeTruthy();
});

test('only the kind that is shown is followed, and another drops it', async () => {
  const { stores, rows } = show();
  await row(/web/);
  expect(rows.subscriptions).toBe(1);
  const kinds = screen.getByRole('navigation', { name: 'Kinds' });
  fireEvent.click(within(kinds).getByRole('button', { name: /^Deployments/ }));
  await waitFor(() => expect(stores.kube.rows.pods.store.getState().state).toBe('off'));
  expect(stores.kube.rows.pods.store.getState().entries.size).toBe(0);
  expect(stores.place.store.getState().kind).toBe('deployments');
});

test('a kind that is denied says so and why, in the list of kinds and in place of its table', async () => {
  const denied = someStatus('pods', { state: 'denied', reason: 'pods is forbidden: user "oncall" cannot list', seenAt: null, count: 0 }); // prettier-ignore
  show([], { kinds: [denied] });
  expect(await screen.findByText('Pods may not be looked at, so nobody knows how they are.')).toBeTruthy();
  expect(screen.getAllByText(/user "oncall" cannot list/).length).toBeGreaterThan(0);
  const button = within(screen.getByRole('navigation', { name: 'Kinds' })).getByRole('button', { name: /^Pods/ });
  expect(button.title).toContain('denied: pods is forbidden');
  expect(button.textContent).not.toContain('0');
});

test('while the first list is read it says how much of it is here, and calls nothing the whole', async () => {
  show([web], { kinds: [someStatus('pods', { state: 'connecting', seenAt: null, count: 1, expected: 10_000 })] });
  expect(await screen.findByText(/1 so far of 10,000/)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'So far: 1 pod: 1 without trouble' })).toBeTruthy();
});

test('a list of which not all is here is not called live, though its server is; a row more or less later is a change', async () => {
  const { change, engine } = show([web], { kinds: [someStatus('pods', { count: 3 })] });
  expect(await screen.findByText(/1 so far of 3/)).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'So far: 1 pod: 1 without trouble' })).toBeTruthy();
  const freshness = (): string => screen.queryByRole('status', { name: 'Freshness of Pods' })?.textContent ?? '';
  expect(freshness()).not.toContain('Live');
  change([sick, tool]);
  await waitFor(() => expect(freshness()).toContain('Live since'));
  engine.kubeKinds.send({ kind: 'change', since: 1, revision: 2, upserts: [someStatus('pods', { count: 4 })], removes: [] }); // prettier-ignore
  const kinds = screen.getByRole('navigation', { name: 'Kinds' });
  await within(kinds).findByRole('button', { name: /^Pods.*4/ });
  expect(freshness()).toContain('Live since');
});

test.each([
  ['the first rows are here', [web], {}, 'Cancel and disconnect'],
  ['nothing is here', [], {}, 'Cancel and disconnect'],
  ['nobody has answered', [], { connection: someConnection({ state: 'connecting', seenAt: null }) }, 'Cancel'],
])('while %s the reading can be cancelled, which disconnects', async (_, list, given, name) => {
  const { engine } = show(list, { kinds: [someStatus('pods', { state: 'connecting', seenAt: null, count: list.length })], ...given }); // prettier-ignore
  fireEvent.click(await screen.findByRole('button', { name }));
  await waitFor(() => expect(engine.calls.map((call) => call.name)).toEqual(['kubernetes.disconnect']));
});

test('of another kind it is cancelled by going back to the pods, and the cluster stays connected', async () => {
  const { stores, engine } = show([web], { kinds: [someStatus('pods'), someStatus('ingresses', { state: 'connecting', seenAt: null, count: 0 })] }); // prettier-ignore
  stores.place.go({ kind: 'ingresses' });
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(stores.place.store.getState().kind).toBe('pods');
  expect(engine.calls).toEqual([]);
});

test('when the connection is lost the rows stay, greyed, with when it is tried again, and Retry asks the engine', async () => {
  const { connection, engine } = show();
  await row(/web/);
  connection({ state: 'stale', reason: 'the connection was reset', seenAt: someNow - 5_000, retryAt: someNow + 4_000 });
  const band = await screen.findByRole('status', { name: /^Freshness of Kubernetes/ });
  expect(band.textContent).toContain('the connection was reset');
  expect(band.textContent).toContain('Tries again in 4 s.');
  expect((await table()).className).toContain('grid-stale');
  expect(screen.getByRole('heading', { name: /^As last known:/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Retry now' }));
  await waitFor(() => expect(engine.calls.map((call) => call.name)).toEqual(['kubernetes.retry']));
});

test('an engine that is lost makes the objects stale', async () => {
  const { cut } = show();
  await row(/web/);
  cut();
  expect(await screen.findByRole('heading', { name: /^As last known: 3 pods/ })).toBeTruthy();
});

test('certificates that are not verified are a banner for as long as it is so', async () => {
  show([web], { connection: someConnection({ unverified: true }) });
  expect(await screen.findByText('Certificates are not verified.')).toBeTruthy();
});

test('a row is opened with its troubles, whom it belongs to, conditions and containers', async () => {
  show();
  fireEvent.click(await row(/web/));
  const drawer = await screen.findByRole('complementary', { name: 'Pod' });
  expect(await within(drawer).findByRole('button', { name: 'Deployment web' })).toBeTruthy();
  expect(within(drawer).getByRole('button', { name: 'ReplicaSet web-1' })).toBeTruthy();
  expect(await within(drawer).findByText(/ContainersNotReady: not ready/)).toBeTruthy();
  expect(within(drawer).getByText('DB_PASSWORD')).toBeTruthy();
  fireEvent.click(within(drawer).getByRole('button', { name: 'Node worker-a' }));
  expect(decodeURIComponent(window.location.hash)).toContain('kind=nodes&object=worker-a');
});

test('an object that cannot be read in full says why, beside what its list knows', async () => {
  const kubeObject = (): never => {
    throw new Error('not now');
  };
  const { stores } = show([sick], { engine: { kubeObject } });
  fireEvent.click(await row(/sick/));
  expect(await screen.findByText(/It could not be read in full:/)).toBeTruthy();
  expect(screen.getByRole('list', { name: 'Trouble' }).textContent).toContain('it ends again and again');
  // It stays in sight while another part is read.
  stores.place.go({ part: 'events' });
  await waitFor(() => expect(screen.queryByText(/It could not be read in full:/)).toBeNull());
  expect(screen.getByRole('list', { name: 'Trouble' }).textContent).toContain('it ends again and again');
});

test('its text is shown as it was read, and says when', async () => {
  const { stores } = show();
  fireEvent.click(await row(/web/));
  stores.place.go({ part: 'yaml' });
  expect((await screen.findByLabelText('YAML')).textContent).toContain('name: web');
  expect(screen.getByRole('button', { name: 'Read again' }).parentElement?.textContent).toContain('1 s ago');
});

test('an object that a link names and that is not there says so', async () => {
  const { stores } = show();
  await row(/web/);
  stores.place.go({ object: 'shop/gone', opened: true });
  expect(await screen.findByRole('heading', { name: 'Not there any more' })).toBeTruthy();
});

test('j, k, Enter and Escape walk, open and close; Space marks', async () => {
  const { stores } = show();
  await row(/web/);
  key('j');
  key('j');
  expect(stores.place.store.getState().object).toBe('pay/tool');
  key(' ');
  expect(await screen.findByRole('button', { name: '1 marked' })).toBeTruthy();
  key('Enter');
  expect(await screen.findByRole('complementary', { name: 'Pod' })).toBeTruthy();
  key('Escape');
  key('Escape');
  expect(stores.place.store.getState()).toMatchObject({ object: null, opened: false });
});

test('Shift and a press mark all rows from the last marked one', async () => {
  const { stores } = show();
  fireEvent.click(within(await row(/sick/)).getByRole('checkbox'));
  fireEvent.click(await row(/web/), { shiftKey: true });
  expect([...stores.kube.table.getState().marked]).toEqual(['shop/sick', 'pay/tool', 'shop/web']);
  expect(stores.place.store.getState().opened).toBe(false);
});

test('filter, order, kind and object are in the address, and columns are put away for their kind alone', async () => {
  const { stores } = show();
  await row(/web/);
  fireEvent.click(screen.getByRole('button', { name: 'Restarts' }));
  fireEvent.change(screen.getByLabelText('Filter the Pods'), { target: { value: 'ns:shop' } });
  await waitFor(() => expect(rowNames()).toEqual(['sick', 'web']));
  fireEvent.click(await row(/sick/));
  expect(decodeURIComponent(window.location.hash)).toContain('open=yes&object=shop/sick&where=ns:shop&order=restarts');
  fireEvent.click(screen.getByRole('checkbox', { name: 'Node' }));
  expect(stores.settings.store.getState().hiddenKubeColumns).toEqual({ pods: ['node'] });
});

test('of ten thousand pods that come in parts all are counted and only those in sight exist', async () => {
  const pods = Array.from({ length: 10_000 }, (_, at) => somePod({ name: `web-${at}` }));
  const { change } = show(pods.slice(0, 1_000));
  await table();
  for (let at = 1_000; at < 10_000; at += 1_000) change(pods.slice(at, at + 1_000));
  expect(await screen.findByRole('heading', { name: '10,000 pods: no trouble seen' })).toBeTruthy();
  expect((await table()).getAttribute('aria-rowcount')).toBe('10001');
  expect(rowNames().length).toBeLessThan(80);
});
