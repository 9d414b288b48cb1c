// Terminals in jsdom over a fake engine: what is shown, typed, and told at the end. What xterm draws is not looked at here.
import { ORPCError } from '@orpc/server';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { TerminalOutput } from '#shared/model/terminal.ts';
import { terminalInputLimit } from '#shared/model/terminal.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { changesEngine, openLock } from '../changes/changes.fixture.ts';
import { bench, type Bench } from '../readiness/readiness.fixture.ts';
import { plainScreens } from './plain-screen.fixture.ts';

afterEach(cleanup);

const said = (text: string): TerminalOutput => ({ kind: 'data', base64: Buffer.from(text).toString('base64') });

/** What the terminal says, under the test's hand. */
function speaker() {
  const queue: TerminalOutput[] = [];
  let wake = (): void => undefined;
  return {
    say: (output: TerminalOutput): void => {
      queue.push(output);
      wake();
    },
    async *output(): AsyncGenerator<TerminalOutput> {
      for (;;) {
        const next = queue.shift();
        if (next === undefined) await new Promise<void>((woken) => (wake = woken));
        else yield next;
      }
    },
  };
}

async function show(given: Parameters<typeof changesEngine>[1] = {}): Promise<Bench & { speaks: ReturnType<typeof speaker> }> {
  const speaks = speaker();
  const made = bench(changesEngine(openLock, { terminal: () => speaks.output(), ...given }));
  made.stores.settings.set({ name: 'Lead' });
  made.stores.place.go({ view: 'containers', container: 'web', opened: true });
  showFrame(made.stores);
  const drawer = within(await screen.findByRole('complementary', { name: 'Container' }));
  fireEvent.click(await drawer.findByRole('button', { name: 'Terminal' }));
  await screen.findByRole('tab', { name: /web/ });
  return { ...made, speaks };
} // prettier-ignore
const panel = (): HTMLElement => screen.getByRole('tabpanel', { name: 'Terminal in web' });

test('it says where it runs, in which shell, and shows what comes', async () => {
  const { engine, speaks } = await show();
  speaks.say(said('$ ls\r\nserver'));
  await waitFor(() => expect(panel().textContent).toContain('server'));
  expect(panel().textContent).toContain('web container in local /bin/bash');
  expect(panel().textContent).toContain('unlocked for 9:32');
  expect(engine.calls[0]).toMatchObject({ name: 'terminals.open', input: { target: { name: 'web', source: 'docker' }, container: null, cols: 80, rows: 24, by: 'Lead' } }); // prettier-ignore
});

test('what is typed goes out in its order, a long paste in pieces, and no key of the console is taken', async () => {
  const { engine, stores } = await show();
  await waitFor(() => expect(panel().textContent).toContain('/bin/bash'));
  const typed = plainScreens.at(-1);
  typed?.type('g');
  typed?.type('x'.repeat(terminalInputLimit + 5));
  const writes = () => engine.calls.filter(({ name }) => name === 'terminals.write').map(({ input }) => (input as { text: string }).text.length); // prettier-ignore
  await waitFor(() => expect(writes()).toEqual([1, terminalInputLimit, 5]));
  const box = panel().querySelector('.terminal-box pre');
  if (box === null) throw new Error('the terminal is not shown');
  fireEvent.keyDown(box, { key: '?' });
  fireEvent.keyDown(box, { key: 'k', ctrlKey: true });
  expect(stores.dialog.getState().open).toBeNull();
  fireEvent.keyDown(box, { key: 'Escape', ctrlKey: true, shiftKey: true });
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: /web/ }));
});

test('what is typed while it opens goes out once it is open', async () => {
  const gate = Promise.withResolvers<undefined>();
  const { engine } = await show({ refuse: (name) => (name === 'terminals.open' ? gate.promise : undefined) });
  await waitFor(() => expect(panel().querySelector('.terminal-box')).not.toBeNull());
  plainScreens.at(-1)?.type('ls');
  gate.resolve(undefined);
  await waitFor(() => expect(engine.calls.map(({ name }) => name)).toEqual(['terminals.open', 'terminals.write']));
});

test('its end is told with exit code and reason, and its text stays until the tab is closed', async () => {
  const { speaks, stores } = await show();
  speaks.say(said('last words'));
  speaks.say({ kind: 'end', code: 137, reason: 'it was locked' });
  expect((await screen.findByText(/with exit code 137/)).textContent).toContain('it was locked');
  stores.place.go({ view: 'settings' });
  stores.place.go({ view: 'terminal' });
  await waitFor(() => expect(panel().textContent).toContain('last words'));
  fireEvent.click(within(panel()).getByRole('button', { name: 'Close the tab' }));
  expect(await screen.findByText('No terminal is open.')).toBeTruthy();
});

test('one that cannot be opened says why in its tab', async () => {
  await show({
    refuse: (name) => {
      if (name === 'terminals.open') throw new ORPCError('NOT_FOUND', { message: 'There is no shell in web: tried bash, sh.' }); // prettier-ignore
    },
  });
  expect((await screen.findByText(/exit code not known/)).textContent).toContain('There is no shell in web');
});

test('what could not be sent is told', async () => {
  const { speaks } = await show({
    refuse: (name) => {
      if (name === 'terminals.write') throw new ORPCError('DENIED', { message: 'The environment "local" is protected.' });
    },
  }); // prettier-ignore
  speaks.say(said('$'));
  await waitFor(() => expect(panel().textContent).toContain('$'));
  plainScreens.at(-1)?.type('rm');
  expect((await screen.findByRole('alert')).textContent).toContain(
    'was not sent: The environment "local" is protected.',
  );
});

test('several are tabs, and closing one leaves the others', async () => {
  const { stores } = await show();
  stores.place.go({ view: 'containers', container: 'db', opened: true });
  const drawer = within(await screen.findByRole('complementary', { name: 'Container' }));
  await drawer.findByRole('heading', { name: 'db' });
  fireEvent.click(await drawer.findByRole('button', { name: 'Terminal' }));
  const tab = await screen.findByRole('tab', { name: /db/ });
  expect(tab.getAttribute('aria-selected')).toBe('true');
  fireEvent.keyDown(tab, { key: 'Delete' });
  expect((await screen.findByRole('tab')).textContent).toContain('web');
});
