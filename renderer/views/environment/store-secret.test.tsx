// A secret that is typed beside the field that names it: sent once, and then neither in the form nor on the page.
import { ORPCError } from '@orpc/server';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import type { FakeEngine } from '../../client/fake-engine.fixture.ts';
import { ConsoleContext } from '../../state/use-console.ts';
import { bench } from '../readiness/readiness.fixture.ts';
import { StoreSecret } from './store-secret.tsx';

afterEach(cleanup);

const value = 'hush-hush-42';

function Form() {
  const [reference, setReference] = useState('env:OLD');
  return (
    <form onSubmit={() => setReference('the form was submitted')}>
      <output>{reference}</output>
      <StoreSecret what="Token of Prometheus" reference={reference} onReference={setReference} />
    </form>
  );
}

async function open(given: Partial<FakeEngine> = {}) {
  const made = bench(given);
  made.stores.settings.store.setState({ name: 'Lead' });
  render(<ConsoleContext value={made.stores}><Form /></ConsoleContext>); // prettier-ignore
  await waitFor(() => expect(made.stores.link.store.getState().state).toBe('live'));
  fireEvent.click(screen.getByRole('button', { name: 'Store in the keychain…' }));
  return { ...made, group: within(await screen.findByRole('group', { name: /Token of Prometheus/ })) };
}
const type = (label: string, text: string): void => void fireEvent.change(screen.getByLabelText(label), { target: { value: text } }); // prettier-ignore
const secret = (): HTMLInputElement => screen.getByLabelText('Secret for Token of Prometheus');

test('what is typed goes to the keychain once, the field gets its reference, and the page holds it no longer', async () => {
  const { engine } = await open();
  expect(secret().type).toBe('password');
  fireEvent.keyDown(secret(), { key: 'Enter' });
  expect(await screen.findByText('a name has 1 to 100 letters, digits or . _ @ -')).toBeTruthy();
  type('Name in the keychain', 'prom');
  type('Secret for Token of Prometheus', value);
  fireEvent.keyDown(secret(), { key: 'Enter' });
  expect(await screen.findByText('keychain:prom')).toBeTruthy();
  expect(engine.calls).toEqual([{ name: 'secrets.put', input: { name: 'prom', value, by: 'Lead' } }]);
  expect(screen.queryByLabelText('Secret for Token of Prometheus')).toBeNull();
  expect(document.documentElement.outerHTML).not.toContain(value);
});

test('a refusal is said where it was typed, and the value is not held for a second try', async () => {
  const refuse = (): never => {
    throw new ORPCError('UNAVAILABLE', { message: 'This desktop has no keyring' });
  };
  await open({ refuse });
  type('Name in the keychain', 'prom');
  type('Secret for Token of Prometheus', value);
  fireEvent.click(screen.getByRole('button', { name: 'Store' }));
  expect(await screen.findByText('It was not stored: This desktop has no keyring')).toBeTruthy();
  expect(secret().value).toBe('');
  expect(screen.getByRole('status').textContent).toBe('env:OLD');
});

test('where nothing can be stored it says why and asks for no secret; what is kept is removed at the second press', async () => {
  const keychain = () => ({ refusal: 'only as the desktop app', entries: [{ name: 'old', storedAt: 1 }] });
  const { engine, group } = await open({ keychain });
  expect(group.getByText('only as the desktop app')).toBeTruthy();
  expect(screen.queryByLabelText('Secret for Token of Prometheus')).toBeNull();
  fireEvent.click(group.getByRole('button', { name: 'Remove old…' }));
  expect(engine.calls).toEqual([]);
  fireEvent.click(group.getByRole('button', { name: 'Remove old for good' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'secrets.remove', input: { name: 'old', by: 'Lead' } }]));
});
