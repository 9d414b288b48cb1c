// Whose name is recorded: asked for in place, once, and nothing is done without it.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { fakeFeed } from '../client/fake-engine.fixture.ts';
import { bench } from '../views/readiness/readiness.fixture.ts';
import { watched } from '../views/triggers/triggers.fixture.ts';
import { showFrame } from './show-frame.fixture.tsx';

afterEach(cleanup);

test('a name is asked for when it is first needed; without one nothing is done, and it is asked once', async () => {
  const { engine, stores } = bench({ triggers: fakeFeed(() => [watched('AttestorDown')]) });
  showFrame(stores, 'triggers');
  const mute = await screen.findByRole('button', { name: 'Mute' });
  const calls = (): unknown[] => engine.calls.filter(({ name }) => name === 'triggers.mute').map(({ input }) => input);
  fireEvent.click(mute);
  const first = within(await screen.findByRole('dialog', { name: 'Who are you?' }));
  expect(first.getByText('First say who you are.')).toBeTruthy();
  fireEvent.click(first.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(calls()).toEqual([]);

  fireEvent.click(mute);
  const again = within(await screen.findByRole('dialog', { name: 'Who are you?' }));
  fireEvent.change(again.getByLabelText('Your name (required)'), { target: { value: ' on-call ' } });
  fireEvent.click(again.getByRole('button', { name: 'Go on' }));
  await waitFor(() => expect(calls()).toEqual([{ muted: true, by: 'on-call' }]));
  expect(stores.settings.store.getState().name).toBe('on-call');
  fireEvent.click(mute);
  await waitFor(() => expect(calls()).toHaveLength(2));
  expect(screen.queryByRole('dialog')).toBeNull();
});
