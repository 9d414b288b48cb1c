// Incidents in jsdom over a fake engine: seen from everywhere, led by name, declared out of what the record shows.
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { plainDraft, toldDetail, toldIncident, type Told } from '#shared/model/incident/incident.fixture.ts';
import { summaryOf, type FiredAgain } from '#shared/model/incident/incident.ts';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { someSummary } from '../dashboards/dashboards.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const minute = 60_000;
const by = 'On-call';
const active = (): Told =>
  toldIncident(2, someNow - 10 * minute, { title: 'Attestations fail', class: 'attestor.health' }, by).tell('incident.moved', someNow - 9 * minute, { by, from: 'triage', to: 'active', reason: '', occurredAt: someNow - 9 * minute }); // prettier-ignore
const over = (): Told => {
  const told = toldIncident(1, someNow - 90 * minute, { title: 'Disk full', kind: 'drill' }, by);
  return told.tell('incident.moved', someNow - 60 * minute, { by, from: 'active', to: 'resolved', reason: '', occurredAt: someNow - 60 * minute }); // prettier-ignore
};
const again: FiredAgain[] = [{ trigger: 't1', name: 'DiskFull', atMs: someNow - minute, sequence: 9 }];

function show(all: Told[], given: Partial<FakeEngine> = {}, view: 'incidents' | 'watch' = 'incidents'): Bench {
  const made = bench({
    incidents: fakeFeed(() => all.map((told) => summaryOf(told.incident(), told.incident().number === 1 ? again : []))),
    incidentDetail: (id) => {
      const told = all.find((one) => one.incident().id === id);
      if (told === undefined) throw new Error('none');
      return toldDetail(told, { firedAgain: told.incident().number === 1 ? again : [], closeReasons: ['no control has its proof'] }); // prettier-ignore
    },
    ...given,
  });
  made.stores.settings.set({ name: 'Lead' });
  showFrame(made.stores, view);
  return made;
}

test('an open incident is seen from every screen with its timer, and the list says what is open and what fired again', async () => {
  const { stores, cut } = show([over(), active()], {}, 'watch');
  fireEvent.click(await screen.findByRole('button', { name: /INC-2 SEV2 10:00 of 15 min/ }));
  expect(stores.place.store.getState()).toMatchObject({ view: 'incidents', incident: 'incident-2' });
  stores.place.go({ incident: null });
  expect(await screen.findByRole('heading', { name: '1 open, the gravest SEV2, 1 fired again after it was resolved, 1 over' })).toBeTruthy(); // prettier-ignore
  const line = within(screen.getByRole('region', { name: 'Over' })).getByRole('button');
  for (const words of ['resolved', 'INC-1', 'Disk full', 'drill', 'fired again', 'diagnosis not recorded']) expect(line.textContent).toContain(words); // prettier-ignore
  fireEvent.keyDown(window, { key: 'j' });
  fireEvent.keyDown(window, { key: 'j' });
  expect(document.activeElement).toBe(line);
  expect(stores.place.store.getState().errorGroup).toBeNull();
  stores.place.go({ incidentFind: 'kind:real is:open' });
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Over' })).toBeNull());
  cut();
  expect(await screen.findByRole('heading', { name: /^As last known: 1 open/ })).toBeTruthy();
});

test('playbooks are a place of their own, reached by two keys; where there is none the next step is named', async () => {
  const made = show([active()]);
  await screen.findByRole('tab', { name: 'Incidents' });
  fireEvent.keyDown(window, { key: 'g' });
  fireEvent.keyDown(window, { key: 'b' });
  expect(made.stores.place.store.getState()).toMatchObject({ view: 'incidents', incidentsTab: 'playbooks' });
  expect((await screen.findByText('There is no playbook yet.')).closest('.empty')?.textContent).toContain('Give one of your incidents a class'); // prettier-ignore
  fireEvent.click(screen.getByRole('button', { name: 'Show the incidents' }));
  expect(await screen.findByRole('region', { name: 'Open' })).toBeTruthy();
  cleanup();
  show([]);
  fireEvent.click(await screen.findByRole('tab', { name: 'Playbooks' }));
  expect((await screen.findByText('There is no playbook yet.')).closest('.empty')?.textContent).toContain('Declare an incident and give it a class.'); // prettier-ignore
  expect(screen.getByRole('button', { name: /^Declare an incident/ })).toBeTruthy();
  cleanup();
  const counts = { incidents: 1, open: 1, closed: 0, replayable: 0, proven: 0, repeats: 0 };
  const row = (named: string, text: string): PlaybookRow => ({ key: named, class: named, sequence: 1, counts, incidents: [], gone: [], entries: [{ id: text, list: 'check_first', text, by: 'the lead', at: someNow, incident: null, revision: 1 }] }); // prettier-ignore
  const { stores } = show([], { playbooks: fakeFeed(() => [row('disk.full', 'Look at the logs'), row('attestor.health', 'Look at the key')]) }); // prettier-ignore
  fireEvent.click(await screen.findByRole('tab', { name: 'Playbooks' }));
  fireEvent.change(await screen.findByLabelText('Find in the playbooks'), { target: { value: 'key' } });
  expect(await screen.findByRole('region', { name: 'attestor.health' })).toBeTruthy();
  expect(screen.queryByRole('region', { name: 'disk.full' })).toBeNull();
  expect(stores.place.store.getState().playbookFind).toBe('key');
});

test('the next moves are buttons, a move is asked for with its reason, and what keeps it from closing is said', async () => {
  const { engine, stores } = show([over(), active()]);
  stores.place.go({ incident: 'incident-2' });
  fireEvent.click(await screen.findByRole('button', { name: 'Cancel it…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'INC-2: from active to cancelled' }));
  expect(dialog.getByText('First say why.')).toBeTruthy();
  fireEvent.change(dialog.getByLabelText('Why (required)'), { target: { value: 'planned work' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Cancel it' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'incidents.move', input: { id: 'incident-2', by: 'Lead', to: 'cancelled', reason: 'planned work', occurredAt: null } }])); // prettier-ignore
  stores.place.go({ incident: 'incident-1' });
  expect((await screen.findByText('DiskFull')).closest('p')?.textContent).toContain('It is not part of this incident');
  fireEvent.click(await screen.findByRole('button', { name: 'Close it…' }));
  expect(within(await screen.findByRole('dialog')).getByText('no control has its proof')).toBeTruthy();
});

test('dashboards are chosen by their names and kept with it', async () => {
  const dashboards = fakeFeed(() => [someSummary({ key: 'd1', title: 'Checkout' }), someSummary({ key: 'd2', title: 'Hosts' })]); // prettier-ignore
  const { engine, stores } = show([active()], { dashboards });
  stores.place.go({ incident: 'incident-2' });
  fireEvent.click(await screen.findByRole('button', { name: 'Keep dashboards with it…', hidden: true }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Dashboards of INC-2' }));
  expect(dialog.getByText('First choose a dashboard.')).toBeTruthy();
  for (const name of ['Checkout', 'Hosts', 'Checkout']) fireEvent.click(await dialog.findByRole('checkbox', { name }));
  fireEvent.click(dialog.getByRole('button', { name: 'Keep' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'incidents.keepDashboards', input: { id: 'incident-2', by: 'Lead', keys: ['d2'] } }])); // prettier-ignore
});

test('what is said has its kind, its time and its ground; a correction keeps what it replaces in sight', async () => {
  const told = active();
  told.tell('incident.said', someNow, { by, id: 'w1', word: { kind: 'hypothesis', text: 'The key is missing', occurredAt: someNow, endedAt: null, precision: 'exact', timeSource: 'clock', epistemic: 'supposition', evidence: [], supersedes: null } }); // prettier-ignore
  const { engine, stores } = show([told]);
  stores.place.go({ incident: 'incident-2' });
  const composer = within(await screen.findByRole('form', { name: 'Say something' }));
  fireEvent.keyDown(window, { key: 'n' });
  await waitFor(() => expect(document.activeElement).toBe(composer.getByLabelText('What')));
  fireEvent.change(composer.getByLabelText('What'), { target: { value: 'Rolled back' } });
  fireEvent.change(composer.getByLabelText('It is'), { target: { value: 'action' } });
  fireEvent.change(composer.getByLabelText('When'), { target: { value: 'earlier' } });
  fireEvent.change(composer.getByLabelText('It happened'), { target: { value: 'now-5m' } });
  fireEvent.click(composer.getByRole('button', { name: 'Say it' }));
  await waitFor(() => expect(engine.calls).toMatchObject([{ name: 'incidents.say', input: { id: 'incident-2', by: 'Lead', word: { kind: 'action', text: 'Rolled back', precision: 'minute', timeSource: 'memory', epistemic: 'fact' } } }])); // prettier-ignore
  const [call] = engine.calls as { input: { word: { occurredAt: number } } }[];
  expect(someNow - (call?.input.word.occurredAt ?? 0)).toBe(5 * minute);
  fireEvent.click(screen.getByRole('button', { name: 'Correct…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Correct what On-call said of INC-2' }));
  fireEvent.change(dialog.getByLabelText('What'), { target: { value: 'The key is old' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Correct' }));
  await waitFor(() => expect(engine.calls[1]).toMatchObject({ input: { word: { text: 'The key is old', supersedes: 'w1' } } })); // prettier-ignore
});

test('a name given elsewhere is the one under what is said, and what was said leaves nothing of its time behind', async () => {
  const { engine, stores } = show([active()]);
  stores.settings.set({ name: '' });
  stores.place.go({ incident: 'incident-2' });
  const composer = within(await screen.findByRole('form', { name: 'Say something' }));
  fireEvent.change(composer.getByLabelText('What'), { target: { value: 'Rolled back' } });
  expect(composer.getByRole('button', { name: 'Say it' }).getAttribute('title')).toBe('say who you are');
  act(() => stores.settings.set({ name: 'Deputy' }));
  expect(await composer.findByText('as Deputy')).toBeTruthy();
  fireEvent.change(composer.getByLabelText('When'), { target: { value: 'earlier' } });
  fireEvent.change(composer.getByLabelText('It happened'), { target: { value: 'now-5m' } });
  fireEvent.click(composer.getByRole('button', { name: 'Say it' }));
  await waitFor(() => expect(engine.calls).toMatchObject([{ name: 'incidents.say', input: { by: 'Deputy' } }]));
  await waitFor(() => expect(composer.queryByLabelText('It happened')).toBeNull());
});

test('an incident is declared with one key: what the record shows is proposed, changed by a person, and then declared', async () => {
  const draft = { ...plainDraft, title: 'AttestorDown', impactStart: { atMs: someNow - 20 * minute, confidence: 'likely' as const, evidence: [] } }; // prettier-ignore
  const findings = [{ sequence: 7, kind: 'fired' as const, atMs: someNow - 9 * minute, recordedMs: someNow, source: 'triggers', subject: 'AttestorDown', words: 'fires: up == 0', bad: true, ref: 't1' }]; // prettier-ignore
  const { engine, stores } = show([], {
    proposal: { draft, fromMs: someNow - 60 * minute, toMs: someNow, findings, counts: { fired: 1, failed: 0, change: 0, error: 0, gap: 2 }, more: ['fired'], queries: ['up'], open: [{ id: 'incident-9', number: 9, title: 'Same', why: 'the same trigger' }] }, // prettier-ignore
  });
  await screen.findByText('No incident was ever declared here.');
  fireEvent.keyDown(window, { key: 'I', shiftKey: true });
  const dialog = within(await screen.findByRole('dialog', { name: 'Declare an incident' }));
  const found = await dialog.findByRole('region', { name: 'What the record shows' });
  for (const words of ['at least 1 trigger that fired, no failed looks, no changes, no errors and 2 gaps in what was seen', 'INC-9 is open and may be this one', 'up == 0']) expect(found.textContent).toContain(words); // prettier-ignore
  fireEvent.click(dialog.getByRole('radio', { name: 'SEV1' }));
  fireEvent.change(dialog.getByLabelText('Title'), { target: { value: 'Attestor is down' } });
  fireEvent.click(within(dialog.getByRole('group', { name: 'Look back over the record' })).getAllByRole('radio').at(-1) as HTMLElement); // prettier-ignore
  await dialog.findByText(/at least 1 trigger that fired/);
  expect((dialog.getByLabelText('Title') as HTMLInputElement).value).toBe('Attestor is down');
  fireEvent.click(dialog.getByRole('radio', { name: 'drill' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Declare' }));
  await waitFor(() => expect(stores.place.store.getState().incident).toBe('incident-1'));
  expect(engine.calls.at(-1)).toMatchObject({ name: 'incidents.declare', input: { by: 'Lead', lookBackMs: 1440 * minute, from: { kind: 'palette' }, draft: { ...draft, title: 'Attestor is down', severity: 'sev1', kind: 'drill' } } }); // prettier-ignore
});

test('a saved incident and the past are read only', async () => {
  const { stores } = show([active()]);
  stores.place.go({ incident: 'incident-2' });
  await screen.findByRole('button', { name: 'Mitigated…' });
  stores.place.go({ at: someNow });
  await waitFor(() => expect(screen.getByRole('button', { name: 'Mitigated…' }).getAttribute('title')).toBe('the past cannot be changed; go back to live')); // prettier-ignore
  expect(screen.queryByRole('form', { name: 'Say something' })).toBeNull();
});
