// What is recorded, in jsdom over a fake engine: how well it goes, for whom, and what is asked of the engine by whom.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { RecordKeeping } from '#shared/model/recorder/keeping.ts';
import type { RecordedQuery } from '#shared/model/recorder/named-query.ts';
import { usualBudget } from '#shared/model/recorder/budget.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { bench, someNow } from '../readiness/readiness.fixture.ts';
import { readQueryDraft } from './query-draft.ts';

afterEach(cleanup);

const query = (name: string, more: Partial<RecordedQuery> = {}): RecordedQuery => ({ key: name, name, expr: `rate(${name}[5m])`, unit: '', intervalMs: 15_000, origins: [{ kind: 'person', name: 'On-call' }], savedAt: 0, state: 'recording', reason: '', seenAt: someNow - 4000, series: 3, bytes: 2048, oldestAt: someNow - 60_000, holes: [], ...more }); // prettier-ignore

function show(queries: RecordedQuery[]) {
  const made = bench({ recordedQueries: fakeFeed(() => queries), recordedObjects: () => [{ source: 'kubernetes', kind: 'pods', objects: 9120, present: 1204 }] }); // prettier-ignore
  made.stores.settings.set({ name: 'Lead' });
  showFrame(made.stores, 'settings');
  return made;
}

test('each query says how well it is recorded and for whom; what is judged by it is not stopped', async () => {
  const hole = { fromMs: someNow - 900_000, toMs: someNow - 600_000, reason: 'connection refused', filledAt: someNow };
  const { engine } = show([
    query('mine', { holes: [hole] }),
    query('judged', { state: 'failing', reason: 'connection refused', seenAt: someNow - 300_000, origins: [{ kind: 'trigger', name: 'HighErrors' }] }), // prettier-ignore
  ]);
  const mine = (await screen.findByText('mine')).closest('tr');
  const judged = (await screen.findByText('judged')).closest('tr');
  expect(mine?.textContent).toContain('a hole in 7 days, filled from Prometheus later');
  expect(judged?.textContent).toContain('failinglast sample');
  expect(judged?.textContent).toContain('connection refused');
  expect(judged?.textContent).toContain('the trigger “HighErrors”');
  expect(screen.getByRole('button', { name: 'Stop recording judged' }).getAttribute('aria-disabled')).toBe('true');
  fireEvent.click(screen.getByRole('button', { name: 'Stop recording mine' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'recorder.queries.remove', input: { key: 'mine', by: 'Lead' } }])); // prettier-ignore
  expect((await screen.findByRole('table', { name: 'Objects of which every version is kept' })).textContent).toContain('Kubernetespods1,2049,120'); // prettier-ignore
});

test('a query is recorded under a name, and what is wrong with it is said before it is sent', async () => {
  const { engine } = show([]);
  expect(await screen.findByText('No query is recorded yet.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Record a query' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Every, in seconds'), { target: { value: '1' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect(await dialog.findByText('an expression is needed')).toBeTruthy();
  expect(dialog.getByText('a whole number from 5 to 3600')).toBeTruthy();
  fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'Users' } });
  fireEvent.change(dialog.getByLabelText('Expression'), { target: { value: ' users ' } });
  fireEvent.change(dialog.getByLabelText('Every, in seconds'), { target: { value: '30' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'recorder.queries.save', input: { query: { key: null, name: 'Users', expr: 'users', unit: '', intervalMs: 30_000 }, by: 'Lead' } }])); // prettier-ignore
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('a draft names its query by its key, without blanks around it', () => {
  expect(readQueryDraft('k', { name: ' a ', expr: ' b ', unit: ' s ', seconds: ' 5 ' })).toEqual({ input: { key: 'k', name: 'a', expr: 'b', unit: 's', intervalMs: 5000 } }); // prettier-ignore
});

test('a budget is changed under a name; without one it says in sight what is missing', async () => {
  const keeping: RecordKeeping = { key: 'record', budget: usualBudget, usedBytes: 1, volumes: [], doing: 'nothing', progress: null, lastRound: null, lastCheck: null, lastBackup: null, salvaged: null }; // prettier-ignore
  const { engine, stores } = bench({ keeping: fakeFeed(() => [keeping]) });
  showFrame(stores, 'settings');
  const days = await screen.findByLabelText('Keep for, in days');
  expect(screen.queryByText(/^First/)).toBeNull();
  fireEvent.change(days, { target: { value: '14' } });
  expect(await screen.findByText('First give your name above: it is put under the change.')).toBeTruthy();
  fireEvent.change(screen.getByLabelText(/^Your name/), { target: { value: 'Lead' } });
  fireEvent.click(within(screen.getByRole('region', { name: 'Record' })).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(engine.calls).toMatchObject([{ name: 'recorder.keeping.setBudget', input: { by: 'Lead', budget: { maxAgeMs: 14 * 86_400_000 } } }])); // prettier-ignore
});
