// The criteria in jsdom over a fake engine: what is shown is what was seen, and every word goes to the engine by name.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { WatchedSoak } from '#shared/model/criteria/soak.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import type { CriteriaTab } from '../../state/place.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';
import { criterion, standing, watchedSet, watchedSoak } from './criteria.fixture.ts';

afterEach(cleanup);

const users = criterion('users', { title: 'Users', originalWords: 'Users are content', metric: { kind: 'manual' } });
const errors = criterion('errors', { title: 'Errors', metric: { kind: 'ratio', part: 'bad', query: 'a', total: 'b', minSamples: 1 }, threshold: 0.001 }); // prettier-ignore
const set = watchedSet([errors, users], { errors: standing(someNow - 5000, { outcome: 'inconclusive', value: 0, n: 100, needed: 3838, reason: 'not enough evidence, 100 of about 3838 needed' }) }); // prettier-ignore

function show(criteriaTab: CriteriaTab, given: Partial<FakeEngine> = {}): Bench {
  const made = bench(given);
  made.stores.settings.set({ name: 'Lead' });
  made.stores.place.go({ criteriaTab });
  showFrame(made.stores, 'criteria');
  return made;
}

test('a criterion shows how much was seen of what is needed, asks to be judged, and a person says what no metric can', async () => {
  const { engine } = show('criteria', { criteriaSets: fakeFeed(() => [set]) });
  expect(await screen.findByRole('heading', { name: '1 not enough evidence, 1 open' })).toBeTruthy();
  const row = within(screen.getByRole('main')).getByText('Errors').closest('tr');
  for (const words of ['not enough evidence', '< 0.1 % over 10 min', '100of 3,838 needed', '5 s ago']) expect(row?.textContent).toContain(words); // prettier-ignore
  await waitFor(() => expect(engine.calls).toContainEqual({ name: 'criteria.judge', input: { key: 'api', asked: false } })); // prettier-ignore
  fireEvent.click(screen.getByRole('button', { name: 'Users' }));
  const drawer = within(await screen.findByRole('complementary', { name: 'Criterion' }));
  fireEvent.click(drawer.getByRole('button', { name: 'Judge…' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('radio', { name: 'It holds' }));
  fireEvent.change(dialog.getByLabelText('How you know (optional)'), { target: { value: 'asked them' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Record' }));
  await waitFor(() => expect(engine.calls.at(-1)).toEqual({ name: 'criteria.tick', input: { key: 'api', criterion: 'users', outcome: 'pass', by: 'Lead', note: 'asked them' } })); // prettier-ignore
});

test('an empty part says what it is for; a definition with problems is refused with their places, and stays in the dialog', async () => {
  const problem = { message: 'op is missing', line: 8, column: 5, path: 'criteria[0]' };
  const { engine } = show('soaks', { importDefinition: (text) => (text === 'kind: Soak' ? { key: 'k', updated: false, problems: [] } : { key: null, updated: false, problems: [problem] }) }); // prettier-ignore
  expect(await screen.findByText(/No soak was started yet/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /Start a soak/ }));
  const dialog = within(await screen.findByRole('dialog'));
  const text = dialog.getByLabelText('Or its text');
  fireEvent.change(text, { target: { value: 'kind: Soap' } });
  fireEvent.change(dialog.getByLabelText('It began so many hours ago (optional)'), { target: { value: '72' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Start' }));
  expect((await dialog.findByText('op is missing')).closest('li')?.textContent).toContain('soak.yaml:8:5');
  fireEvent.change(text, { target: { value: 'kind: Soak' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Start' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(engine.calls.at(-1)).toMatchObject({
    name: 'criteria.soaks.start',
    input: { text: 'kind: Soak', by: 'Lead' },
  });
});

test('a running soak says how far it is, how much was observed, and never that it passed', async () => {
  const { engine } = show('soaks', { soaks: fakeFeed(() => [watchedSoak(someNow)]) });
  const row = (await screen.findByRole('button', { name: 'Validator' })).closest('tr');
  for (const words of ['running', '31 h of 72 h', '97 %', '95 % needed', 'holds so far']) expect(row?.textContent).toContain(words); // prettier-ignore
  expect(row?.textContent).not.toContain('passed');
  fireEvent.click(screen.getByRole('button', { name: 'Validator' }));
  const drawer = within(await screen.findByRole('complementary', { name: 'Soak' }));
  expect(drawer.getByText(/41 h of 72 h are still to come/)).toBeTruthy();
  expect(drawer.queryByText('31 h of 72 h')).toBeNull();
  expect(drawer.getByRole('progressbar', { name: '31 h of 72 h' })).toBeTruthy();
  expect(drawer.getAllByText(/1,800 of 1,860 intervals/).length).toBeGreaterThan(0);
  fireEvent.click(drawer.getByRole('button', { name: 'Stop' }));
  await waitFor(() => expect(engine.calls.at(-1)).toEqual({ name: 'criteria.soaks.stop', input: { key: 'soak-1', by: 'Lead' } })); // prettier-ignore
});

test('a soak or a watched criterion that fails is told on every screen, leads there, and is put away until another one fails', async () => {
  const failing: WatchedSoak = { ...watchedSoak(someNow), outcome: 'fail' };
  failing.findings = failing.findings.map((one) => (one.id === 'memory' ? { ...one, outcome: 'fail', reason: 'it grows by 9 % in 24 h' } : one)); // prettier-ignore
  const bad = watchedSet([errors], { errors: standing(someNow - 5000, { outcome: 'fail', reason: '2 % of 5,000' }) });
  const sets = fakeFeed(() => [bad]);
  const made = bench({ soaks: fakeFeed(() => [failing]), criteriaSets: sets });
  showFrame(made.stores, 'journal');
  const band = (await screen.findByText('Validator failed:')).closest('.banner');
  expect(band?.textContent).toContain('Memory: it grows by 9 % in 24 h');
  // Nobody watches the set: it is judged where it is looked at.
  expect(band?.textContent).not.toContain('more');
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(made.stores.place.store.getState()).toMatchObject({
    view: 'criteria',
    criteriaTab: 'soaks',
    criterion: 'soak-1',
  });
  fireEvent.click(screen.getByRole('button', { name: 'Put away' }));
  await waitFor(() => expect(screen.queryByText('Validator failed:')).toBeNull());
  sets.send({ kind: 'change', since: 1, revision: 2, upserts: [{ ...bad, watched: true }], removes: [] });
  expect((await screen.findByText('The API failed:')).closest('.banner')?.textContent).toContain(
    'Errors: 2 % of 5,000',
  );
});
