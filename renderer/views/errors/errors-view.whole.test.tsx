// The screen of errors in jsdom over a fake engine: what is said first, what a person may say, and what is not claimed.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { incidentOfGroup, type GroupFacts } from '#shared/model/errors/incident-of-group.ts';
import type { IngestSource } from '#shared/model/errors/error-ingest.ts';
import type { OpsIncident } from '#shared/model/errors/ops-models.ts';
import { trendMetric } from '#shared/model/errors/trend-metric.ts';
import { healthSignal } from '#shared/model/errors/health-signal.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { testOf } from '../../components/filter-terms.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';
import { stateWords } from './error-words.ts';
import { groupFilter, groupsHeadline, rowOfGroup } from './groups-model.ts';

afterEach(cleanup);

const hourly = Array.from({ length: 24 }, () => 1);
const groupOf = (key: string, facts: Partial<GroupFacts> = {}): OpsIncident =>
  incidentOfGroup({ key, errorClass: 'infra.database.timeout', component: 'shop.worker', layer: 'L5', title: `Failure ${key}`, exceptionType: null, frame: null, severityNumber: 17, count: 24, firstSeenAt: someNow - 3 * 86_400_000, lastSeenAt: someNow - 60_000, releases: ['1.0.0'], state: 'open', resolvedIn: null, resolvedHow: null, archivedUntil: null, regressedAt: null, regressedIn: null, sinceResolved: 0, ...facts }, hourly, someNow); // prettier-ignore

function show(given: Partial<FakeEngine>, address: Parameters<Bench['stores']['place']['go']>[0] = {}): Bench {
  const made = bench({
    errorDetail: (key) => ({ incident: groupOf(key), rule: 'by its class', word: null, day: trendMetric('d', hourly, someNow, 1), fortnight: trendMetric('f', [], someNow, 1) }), // prettier-ignore
    ...given,
  });
  made.stores.settings.set({ name: 'Lead' });
  made.stores.place.go(address);
  showFrame(made.stores, 'errors');
  return made;
}

test('what was never sent is not called healthy, and the next step is named', async () => {
  show({});
  expect(await screen.findByText(/so nothing is known of failures: that is not the same as none/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'How errors come in' }));
  expect(await screen.findByText(/the desktop app has no HTTP server/)).toBeTruthy();
  fireEvent.click(screen.getByRole('tab', { name: 'Health' }));
  expect(await screen.findByText(/nothing is known of their health/)).toBeTruthy();
});

test('the open failure is resolved in a release by name, and an incident is declared of it', async () => {
  const one = groupOf('one', { severityNumber: 21 });
  const { engine, stores, cut } = show({ errorGroups: fakeFeed(() => [one, groupOf('two', { state: 'resolved' })]) }, { errorGroup: 'one' }); // prettier-ignore
  expect(await screen.findByRole('heading', { name: '1 urgent of 1 open failure' })).toBeTruthy();
  const drawer = within(await screen.findByRole('complementary', { name: 'Failure' }));
  fireEvent.click(drawer.getByRole('button', { name: 'Resolve…' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('radio', { name: 'in a release' }));
  fireEvent.change(dialog.getByLabelText('Release (required)'), { target: { value: '1.1.0' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Resolve' }));
  await waitFor(() => expect(engine.calls).toContainEqual({ name: 'errors.resolve', input: { key: 'one', by: 'Lead', note: '', release: { how: 'in', name: '1.1.0' } } })); // prettier-ignore
  fireEvent.click(drawer.getByRole('button', { name: 'Declare incident…' }));
  expect(stores.dialog.getState().open).toMatchObject({ kind: 'declare-incident', from: { kind: 'error', key: 'one', title: 'Failure one' } }); // prettier-ignore
  stores.dialog.setState({ open: null });
  cut();
  expect(await screen.findByRole('heading', { name: /^As last known/ })).toBeTruthy();
});

test('the parts: silence is unknown, an id without anything says so, a file is followed and a refusal is told', async () => {
  const { engine } = show({
    componentHealth: fakeFeed(() => [healthSignal({ component: 'cart', lastHeardAt: someNow - 3_600_000, lastErrorAt: null, errors: 0, gravest: 0 }, someNow)]), // prettier-ignore
    correlationOf: (id) => ({ id, lines: [], counts: { errors: 0, events: 0, probes: 0, decisions: 0 }, fromMs: null, toMs: null, limits: [] }), // prettier-ignore
    refuse: (name) => {
      if (name === 'errors.addTail') throw new Error('not to be followed');
    },
  }, { errorsTab: 'health' }); // prettier-ignore
  expect((await screen.findByRole('row', { name: /cart/ })).textContent).toContain('unknown');
  fireEvent.click(screen.getByRole('tab', { name: 'Correlation' }));
  fireEvent.change(await screen.findByLabelText('Correlation id'), { target: { value: 'abc' } });
  fireEvent.click(screen.getByRole('button', { name: 'Show' }));
  expect(await screen.findByText(/Nothing in the record carries this id/)).toBeTruthy();
  fireEvent.click(screen.getByRole('tab', { name: 'Ingest' }));
  fireEvent.change(await screen.findByLabelText(/File of envelopes/), { target: { value: '/var/log/e.jsonl' } });
  fireEvent.click(screen.getByRole('button', { name: 'Take once' }));
  expect(await screen.findByText('6 lines: 1 kept, 2 known already, 3 refused')).toBeTruthy();
  expect(engine.calls).toEqual([{ name: 'errors.importFile', input: { path: '/var/log/e.jsonl', by: 'Lead' } }]);
  fireEvent.click(screen.getByRole('button', { name: 'Follow' }));
  await waitFor(() => expect(screen.getByLabelText(/File of envelopes/).getAttribute('aria-invalid')).toBe('true'));
});

test('no state of a failure moves on the screen: nothing runs here', () => {
  expect(Object.values(stateWords).map(({ glyph }) => glyph)).not.toContain('running');
});

test('the filter knows states, classes, components, releases and severities; what is settled stands last', () => {
  const rows = [groupOf('a'), groupOf('b', { state: 'resolved', severityNumber: 21 }), groupOf('c', { errorClass: 'domain.x', component: 'api', severityNumber: 21, releases: ['2.0.0'] })].map(rowOfGroup); // prettier-ignore
  const found = (find: string): string => rows.filter(testOf(find, groupFilter)).map(({ key }) => key).join(''); // prettier-ignore
  expect([found('is:open'), found('is:resolved'), found('class:infra.*'), found('component:api'), found('sev:urgent is:open'), found('release:2.'), found('"failure b"')]).toEqual(['ac', 'b', 'ab', 'c', 'c', 'c', 'b']); // prettier-ignore
  expect(rows.toSorted((a, b) => a.rank - b.rank).map(({ key }) => key)).toEqual(['c', 'a', 'b']);
  expect(groupsHeadline([groupOf('b', { state: 'resolved' })], true)).toEqual({ words: 'No open failure among those that were sent', tone: 'plain' }); // prettier-ignore
});

test('what broke the rule of layers and classes is found by is:flagged, and the count of it leads there', async () => {
  const flagged = groupOf('f', { errorClass: 'domain.budget_exceeded', layer: 'L2' });
  const foreign = groupOf('o', { errorClass: '_OTHER' });
  const counts = { accepted: 3, heard: 0, duplicate: 0, conflict: 0, schema_invalid: 0, too_large: 0, queue_overflow: 0, internal_error: 0 }; // prettier-ignore
  const { stores } = show(
    {
      errorGroups: fakeFeed(() => [groupOf('plain'), flagged, foreign]),
      errorSources: fakeFeed<IngestSource>(() => [{ key: 'http', kind: 'http', path: '', tail: null, lastDay: counts, all: counts, policyViolations: 2, inputsDropped: 0 }]), // prettier-ignore
    },
    { errorsTab: 'ingest' },
  );
  fireEvent.click(await screen.findByRole('button', { name: '2 kept with a flag' }));
  expect(stores.place.store.getState()).toMatchObject({ errorsTab: 'groups', errorFind: 'is:flagged' });
  expect(await screen.findByText('Failure f')).toBeTruthy();
  expect(screen.getByText('Failure o')).toBeTruthy();
  expect(screen.queryByText('Failure plain')).toBeNull();
  fireEvent.click(screen.getByText('Failure f'));
  expect(await screen.findByText(/Kept with a flag: L2 \(API\) must not emit domain/)).toBeTruthy();
});
