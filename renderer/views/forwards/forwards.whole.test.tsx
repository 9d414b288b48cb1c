// Port-forwards in jsdom over a fake engine: each says the truth about itself.
import { ORPCError } from '@orpc/server';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { Lock } from '#shared/model/environment.ts';
import type { Forward } from '#shared/model/forward.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { lockOf } from '../changes/changes.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const forward = (patch: Partial<Forward> = {}): Forward => ({
  key: 'f1',
  target: { kind: 'services', namespace: 'shop', name: 'web', port: 80 },
  context: 'prod-eu',
  state: 'live',
  since: someNow - 60_000,
  reason: '',
  localPort: 41_730,
  pod: 'web-1',
  moves: 1,
  connections: 2,
  total: 9,
  bytesIn: 2_048,
  bytesOut: 10,
  startedAt: someNow - 60_000,
  startedBy: 'On-call',
  ...patch,
});
const open = lockOf({ key: 'kubernetes', name: 'prod-eu', locked: false, unlockedUntil: someNow + 60_000, unlockedBy: 'On-call' }); // prettier-ignore

function show(forwards: Forward[], given: Partial<FakeEngine> = {}, lock: Lock = open): Bench {
  const made = bench({ forwards: fakeFeed(() => forwards), locks: fakeFeed<Lock>(() => [lock]), ...given });
  made.stores.settings.set({ name: 'Lead' });
  showFrame(made.stores, 'forwards');
  return made;
}
const row = async (name: RegExp): Promise<HTMLElement> => await screen.findByRole('row', { name });

test('each shows its state with the reason, the pod it leads to now, and what went through', async () => {
  const dead = forward({ key: 'f2', state: 'waiting', reason: 'pod db-0 is gone', target: { kind: 'pods', namespace: 'shop', name: 'db-0', port: 5432 } }); // prettier-ignore
  show([forward(), dead]);
  const live = await row(/shop\/web/);
  for (const words of ['live', 'web-1', '127.0.0.1:41730', '2 of 9', '2.0 KiB in', 'prod-eu', 'moved once']) expect(live.textContent).toContain(words); // prettier-ignore
  expect((await row(/shop\/db-0/)).textContent).toContain('waits for a podpod db-0 is gone');
  expect(screen.getByRole('heading', { name: '1 waiting for a pod, 1 live' })).toBeTruthy();
  expect(screen.getAllByRole('row')[1]?.textContent).toContain('db-0');
});

test('one that fails while it is looked at says so', async () => {
  const { engine } = show([forward()]);
  await row(/shop\/web/);
  engine.forwards.send({ kind: 'change', since: 1, revision: 2, upserts: [forward({ state: 'failed', reason: 'connection refused' })], removes: [] }); // prettier-ignore
  await waitFor(async () => expect((await row(/shop\/web/)).textContent).toContain('failedconnection refused'));
});

test('without the engine nobody says that one is live', async () => {
  const { cut } = show([forward()]);
  await row(/shop\/web/);
  cut();
  await waitFor(async () => expect((await row(/shop\/web/)).textContent).toContain('not known, was live'));
  expect(screen.getByRole('heading', { name: 'As last known: 1 live' })).toBeTruthy();
});

test('a running one is stopped, one that has ended is taken off the list', async () => {
  const { engine } = show([forward(), forward({ key: 'f2', state: 'ended', reason: 'stopped by hand' })]);
  fireEvent.click(await screen.findByRole('button', { name: /Stop/ }));
  fireEvent.click(screen.getByRole('button', { name: /Remove/ }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'forwards.stop', input: { key: 'f1' } }, { name: 'forwards.forget', input: { key: 'f2' } }])); // prettier-ignore
});

const failed = forward({ state: 'failed', reason: 'connection refused' });

test('one that failed is started again with what it had, and the old one goes off the list', async () => {
  const { engine } = show([failed]);
  fireEvent.click(await screen.findByRole('button', { name: 'Start again' }));
  await waitFor(() => expect(engine.calls).toEqual([
    { name: 'forwards.stop', input: { key: 'f1' } },
    { name: 'forwards.start', input: { target: failed.target, localPort: 41_730, by: 'Lead' } },
    { name: 'forwards.forget', input: { key: 'f1' } },
  ])); // prettier-ignore
});

test('one that failed is stopped and taken off the list in one go', async () => {
  const { engine } = show([failed]);
  fireEvent.click(await screen.findByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(engine.calls.map(({ name }) => name)).toEqual(['forwards.stop', 'forwards.forget']));
});

test('where starting it again is refused it stays in the list, and why is said', async () => {
  const refuse = (name: string): void => {
    if (name === 'forwards.start') throw new ORPCError('CONFLICT', { message: 'Port 41730 of this machine is in use; choose another.' }); // prettier-ignore
  };
  const { engine } = show([failed], { refuse });
  fireEvent.click(await screen.findByRole('button', { name: 'Start again' }));
  expect(await screen.findByText(/Port 41730 of this machine is in use/)).toBeTruthy();
  expect(engine.calls.map(({ name }) => name)).not.toContain('forwards.forget');
});

test('one of another context is not started in the one that is connected, nor any while it is locked', async () => {
  const { engine } = show([forward({ state: 'failed', context: 'staging' })]);
  const again = await screen.findByRole('button', { name: 'Start again' });
  expect(again.title).toBe('it led into staging, and prod-eu is connected');
  fireEvent.click(again);
  expect(engine.calls).toEqual([]);
  cleanup();
  show([failed], {}, lockOf({ key: 'kubernetes', name: 'prod-eu' }));
  expect(await screen.findByRole('button', { name: 'Remove' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Start again' })).toBeNull();
});

test('a locked context offers no start, and the empty screen says what to do', async () => {
  show([], {}, lockOf({ key: 'kubernetes', name: 'prod-eu' }));
  expect(await screen.findByText(/Unlock prod-eu above/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Start…' })).toBeNull();
});

test('a start asks for what is missing at its field, and a refusal stays in the dialog', async () => {
  let taken = true;
  const refuse = (name: string): void => {
    if (name === 'forwards.start' && taken) throw new ORPCError('CONFLICT', { message: 'Port 8080 of this machine is in use; choose another.' }); // prettier-ignore
  };
  const { engine, stores } = show([], { refuse });
  fireEvent.click(await screen.findByRole('button', { name: 'Start…' }));
  const form = within(await screen.findByRole('dialog'));
  const fill = (label: string, value: string): void => void fireEvent.change(form.getByLabelText(label), { target: { value } }); // prettier-ignore
  const start = (): void => void fireEvent.click(form.getByRole('button', { name: 'Start' }));
  fireEvent.click(form.getByRole('radio', { name: 'Service' }));
  fill('Port of the service', '70000');
  start();
  expect(form.getByText('a port from 1 to 65535 is needed')).toBeTruthy();
  expect(form.getByText('a name is needed')).toBeTruthy();
  fill('Namespace', 'shop');
  fill('Name', 'web');
  fill('Port of the service', '80');
  fill('Port of this machine', '8080');
  start();
  expect((await form.findByRole('alert')).textContent).toContain('in use; choose another');
  taken = false;
  fill('Port of this machine', '');
  start();
  await waitFor(() => expect(stores.dialog.getState().open).toBeNull());
  expect(engine.calls).toEqual([
    { name: 'forwards.start', input: { target: { kind: 'services', namespace: 'shop', name: 'web', port: 80 }, localPort: null, by: 'Lead' } }, // prettier-ignore
  ]);
});
