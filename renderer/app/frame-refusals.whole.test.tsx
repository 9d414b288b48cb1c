// What a person is told when something cannot be done, is refused, or has not been answered yet.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ORPCError } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import type { PlanSummary } from '#shared/model/checklist.ts';
import type { RunId } from '#shared/model/ids.ts';
import { noCounts } from '#shared/model/outcome.ts';
import type { RunSummary } from '#shared/model/run.ts';
import type { DemoState } from '#shared/model/system.ts';
import { fakeFeed } from '../client/fake-engine.fixture.ts';
import { bench, manualItem, someItem, somePlan, type Bench } from '../views/readiness/readiness.fixture.ts';
import { showFrame } from './show-frame.fixture.tsx';

afterEach(cleanup);

function show(given: Parameters<typeof bench>[0] = {}): Bench {
  const made = bench(given);
  showFrame(made.stores, 'readiness');
  return made;
}
const justNow = (): string | null => screen.getByRole('status', { name: 'Just now' }).textContent;
const refuse = (): never => {
  throw new ORPCError('CONFLICT', { message: 'the plan has changed meanwhile' });
};
const run = (at: number): RunSummary => ({
  key: `run-${at}`,
  runId: `run-${at}` as RunId,
  planId: somePlan.planId,
  planHash: somePlan.hash,
  planTitle: somePlan.title,
  selection: { phaseIds: [], itemIds: [] },
  state: 'finished',
  verdict: 'pass',
  counts: { ...noCounts(), pass: 1 },
  startedAt: at,
  finishedAt: at + 1,
  startedBy: 'screen',
  vars: {},
  judge: '1',
});
const running: DemoState = { key: 'demo', state: 'running', reason: '', attestorUrl: 'http://127.0.0.1:1', prometheusUrl: null, prometheusReason: 'none', planId: null, faults: [] }; // prettier-ignore

test('a refused tick is told inside its dialog, which keeps what was written', async () => {
  const { stores } = show({ refuse });
  await screen.findByRole('row', { name: /The pipeline is green/ });
  stores.dialog.setState({ open: { kind: 'tick', key: manualItem.key } });
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('radio', { name: 'Passed' }));
  fireEvent.change(dialog.getByLabelText('Your name (required)'), { target: { value: 'Lead' } });
  fireEvent.change(dialog.getByLabelText('Evidence (required)'), { target: { value: 'build 12' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Tick' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('the plan has changed meanwhile');
  expect(dialog.getByLabelText<HTMLInputElement>('Evidence (required)').value).toBe('build 12');
  expect(screen.getAllByRole('alert').length).toBe(1);
  fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }));
  expect((await screen.findByRole('alert')).closest('dialog')).toBeNull();
});

test('a refused consent is told inside its dialog', async () => {
  show({
    refuse,
    plans: fakeFeed<PlanSummary>(() => [
      { ...somePlan, untrusted: [{ kind: 'command' as const, subject: '/bin/true' }] },
    ]),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Trust this plan' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Type your name to consent'), { target: { value: 'Lead' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Trust this plan' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('the plan has changed meanwhile');
});

test('a refused run is told inside the dialog that asked for its variables', async () => {
  const { stores } = show({
    refuse,
    detail: () => ({ summary: somePlan, phases: [], vars: { host: null }, text: '', demands: [] }),
  });
  await waitFor(() => expect(stores.detail.store.getState().value).not.toBeNull());
  fireEvent.click(await screen.findByRole('button', { name: 'Run all' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('host'), { target: { value: 'a.example' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Run' }));
  expect((await dialog.findByRole('alert')).textContent).toContain('the plan has changed meanwhile');
  expect(dialog.getByLabelText<HTMLInputElement>('host').value).toBe('a.example');
});

test('a key and a button that can do nothing say why', async () => {
  const { stores, cut } = show();
  await screen.findByRole('row', { name: /The pipeline is green/ });
  stores.place.go({ selected: manualItem.key });
  await screen.findByRole('complementary', { name: 'Item' });
  fireEvent.keyDown(window, { key: 'r' });
  await waitFor(() => expect(justNow()).toBe('Run the selected item: a person looks at this item'));
  cut();
  await screen.findByText('The engine is lost.');
  fireEvent.keyDown(window, { key: 'R', shiftKey: true });
  await waitFor(() => expect(justNow()).toBe('Run the whole plan: the engine cannot be reached'));
  stores.said.say('');
  fireEvent.click(screen.getByRole('button', { name: 'Run all' }));
  await waitFor(() => expect(justNow()).toBe('the engine cannot be reached'));
});

test('while a run is under way the headline and the phase count the same', async () => {
  const busy = someItem({ running: { state: 'looking', attempt: 1, attempts: 1 } });
  show({
    plans: fakeFeed<PlanSummary>(() => [{ ...somePlan, running: 'run-9' as RunId }]),
    items: fakeFeed(() => [busy, someItem({ key: 'smoke/two', itemId: 'two' }), manualItem]),
  });
  expect(await screen.findByRole('heading', { name: /^Running: 1 of 2/ })).toBeTruthy();
  expect((await screen.findByRole('row', { name: /Smoke test/ })).textContent).toContain('1 of 2 looked at');
});

test.each([
  [3, 0],
  [50, 1],
])('of %i known runs, older ones are offered %i times', async (known, offered) => {
  const { stores } = show({ runs: fakeFeed(() => Array.from({ length: known }, (_, at) => run(at + 1))) });
  await screen.findByRole('row', { name: /The service answers/ });
  stores.place.go({ panel: 'runs' });
  await waitFor(() => expect(screen.getAllByRole('article').length).toBe(known));
  expect(screen.queryAllByRole('button', { name: 'Load older' }).length).toBe(offered);
});

test('a demo that was asked for is called starting until the engine answers', async () => {
  let answer: (state: DemoState) => void = () => undefined;
  const { engine, stores } = show({
    demo: fakeFeed<DemoState>(() => [{ ...running, state: 'off' }]),
    startDemo: async () => await new Promise<DemoState>((resolve) => (answer = resolve)),
  });
  await screen.findByRole('row', { name: /The service answers/ });
  stores.place.go({ panel: 'demo' });
  fireEvent.click(await screen.findByRole('button', { name: 'Try it on the demo' }));
  expect(await screen.findByText('The demo is starting')).toBeTruthy();
  expect(screen.getByText(/waits for the engine to answer/)).toBeTruthy();
  expect(screen.queryByText('The demo is off')).toBeNull();
  await waitFor(() => expect(stores.demoAsked.getState().asked).toBe(true));
  engine.demo.send({ kind: 'change', since: 1, revision: 2, upserts: [running], removes: [] });
  expect(await screen.findByText('The demo is running')).toBeTruthy();
  answer(running);
});

test('a switch of the demo waits until the engine tells that it is so', async () => {
  const { engine, stores } = show({ demo: fakeFeed<DemoState>(() => [running]) });
  await screen.findByRole('row', { name: /The service answers/ });
  stores.place.go({ panel: 'demo' });
  fireEvent.click(await screen.findByRole('checkbox', { name: /Health down/ }));
  expect(await screen.findByText('waits for the engine …')).toBeTruthy();
  engine.demo.send({ kind: 'change', since: 1, revision: 2, upserts: [{ ...running, faults: ['health'] }], removes: [] }); // prettier-ignore
  await waitFor(() => expect(screen.queryByText('waits for the engine …')).toBeNull());
});
