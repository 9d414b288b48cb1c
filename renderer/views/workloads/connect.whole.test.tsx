// Connecting to a context: what is offered, what is asked before a login command runs, and what is sent to the engine.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { KubeAuth, KubeContext } from '#shared/model/kubernetes.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { bench, type Bench } from '../readiness/readiness.fixture.ts';
import { someConnection, someContext } from './workloads.fixture.ts';

afterEach(cleanup);

const login: KubeAuth = { kind: 'exec', argv: ['cloud', 'token', '--why', 'on call'], path: '/opt/cloud', problem: '', installHint: '', digest: 'd1', agreed: false }; // prettier-ignore
const files = [{ path: '/home/oncall/.kube/config', answer: '2 contexts', used: true }];

function show(contexts: KubeContext[], connection = someConnection({ state: 'off', context: null })): Bench {
  const made = bench({
    kubeConnection: fakeFeed(() => [connection]),
    kubeConfig: () => ({ files, contexts }),
  });
  showFrame(made.stores, 'workloads');
  return made;
}
const connect = async (name: string): Promise<void> =>
  void fireEvent.click(await screen.findByRole('button', { name: `Connect to ${name}` }));

test('without a connection the contexts are listed with what they lead to and where they are from', async () => {
  const { engine } = show([someContext({ name: 'staging', current: true }), someContext({ name: 'broken', problem: 'no such cluster' })]); // prettier-ignore
  const context = await screen.findByRole('listitem', { name: 'staging' });
  expect(context.textContent).toContain('https://k8s.local:6443 as oncall');
  expect(context.textContent).toContain('current');
  expect(context.textContent).toContain('logs in with the token in the kubeconfig');
  expect(screen.getByText('/home/oncall/.kube/config')).toBeTruthy();
  await connect('broken');
  expect(screen.getByRole('status', { name: 'Just now' }).textContent).toBe('no such cluster');
  expect(engine.calls).toEqual([]);
});

test('a context is connected on a press, in the namespaces that were named', async () => {
  const { engine } = show([someContext({ name: 'staging' })]);
  fireEvent.change(await screen.findByLabelText(/Only these namespaces/), { target: { value: 'shop, pay  shop' } });
  await connect('staging');
  await waitFor(
    () =>
    expect(engine.calls).toEqual([{ name: 'kubernetes.connect', input: { context: 'staging', namespaces: ['shop', 'pay'], agreedDigest: null } }]), // prettier-ignore
  );
});

test('a login command is shown whole and runs only when a person says so', async () => {
  const { engine } = show([someContext({ name: 'prod', auth: login })]);
  await connect('prod');
  const dialog = await screen.findByRole('dialog', { name: 'Run a command to log in to prod?' });
  expect(within(dialog).getByLabelText('The command').textContent).toBe("cloud token --why 'on call'");
  expect(dialog.textContent).toContain('/opt/cloud');
  expect(engine.calls).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Run it and connect' }));
  await waitFor(() => expect(engine.calls).toMatchObject([{ input: { context: 'prod', agreedDigest: 'd1' } }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a command that was agreed to is not asked for again', async () => {
  const { engine } = show([someContext({ name: 'prod', auth: { ...login, agreed: true } })]);
  await connect('prod');
  await waitFor(() => expect(engine.calls).toMatchObject([{ input: { agreedDigest: 'd1' } }]));
});

test('a login command that is missing says how to get it, and cannot be run', async () => {
  const auth = { ...login, path: null, problem: 'cloud is not on the PATH', installHint: 'brew install cloud' };
  const { engine } = show([someContext({ name: 'prod', auth })]);
  await connect('prod');
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('not found: cloud is not on the PATH');
  expect(dialog.textContent).toContain('brew install cloud');
  fireEvent.click(within(dialog).getByRole('button', { name: 'Run it and connect' }));
  expect(engine.calls).toEqual([]);
});

test('the palette connects, and from the band one disconnects or chooses another context', async () => {
  const { engine, stores } = show([someContext({ name: 'staging' })], someConnection());
  fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
  await waitFor(() => expect(engine.calls.map((call) => call.name)).toEqual(['kubernetes.disconnect']));
  fireEvent.click(screen.getByRole('button', { name: 'Another context' }));
  expect(await screen.findByRole('listitem', { name: 'staging' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Back to prod-eu' }));
  fireEvent.keyDown(window, { key: 'k', ctrlKey: true });
  fireEvent.click(await screen.findByText('Connect to Kubernetes context staging'));
  await waitFor(() => expect(engine.calls.at(-1)).toMatchObject({ name: 'kubernetes.connect' }));
  expect(stores.place.store.getState().contexts).toBe(false);
});

test('a kubeconfig without contexts says what to do', async () => {
  show([]);
  expect(await screen.findByText(/The kubeconfig names no context/)).toBeTruthy();
});
