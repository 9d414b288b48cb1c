// The whole screen in jsdom over a fake engine: what people see and what reaches the engine.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ORPCError } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import type { Note, PlanSummary } from '#shared/model/checklist.ts';
import type { RunId } from '#shared/model/ids.ts';
import type { RecordStatus } from '#shared/model/system.ts';
import { fakeFeed } from '../client/fake-engine.fixture.ts';
import { bench, somePlan, someItem, type Bench } from '../views/readiness/readiness.fixture.ts';
import { showFrame } from './show-frame.fixture.tsx';

afterEach(cleanup);

function show(given: Parameters<typeof bench>[0] = {}): Bench {
  const made = bench(given);
  showFrame(made.stores, 'readiness');
  return made;
}
const key = (name: string, held: object = {}): void => void fireEvent.keyDown(window, { key: name, ...held });
const row = async (title: RegExp): Promise<HTMLElement> => await screen.findByRole('row', { name: title });

test('the first plan is opened and its verdict, counts and reasons are shown in words', async () => {
  show();
  expect(await screen.findByRole('heading', { name: 'Not ready: 1 failed' })).toBeTruthy();
  const item = await row(/The service answers/);
  expect(item.textContent).toContain('status was 503, expected 200');
  expect(within(item).getByRole('img', { name: 'failed' })).toBeTruthy();
  expect(item.textContent).toContain('12 s ago');
});

test('with no plan there is one sentence and three ways on', async () => {
  show({ plans: fakeFeed<PlanSummary>(() => []) });
  for (const name of ['Try it on the demo', 'Open a plan', 'Paste a plan']) {
    expect(await screen.findByRole('button', { name })).toBeTruthy();
  }
});

test('when the engine is lost the last data stays, is called old, and nothing says LIVE', async () => {
  const { cut } = show();
  await row(/The service answers/);
  cut();
  expect(await screen.findByText('The engine is lost.')).toBeTruthy();
  expect(screen.getByRole('heading', { name: 'As last known: Not ready: 1 failed' })).toBeTruthy();
  expect(await row(/The service answers/)).toBeTruthy();
  expect(screen.queryByText('LIVE')).toBeNull();
});

test('a record on a network file system is warned of on every screen, with what to do', async () => {
  const record = (more: object) => fakeFeed<RecordStatus>(() => [{ key: 'record', recording: true, since: 0, reason: '', held: 0, lost: 0, sizeBytes: 1, events: 1, oldestAt: 0, ...more }]); // prettier-ignore
  show({ record: record({ networkFileSystem: 'NFS' }) });
  const band = await screen.findByText('The record is on a network file system.');
  expect(band.parentElement?.textContent).toMatch(
    /Its folder is on NFS.*move the data folder to a disk of this machine/,
  );
  cleanup();
  show({ record: record({}) });
  await row(/The service answers/);
  expect(screen.queryByText('The record is on a network file system.')).toBeNull();
});

test('a result that is not recorded, and one of an earlier version, say so', async () => {
  const last = someItem().last;
  if (last === null) throw new Error('the item has no result');
  show({ items: fakeFeed(() => [someItem({ last: { ...last, recorded: false, outdated: true } })]) });
  const item = await row(/The service answers/);
  expect(item.textContent).toContain('not recorded');
  expect(item.textContent).toContain('from an earlier version of this item');
});

test('j selects, r runs that item, Shift+r runs all', async () => {
  const { engine } = show();
  await row(/The service answers/);
  key('j');
  key('j');
  await waitFor(() => expect(screen.getByRole('complementary', { name: 'Item' })).toBeTruthy());
  key('r');
  key('R', { shiftKey: true });
  await waitFor(() => expect(engine.calls.length).toBe(2));
  expect(engine.calls.map((call) => (call.input as { selection: unknown }).selection)).toEqual([
    { phaseIds: [], itemIds: ['health'] },
    { phaseIds: [], itemIds: [] },
  ]);
});

test('nothing can be run while the plan is running', async () => {
  const running: PlanSummary = { ...somePlan, running: 'run-9' as RunId };
  const { engine } = show({ plans: fakeFeed(() => [running]) });
  await row(/The service answers/);
  key('R', { shiftKey: true });
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(engine.calls.map((call) => call.name)).toEqual(['runs.cancel']));
});

test('a tick needs an outcome, a name and, where the item says so, evidence', async () => {
  const { engine, stores } = show();
  await row(/The pipeline is green/);
  stores.place.go({ selected: 'smoke/pipeline' });
  await screen.findByRole('complementary', { name: 'Item' });
  key(' ');
  const dialog = await screen.findByRole('dialog', { name: 'The pipeline is green' });
  const tick = within(dialog).getByRole('button', { name: 'Tick' });
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Passed' }));
  fireEvent.change(within(dialog).getByLabelText('Your name (required)'), { target: { value: 'Lead' } });
  fireEvent.click(tick);
  expect(within(dialog).getByText('First give the evidence that this item needs.')).toBeTruthy();
  expect(engine.calls).toEqual([]);
  fireEvent.change(within(dialog).getByLabelText('Evidence (required)'), { target: { value: 'build 12' } });
  fireEvent.click(tick);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(engine.calls).toMatchObject([{ name: 'checklist.tick', input: { itemId: 'pipeline', tick: { outcome: 'pass', by: 'Lead', evidence: 'build 12' } } }]); // prettier-ignore
  expect(stores.settings.store.getState().name).toBe('Lead');
});

test('a plan that is refused is listed with place and what is allowed, and its text stays', async () => {
  show({ plans: fakeFeed<PlanSummary>(() => []) });
  fireEvent.click(await screen.findByRole('button', { name: 'Paste a plan' }));
  const text = await screen.findByLabelText<HTMLTextAreaElement>(/Plan text/);
  fireEvent.change(text, { target: { value: 'kind: Plan' } });
  fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  expect(await screen.findByText('pasted.yaml:3:7')).toBeTruthy();
  expect(screen.getByText(/unknown key "itmes"; allowed: items/)).toBeTruthy();
  expect(text.value).toBe('kind: Plan');
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('pasted.yaml:3:7')).toBeTruthy();
});

test('an untrusted plan lists what it would do, and trusting takes a typed name', async () => {
  const untrusted = [{ kind: 'command' as const, subject: '/bin/rm -rf build' }];
  const { engine } = show({ plans: fakeFeed<PlanSummary>(() => [{ ...somePlan, untrusted }]) });
  expect(await screen.findByText('/bin/rm -rf build')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Trust this plan' }));
  const dialog = await screen.findByRole('dialog');
  const trust = within(dialog).getByRole('button', { name: 'Trust this plan' });
  fireEvent.click(trust);
  expect(engine.calls).toEqual([]);
  fireEvent.change(within(dialog).getByLabelText('Type your name to consent'), { target: { value: 'Lead' } });
  fireEvent.click(trust);
  await waitFor(() =>
    expect(engine.calls).toMatchObject([{ name: 'plans.trust', input: { hash: somePlan.hash, by: 'Lead' } }]),
  );
});

test('a note that someone else has changed meanwhile keeps the text and shows theirs', async () => {
  const saveNote = (): Note => {
    throw new ORPCError('CONFLICT', { message: 'revision 2 is newer' });
  };
  const { stores } = show({ saveNote });
  await row(/The service answers/);
  stores.place.go({ selected: 'smoke/health', tab: 'note' });
  fireEvent.click(await screen.findByRole('button', { name: 'Write' }));
  const area = await screen.findByLabelText<HTMLTextAreaElement>('Note in Markdown');
  fireEvent.change(area, { target: { value: 'my words' } });
  expect(screen.getByText('unsaved')).toBeTruthy();
  expect(await screen.findByText(/Someone else saved this note meanwhile/)).toBeTruthy();
  expect(area.value).toBe('my words');
});

test('the filter lets through by words and by outcome, and the address remembers it', async () => {
  const { stores } = show();
  await row(/The pipeline is green/);
  fireEvent.change(screen.getByLabelText('Filter by words'), { target: { value: 'service' } });
  await waitFor(() => expect(screen.queryByRole('row', { name: /The pipeline is green/ })).toBeNull());
  expect(window.location.hash).toContain('q=service');
  stores.place.go({ text: '', show: ['open'] });
  await row(/The pipeline is green/);
  expect(screen.queryByRole('row', { name: /The service answers/ })).toBeNull();
});

test('Ctrl-K opens the palette with the same actions', async () => {
  const { stores } = show();
  await row(/The service answers/);
  key('k', { ctrlKey: true });
  fireEvent.click(await screen.findByText('Go to Journal'));
  expect(stores.place.store.getState().view).toBe('journal');
});
