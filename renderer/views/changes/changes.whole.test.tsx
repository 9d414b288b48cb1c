// Locks and changes on the screen in jsdom over a fake engine: what is shown, what is asked of the engine, and how often.
import { ORPCError } from '@orpc/server';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { ActionResult } from '#shared/model/action.ts';
import type { Lock } from '#shared/model/environment.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';
import { changesEngine, db, lockOf, openLock, someOffers, somePrepared, web } from './changes.fixture.ts';
import { containerTarget } from './targets.ts';
import { together } from './offered.ts';

afterEach(cleanup);

function show(lock: Lock, given: Parameters<typeof changesEngine>[1] = {}): Bench {
  const made = bench(changesEngine(lock, given));
  made.stores.settings.set({ name: 'Lead' });
  made.stores.place.go({ view: 'containers', container: 'web', opened: true });
  showFrame(made.stores);
  return made;
}
const drawer = async () => within(await screen.findByRole('complementary', { name: 'Container' }));
const dialog = async () => within(await screen.findByRole('dialog'));
const namesOf = (engine: Bench['engine']): string[] => engine.calls.map(({ name }) => name);
const answers = (...oks: boolean[]): ActionResult[] =>
  oks.map((ok, at) => ({
    target: containerTarget(at === 0 ? web : db),
    ok,
    message: ok ? 'was stopped' : 'timed out',
  }));

test('a locked environment shows no verb at all, on the screen or in the palette, but the way to unlock it', async () => {
  const asked: string[] = [];
  const { stores } = show(lockOf(), { offers: ({ name }) => (asked.push(name), { locked: true, offers: [] }) });
  const shown = await drawer();
  expect(await shown.findByRole('button', { name: 'Unlock…' })).toBeTruthy();
  for (const verb of [/^Stop/, /^Start/, /^Remove/, /^Terminal/]) expect(shown.queryByRole('button', { name: verb })).toBeNull(); // prettier-ignore
  stores.dialog.setState({ open: { kind: 'palette' } });
  await screen.findByRole('dialog', { name: 'Actions' });
  expect(screen.getByText('Unlock the Docker of local')).toBeTruthy();
  expect(screen.queryByText(/Stop container|Remove container|Open a terminal/)).toBeNull();
  expect(asked).toEqual([]);
});

test('unlocking takes the name letter by letter, a time and a person', async () => {
  const { engine, stores } = show(lockOf());
  fireEvent.click(await (await drawer()).findByRole('button', { name: 'Unlock…' }));
  const form = await dialog();
  const type = (text: string): void => void fireEvent.change(form.getByLabelText('Type local'), { target: { value: text } }); // prettier-ignore
  const press = (): void => void fireEvent.click(form.getByRole('button', { name: /^Unlock for/ }));
  type('Local');
  press();
  expect(form.getByText('To unlock: type the name as it stands.')).toBeTruthy();
  expect(engine.calls).toEqual([]);
  type('local');
  fireEvent.click(form.getByRole('radio', { name: '5 min' }));
  press();
  await waitFor(() => expect(stores.dialog.getState().open).toBeNull());
  expect(engine.calls).toEqual([
    { name: 'environments.unlock', input: { key: 'docker', typed: 'local', minutes: 5, by: 'Lead' } },
  ]);
});

test('a refused unlocking stays in its dialog with what was typed', async () => {
  const refuse = (): never => {
    throw new ORPCError('CONFLICT', { message: '"local" is no longer what would be unlocked.' });
  };
  const { stores } = show(lockOf(), { refuse });
  stores.dialog.setState({ open: { kind: 'unlock', key: 'docker' } });
  await (await drawer()).findByRole('button', { name: 'Unlock…' });
  const form = await dialog();
  fireEvent.change(form.getByLabelText('Type local'), { target: { value: 'local' } });
  fireEvent.click(form.getByRole('button', { name: /^Unlock for/ }));
  expect((await form.findByRole('alert')).textContent).toContain('no longer what would be unlocked');
  expect(form.getByLabelText<HTMLInputElement>('Type local').value).toBe('local');
});

test('while it is unlocked every screen says so, for how long and by whom, and one press locks it', async () => {
  const { engine, stores } = show(openLock);
  stores.place.go({ view: 'settings' });
  const band = await screen.findByRole('status', { name: 'local is unlocked' });
  expect(band.textContent).toContain('can be changed for 9 min, unlocked by On-call');
  stores.place.go({ view: 'containers' });
  expect(await screen.findByText(/^unlocked/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Lock now' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'environments.lock', input: { key: 'docker', by: 'Lead' } }])); // prettier-ignore
});

test('that a lock is not known is said in words, and nothing about it can be pressed', async () => {
  const { cut } = show(lockOf());
  await (await drawer()).findByRole('button', { name: 'Unlock…' });
  cut();
  const words = await screen.findByText(/lock not known/);
  expect(within(words).queryByRole('button')).toBeNull();
});

test('a lock whose time is over shows no verb, even before the engine has said so', async () => {
  show(lockOf({ locked: false, unlockedUntil: someNow - 1, unlockedBy: 'On-call' }));
  expect(await (await drawer()).findByRole('button', { name: 'Unlock…' })).toBeTruthy();
  expect(screen.queryByRole('status', { name: 'local is unlocked' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Stop…' })).toBeNull();
});

test('what is offered stands there, what ends things last and in red, what may not be done with its reason', async () => {
  show(openLock);
  const bar = within(await (await drawer()).findByRole('group', { name: 'Actions on container web' }));
  expect(bar.getAllByRole('button').map((button) => button.textContent)).toEqual(['Start…', 'Stop…', 'Remove…']);
  expect(bar.getByRole('button', { name: 'Remove…' }).className).toContain('button-danger');
  expect(bar.getByRole('button', { name: 'Start…' }).getAttribute('aria-disabled')).toBe('true');
  expect(bar.getByText('Start: it is running')).toBeTruthy();
});

test('a confirmation shows where, all that is touched and every warning, and does it once', async () => {
  let answer: (results: ActionResult[]) => void = () => undefined;
  const { engine } = show(openLock, { confirm: () => new Promise((resolve) => (answer = resolve)) });
  fireEvent.click(await (await drawer()).findByRole('button', { name: 'Stop…' }));
  const shown = await dialog();
  const confirm = await shown.findByRole('button', { name: 'Stop container web in local' });
  expect(namesOf(engine)).toEqual(['actions.prepare']);
  const lines = within(shown.getByRole('list', { name: 'Everything that it touches' })).getAllByRole('listitem');
  expect(lines.map((line) => line.textContent)).toEqual(somePrepared().touches);
  expect(shown.getByText(/restart policy may start it again/)).toBeTruthy();
  fireEvent.click(confirm);
  fireEvent.click(confirm);
  await waitFor(() => expect(namesOf(engine)).toContain('actions.confirm'));
  answer(answers(true, false));
  expect(await shown.findByText('1 of 2 failed.')).toBeTruthy();
  const results = within(shown.getByRole('list', { name: 'Result for each' })).getAllByRole('listitem');
  expect(results.map((line) => line.textContent)).toEqual([expect.stringContaining('db: timed out'), expect.stringContaining('web: was stopped')]); // prettier-ignore
  expect(engine.calls.filter(({ name }) => name === 'actions.confirm')).toEqual([
    { name: 'actions.confirm', input: { ticket: 'ticket-1', by: 'Lead' } },
  ]);
});

test('of what ends things the focus is on Cancel, and a name alone does not confirm it', async () => {
  const { engine } = show(openLock, { prepare: () => somePrepared({ action: 'remove', destructive: true }) });
  fireEvent.click(await (await drawer()).findByRole('button', { name: 'Remove…' }));
  const shown = await dialog();
  await waitFor(() => expect(document.activeElement).toBe(shown.getByRole('button', { name: 'Cancel' })));
  const name = shown.getByLabelText('Your name (required)');
  const form = name.closest('form');
  if (form !== null) fireEvent.submit(form);
  fireEvent.change(name, { target: { value: '  ' } });
  fireEvent.click(shown.getByRole('button', { name: 'Remove container web in local' }));
  expect(namesOf(engine)).toEqual(['actions.prepare']);
  expect(shown.getByText('say who you are.')).toBeTruthy();
});

test('a refusal stays in the dialog, and it can be looked at again', async () => {
  let tries = 0;
  const { engine } = show(openLock, {
    prepare: () => {
      if (++tries === 1) throw new ORPCError('CONFLICT', { message: 'Container web is exited; it cannot stop now.' });
      return somePrepared();
    },
  });
  fireEvent.click(await (await drawer()).findByRole('button', { name: 'Stop…' }));
  const shown = await dialog();
  expect((await shown.findByRole('alert')).textContent).toContain('it cannot stop now');
  fireEvent.click(shown.getByRole('button', { name: 'Look again' }));
  expect(await shown.findByRole('button', { name: 'Stop container web in local' })).toBeTruthy();
  expect(namesOf(engine)).toEqual(['actions.prepare', 'actions.prepare']);
});

test('what failed after its dialog was closed is told on the page', async () => {
  let answer: (results: ActionResult[]) => void = () => undefined;
  const { engine } = show(openLock, { confirm: () => new Promise((resolve) => (answer = resolve)) });
  fireEvent.click(await (await drawer()).findByRole('button', { name: 'Stop…' }));
  const shown = await dialog();
  fireEvent.click(await shown.findByRole('button', { name: 'Stop container web in local' }));
  await waitFor(() => expect(namesOf(engine)).toContain('actions.confirm'));
  fireEvent.click((await dialog()).getAllByRole('button', { name: 'Close' })[0] as HTMLElement);
  answer(answers(false));
  expect((await screen.findByRole('alert')).textContent).toContain('web: timed out');
});

test('a key that is still held down from the button before confirms nothing', async () => {
  show(openLock);
  fireEvent.click(await (await drawer()).findByRole('button', { name: 'Stop…' }));
  const confirm = await (await dialog()).findByRole('button', { name: 'Stop container web in local' });
  expect(fireEvent.keyDown(confirm, { key: 'Enter', repeat: true })).toBe(false);
  expect(fireEvent.keyDown(confirm, { key: 'Enter' })).toBe(true);
});

test('what was prepared too long ago has to be looked at again', async () => {
  show(openLock, { prepare: () => somePrepared({ expiresAt: someNow }) });
  fireEvent.click(await (await drawer()).findByRole('button', { name: 'Stop…' }));
  const shown = await dialog();
  expect(await shown.findByRole('button', { name: 'Look again' })).toBeTruthy();
  expect(shown.queryByRole('button', { name: /^Stop container/ })).toBeNull();
});

test('several that are marked are prepared together', async () => {
  const { engine, stores } = show(openLock);
  await drawer();
  stores.place.go({ container: null, opened: false });
  stores.table.setState({ marked: new Set(['web', 'db']) });
  fireEvent.click(await screen.findByRole('button', { name: 'Stop…' }));
  expect(await (await dialog()).findByRole('button', { name: 'Stop 2 containers in local' })).toBeTruthy();
  expect(engine.calls[0]?.input).toMatchObject({ action: 'stop', targets: [{ name: 'web' }, { name: 'db' }] });
});

test('of several things, an action is offered for all or with the name of the one that forbids it', () => {
  const targets = [containerTarget(web), containerTarget(db)];
  const refused = someOffers.map((offer) => ({ ...offer, allowed: false, reason: 'it is exited' }));
  const merged = together(targets, [{ locked: false, offers: someOffers }, { locked: false, offers: refused }]); // prettier-ignore
  expect(merged.offers.map(({ allowed, reason }) => [allowed, reason])).toEqual([
    [false, 'db: it is exited'],
    [false, 'web: it is running'],
    [false, 'db: it is exited'],
  ]);
  expect(
    together(targets, [
      { locked: false, offers: someOffers },
      { locked: true, offers: [] },
    ]).locked,
  ).toBe(true);
});

test('a lock that the engine closes takes the verbs away at once', async () => {
  const locks = fakeFeed<Lock>(() => [openLock]);
  show(openLock, { locks });
  await (await drawer()).findByRole('button', { name: 'Stop…' });
  locks.send({ kind: 'change', since: 1, revision: 2, upserts: [lockOf()], removes: [] });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop…' })).toBeNull());
});
