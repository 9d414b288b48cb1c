// The library of dashboards in jsdom over a fake engine: found, imported, told of, removed.
import { ORPCError } from '@orpc/server';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { DashboardSummary } from '#shared/model/dashboard/dashboard.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { bench, type Bench } from '../readiness/readiness.fixture.ts';
import { someResult, someSummary } from './dashboards.fixture.ts';
import { byReason, countsInWords, libraryLines } from './library-lines.ts';
import { reportText } from './report-dialog.tsx';

afterEach(cleanup);

const bundled = someSummary({ key: 'bundled-node', title: 'Node exporter', origin: 'bundled', tags: [], fileName: 'node.json', importedAt: null, counts: { panels: 8, whole: 8, noted: 0, placeholders: 0 } }); // prettier-ignore

function show(given: Partial<FakeEngine> = {}): Bench {
  const made = bench({
    dashboards: fakeFeed(() => [bundled, someSummary()]),
    importReport: () => someResult(),
    ...given,
  });
  showFrame(made.stores, 'metrics');
  return made;
}
const line = async (name: string): Promise<HTMLElement> => {
  const found = (await screen.findByRole('button', { name })).closest('li');
  if (found === null) throw new Error(`${name} stands in no line`);
  return found;
};

test('imported ones stand first; words find title, tag and file; counts say what is drawn', () => {
  const all = [bundled, someSummary()];
  expect(libraryLines(all, '').map(({ title }) => title)).toEqual(['Checkout', 'Node exporter']);
  expect(libraryLines(all, 'SHOP check')).toHaveLength(1);
  expect(libraryLines(all, 'node.json')).toEqual([bundled]);
  expect(countsInWords(bundled.counts)).toBe('8 panels, all drawn');
  expect(countsInWords(someSummary().counts)).toBe('12 panels: 9 drawn, 2 drawn with notes, 1 not drawn');
  expect(countsInWords({ panels: 0, whole: 0, noted: 0, placeholders: 0 })).toBe('no panels');
});

test('notes are gathered by reason, what is not drawn first, and as text name panel and place', () => {
  expect(byReason(someResult().lines).map(({ kind, of }) => `${kind} ${of.length}`)).toEqual([
    'placeholder 1',
    'note 2',
  ]);
  expect(reportText(someResult())).toContain(
    '- Errors: drawn otherwise: a smooth line is drawn straight ($.panels[1].options)',
  );
});

test('a line says what is drawn, opens, and has its notes; a bundled one cannot be removed', async () => {
  const { stores } = show();
  expect((await line('Checkout')).textContent).toContain('12 panels: 9 drawn, 2 drawn with notes, 1 not drawn');
  expect(within(await line('Node exporter')).queryByRole('button', { name: /^Remove/ })).toBeNull();
  fireEvent.click(within(await line('Checkout')).getByRole('button', { name: 'Why? Import notes on Checkout' }));
  const notes = await screen.findByRole('region', { name: 'Notes', hidden: true });
  expect(notes.textContent).toContain('Not drawn a node graph is not drawn here');
  expect(notes.textContent).toContain('Requests; Errors');
  fireEvent.click(screen.getByRole('button', { name: 'Node exporter', hidden: true }));
  expect(stores.place.store.getState()).toMatchObject({ view: 'metrics', dashboard: 'bundled-node' });
});

test('what is pasted is imported, its notes shown, and a refusal leaves the text where it is', async () => {
  let answer: () => ReturnType<typeof someResult> = () => {
    throw new ORPCError('BAD_REQUEST', { message: 'line 1, column 3: no JSON', data: { code: 'bad_input' } });
  };
  const { stores, engine } = show({ importDashboard: () => answer() });
  await line('Checkout');
  fireEvent.keyDown(window, { key: 'i' });
  const text = await screen.findByPlaceholderText(/"panels"/);
  fireEvent.change(text, { target: { value: '{ no' } });
  fireEvent.submit(text);
  expect((await screen.findByRole('alert', { hidden: true })).textContent).toContain('no JSON');
  expect((text as HTMLTextAreaElement).value).toBe('{ no');
  answer = () => someResult();
  fireEvent.change(text, { target: { value: '{}' } });
  fireEvent.submit(text);
  await waitFor(() => expect(stores.dialog.getState().open).toEqual({ kind: 'dashboard-report', key: 'import-1' }));
  expect(stores.place.store.getState().dashboard).toBe('import-1');
  expect(engine.calls.map(({ name }) => name)).toContain('dashboards.import');
});

test('a removal is asked for first; the line goes when the engine says so', async () => {
  const { engine } = show();
  fireEvent.click(within(await line('Checkout')).getByRole('button', { name: 'Remove Checkout' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Remove', hidden: true }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'dashboards.remove', input: { key: 'import-1' } }]));
  engine.dashboards.send({ kind: 'change', since: 1, revision: 2, upserts: [], removes: ['import-1'] });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Checkout' })).toBeNull());
});

test('without any it says how to get one; with none that matches, how to see all', async () => {
  show({ dashboards: fakeFeed<DashboardSummary>(() => []) });
  expect(await screen.findByText(/^There is no dashboard yet/)).toBeTruthy();
  cleanup();
  show();
  fireEvent.change(await screen.findByRole('searchbox', { name: 'Find a dashboard' }), { target: { value: 'zzz' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Show all 2' }));
  expect(await line('Checkout')).toBeTruthy();
});
