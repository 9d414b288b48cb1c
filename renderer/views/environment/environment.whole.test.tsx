// Environments on the screen in jsdom over a fake engine: switching, and a form that loses nothing.
import { ORPCError } from '@orpc/server';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { firstEnvironment, type Environment } from '#shared/model/environment.ts';
import type { KubeConfigView, KubeContext } from '#shared/model/kubernetes.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { bench, type Bench } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const pinned = { context: 'prod', namespaces: [], server: 'https://10.0.0.1:6443', caDigest: 'a'.repeat(64) };
const local: Environment = { ...firstEnvironment, key: 'local', active: true, savedAt: 0 };
const production: Environment = { ...local, key: 'p', name: 'production', colour: 'red', active: false, kubernetes: pinned }; // prettier-ignore
const context: KubeContext = { name: 'prod', cluster: 'prod', server: pinned.server, user: 'ops', namespace: null, current: true, auth: { kind: 'token' }, problem: '' }; // prettier-ignore
const config = (patch: Partial<KubeContext> = {}): KubeConfigView => ({ files: [], contexts: [{ ...context, ...patch }] }); // prettier-ignore

function show(given: Partial<FakeEngine> = {}): Bench {
  const made = bench({ environments: fakeFeed(() => [local, production]), kubeConfig: () => config(), ...given });
  showFrame(made.stores);
  return made;
}
const form = async () => within(await screen.findByRole('dialog'));
const fill = async (label: string, value: string): Promise<void> => void fireEvent.change((await form()).getByLabelText(label), { target: { value } }); // prettier-ignore
const save = async (): Promise<void> => void fireEvent.click((await form()).getByRole('button', { name: 'Save' }));

test('the switcher names the active environment, tints the frame, and switches by one press', async () => {
  const { engine } = show();
  const button = await screen.findByRole('button', { name: 'Environment local, locked' });
  expect(document.querySelector('.frame')?.className).toContain('environment-blue');
  fireEvent.click(button);
  const menu = within(await screen.findByRole('menu', { name: 'Environments' }));
  await waitFor(() => expect(document.activeElement).toBe(menu.getByRole('menuitemradio', { name: /^local/ })));
  fireEvent.keyDown(document.activeElement ?? button, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(menu.getByRole('menuitemradio', { name: /^production/ }));
  fireEvent.click(document.activeElement ?? button);
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'environments.activate', input: { key: 'p' } }]));
  expect(screen.queryByRole('menu')).toBeNull();
  engine.environments.send({ kind: 'change', since: 1, revision: 2, upserts: [{ ...local, active: false }, { ...production, active: true }], removes: [] }); // prettier-ignore
  expect(await screen.findByRole('button', { name: 'Environment production, locked' })).toBeTruthy();
});

test('what is wrong is said at its field, nothing is asked, and nothing that was written is lost', async () => {
  const { engine, stores } = show();
  await screen.findByRole('button', { name: /^Environment local/ });
  stores.dialog.setState({ open: { kind: 'environment', key: null } });
  await fill('Docker endpoint', '/var/run/docker.sock');
  await fill('Prometheus URL', 'prom:9090');
  fireEvent.click((await form()).getByRole('button', { name: 'Add a variable' }));
  await fill('Name of variable 1', '1st');
  await save();
  const shown = await form();
  const problem = (label: string): string => document.getElementById(shown.getByLabelText(label).getAttribute('aria-describedby') ?? '')?.textContent ?? ''; // prettier-ignore
  expect(problem('Name')).toBe('a name is needed');
  expect(problem('Docker endpoint')).toContain('unix://, tcp://, ssh://');
  expect(problem('Prometheus URL')).toContain('not an http or https URL');
  expect(problem('Name of variable 1')).toContain('begins with a letter');
  expect(shown.getByLabelText<HTMLInputElement>('Docker endpoint').value).toBe('/var/run/docker.sock');
  expect(engine.calls).toEqual([]);
});

test('a name that is taken is said at the name', async () => {
  const refuse = (): never => {
    throw new ORPCError('CONFLICT', { message: 'There is an environment named "production" already.' });
  };
  const { stores } = show({ refuse });
  await screen.findByRole('button', { name: /^Environment local/ });
  stores.dialog.setState({ open: { kind: 'environment', key: null } });
  await fill('Name', 'production');
  await save();
  expect(await screen.findByText('There is an environment named "production" already.')).toBeTruthy();
  expect((await form()).getByLabelText('Name').getAttribute('aria-invalid')).toBe('true');
});

test('a context is saved with the server and the authority that it means now', async () => {
  const { engine, stores } = show({ kubeConfig: () => config({ caDigest: 'b'.repeat(64) }) });
  await screen.findByRole('button', { name: /^Environment local/ });
  stores.dialog.setState({ open: { kind: 'environment', key: null } });
  await (await form()).findByRole('option', { name: 'prod' });
  await fill('Name', 'eu');
  await fill('Kubernetes context', 'prod');
  await fill('Only these namespaces', 'shop, payments');
  await save();
  await waitFor(() => expect(stores.dialog.getState().open).toBeNull());
  expect(engine.calls[0]?.input).toMatchObject({
    key: null,
    fields: { name: 'eu', docker: null, kubernetes: { ...pinned, caDigest: 'b'.repeat(64), namespaces: ['shop', 'payments'] } }, // prettier-ignore
  });
});

test('a kubeconfig that means another server is told, and taken only on a press', async () => {
  const { engine, stores } = show({ kubeConfig: () => config({ server: 'https://10.9.9.9:6443' }) });
  await screen.findByRole('button', { name: /^Environment local/ });
  stores.dialog.setState({ open: { kind: 'environment', key: 'p' } });
  expect((await (await form()).findByRole('alert')).textContent).toContain('now names another server: https://10.9.9.9:6443'); // prettier-ignore
  await save();
  await waitFor(() => expect(engine.calls[0]?.input).toMatchObject({ fields: { kubernetes: pinned } }));
  stores.dialog.setState({ open: { kind: 'environment', key: 'p' } });
  fireEvent.click(await (await form()).findByRole('button', { name: 'Pin this one' }));
  await save();
  await waitFor(() => expect(engine.calls[1]?.input).toMatchObject({ fields: { kubernetes: { server: 'https://10.9.9.9:6443' } } })); // prettier-ignore
});

test('the active environment cannot be removed, another one after a question', async () => {
  const { engine, stores } = show();
  await screen.findByRole('button', { name: /^Environment local/ });
  stores.dialog.setState({ open: { kind: 'environment', key: 'local' } });
  fireEvent.click((await form()).getByRole('button', { name: 'Remove…' }));
  expect(stores.dialog.getState().open?.kind).toBe('environment');
  stores.dialog.setState({ open: { kind: 'remove-environment', key: 'p' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Remove production' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'environments.remove', input: { key: 'p' } }]));
});

test('the palette switches to an environment by its name', async () => {
  const { stores } = show();
  await screen.findByRole('button', { name: /^Environment local/ });
  stores.dialog.setState({ open: { kind: 'palette' } });
  expect(await screen.findByText('Switch to production')).toBeTruthy();
});
