// What an incident teaches in jsdom over a fake engine: what keeps it open, a control tried, a word given, a section written.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { PlanId } from '#shared/model/ids.ts';
import { toldDetail, toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { summaryOf } from '#shared/model/incident/incident.ts';
import { emptyLearning, type LearningDetail } from '#shared/model/learning/learning.ts';
import type { PlaybookRow } from '#shared/model/learning/playbook.ts';
import { emptyPostMortem, type PostMortemDetail } from '#shared/model/learning/post-mortem.ts';
import type { Sight } from '#shared/model/learning/proof.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, someInfo, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { watched } from '../triggers/triggers.fixture.ts';
import { bench, someNow } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const told = toldIncident(1, someNow - 3_600_000, { title: 'Attestations fail', class: 'attestor.health' }, 'On-call');
const id = 'incident-1';
const green: Sight = { state: 'green', words: 'it is quiet', atMs: someNow, seen: [] };
const red: Sight = { state: 'red', words: 'it would have fired', atMs: someNow - 1000, seen: [{ atMs: someNow - 1000, words: 'fires, value 0', sequence: 7 }] }; // prettier-ignore
const control = { id: 'c1', target: { kind: 'trigger' as const, key: 't' }, title: 'AttestorDown', words: 'up == 0', by: 'On-call', at: 0, action: null, removed: null, attested: null }; // prettier-ignore
const proof = { sequence: 9, at: someNow, by: 'On-call', definition: 'd', fromMs: 0, toMs: 1, onIncident: red, now: green, verdict: 'proven' as const, words: 'On the incident: it would have fired.' }; // prettier-ignore
const detail: LearningDetail = {
  learning: { ...emptyLearning(id), actions: [{ id: 'a1', kind: 'prevent', words: 'Read keys lazily', owner: '', dueMs: null, status: 'open', reason: '', history: [] }] }, // prettier-ignore
  controls: [
    { control: { ...control, proofs: [proof] }, state: 'proven', words: proof.words, defined: 'up == 0', provable: true, now: green }, // prettier-ignore
    { control: { ...control, id: 'c2', title: 'Look at the key', target: { kind: 'playbook_entry', class: 'attestor.health', entry: 'e' }, proofs: [] }, state: 'unattested', words: 'No record can prove it.', defined: 'Check first: Look at the key', provable: false, now: green }, // prettier-ignore
  ],
  closeReasons: ['nobody has written its root cause'],
  recurrences: [],
};
const postMortem: PostMortemDetail = {
  postMortem: emptyPostMortem(id),
  title: 'INC-1 Attestations fail',
  sections: [{ name: 'overview', text: 'as the **record** says', generated: true, by: null, at: null, revision: 0 }],
};

function show(tab: 'learning' | 'review', given: Partial<FakeEngine> = {}) {
  const made = bench({
    incidents: fakeFeed(() => [summaryOf(told.incident(), [])]),
    incidentDetail: () => toldDetail(told),
    learningDetail: () => detail,
    postMortem: () => postMortem,
    proof: () => proof,
    ...given,
  });
  made.stores.settings.set({ name: 'Lead' });
  showFrame(made.stores, 'incidents');
  made.stores.place.go({ incident: id, incidentTab: tab });
  return made;
}

test('what keeps it open is said; a cause is written by a person, a control is tried, and a word is given for what no record proves', async () => {
  const { engine } = show('learning');
  expect(await screen.findByText('nobody has written its root cause')).toBeTruthy();
  const proven = within(screen.getByRole('article', { name: 'AttestorDown' }));
  for (const words of ['proven', 'goes red, as it should', 'green', 'fires, value 0']) expect(proven.getAllByText(words, { exact: false }).length).toBeGreaterThan(0); // prettier-ignore
  fireEvent.click(proven.getByRole('button', { name: 'Try it again' }));
  await waitFor(() =>
    expect(engine.calls).toContainEqual({ name: 'learning.prove', input: { id, by: 'Lead', control: 'c1' } }),
  );

  const word = within(screen.getByRole('article', { name: 'Look at the key' }));
  expect(word.queryByRole('button', { name: /Try it/ })).toBeNull();
  fireEvent.click(word.getByRole('button', { name: 'Speak for it…' }));
  const speak = within(await screen.findByRole('dialog', { name: 'Speak for a control' }));
  expect(speak.getByText('First say what makes you sure.')).toBeTruthy();
  fireEvent.change(speak.getByLabelText('What makes you sure'), { target: { value: 'I used it' } });
  fireEvent.click(speak.getByRole('button', { name: 'Record' }));
  await waitFor(() => expect(engine.calls).toContainEqual({ name: 'learning.attest', input: { id, by: 'Lead', control: 'c2', words: 'I used it' } })); // prettier-ignore

  fireEvent.click(screen.getByRole('button', { name: 'Decline…' }));
  const decline = within(await screen.findByRole('dialog', { name: 'Declined' }));
  expect(decline.getByText('First say why.')).toBeTruthy();
  fireEvent.change(decline.getByLabelText('Why'), { target: { value: 'it moves the cliff' } });
  fireEvent.click(decline.getByRole('button', { name: 'Record' }));
  await waitFor(() => expect(engine.calls).toContainEqual({ name: 'learning.settleAction', input: { id, by: 'Lead', action: 'a1', status: 'declined', reason: 'it moves the cliff' } })); // prettier-ignore
});

test('a control of what there is is chosen by its title, of every kind: an item with its plan and phase, a trigger, an entry', async () => {
  const item = (plan: string, itemId: string, title: string) => ({ planId: `id of ${plan}` as PlanId, plan, phaseId: 'p1', phase: 'Signing', itemId, title, kind: 'http' }); // prettier-ignore
  const planItems = [item('Release', 'key', 'The key is valid'), item('Release', 'log', 'The log grows'), item('Rehearsal', 'key', 'The key is valid')]; // prettier-ignore
  const counts = { incidents: 1, open: 1, closed: 0, replayable: 0, proven: 0, repeats: 0 };
  const playbook: PlaybookRow = { key: 'attestor.health', class: 'attestor.health', sequence: 1, gone: [], incidents: [], counts, entries: [{ id: 'e1', list: 'check_first', text: 'Look at the key', by: 'on-call', at: 0, incident: null, revision: 1 }] }; // prettier-ignore
  const { engine } = show('learning', {
    planItems,
    playbooks: fakeFeed(() => [playbook]),
    triggers: fakeFeed(() => [{ ...watched('AttestorDown'), key: 'rule:down' }]),
  });
  const add = async (kind: string, choose: (dialog: ReturnType<typeof within>) => void): Promise<unknown> => {
    const before = engine.calls.length;
    const controls = within(await screen.findByRole('region', { name: 'Controls' }));
    fireEvent.click(controls.getByRole('button', { name: 'Add…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'New control' }));
    fireEvent.click(dialog.getByLabelText(kind, { exact: true }));
    await waitFor(() => choose(dialog));
    fireEvent.click(dialog.getByRole('button', { name: 'Add' }));
    await waitFor(() => expect(engine.calls.length).toBe(before + 1));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    return engine.calls.at(-1);
  };
  const target = (of: object) => ({ name: 'learning.addControl', input: { id, by: 'Lead', action: null, target: of } });
  const item2 = await add('an item of a plan', (dialog) => {
    fireEvent.change(dialog.getByLabelText('Find: Item'), { target: { value: 'key rehearsal' } });
    expect(dialog.queryByLabelText(/The log grows/)).toBeNull();
    fireEvent.click(dialog.getByLabelText(/The key is valid Rehearsal \/ Signing/));
    fireEvent.click(dialog.getByLabelText('in a gate'));
  });
  expect(item2).toEqual(target({ kind: 'gate_item', planId: 'id of Rehearsal', phaseId: 'p1', itemId: 'key' }));
  const trigger = await add('a trigger', (dialog) => fireEvent.click(dialog.getByLabelText(/^AttestorDown/)));
  expect(trigger).toEqual(target({ kind: 'trigger', key: 'rule:down' }));
  const entry = await add('a playbook entry', (dialog) => fireEvent.click(dialog.getByLabelText(/Look at the key Check first/)));
  expect(entry).toEqual(target({ kind: 'playbook_entry', class: 'attestor.health', entry: 'e1' }));
}); // prettier-ignore

test('where there is nothing to choose a control from, the way to a new one is a button', async () => {
  show('learning');
  const controls = within(await screen.findByRole('region', { name: 'Controls' }));
  fireEvent.click(controls.getByRole('button', { name: 'Add…' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'New control' }));
  expect(await dialog.findByText('There is no trigger yet.')).toBeTruthy();
  fireEvent.click(dialog.getByRole('button', { name: 'Make a new one' }));
  expect(dialog.getByRole('radio', { name: 'a new one' })).toHaveProperty('checked', true);
  expect(dialog.getByText('First name it.')).toBeTruthy();
});

test('a refusal to try a control stays at the control, in the engine’s words', async () => {
  show('learning', { refuse: (name) => (name === 'learning.prove' ? Promise.reject(new Error('The record is full.')) : Promise.resolve()) }); // prettier-ignore
  fireEvent.click(await screen.findByRole('button', { name: 'Try it again' }));
  expect((await screen.findByRole('alert')).textContent).not.toBe('');
});

test('a PDF is saved where the desktop app makes one; elsewhere the print dialog is there for it', async () => {
  const saved: Blob[] = [];
  URL.createObjectURL = (blob) => `blob:${saved.push(blob as Blob)}`;
  URL.revokeObjectURL = () => undefined;
  const { engine } = show('review', { info: () => ({ ...someInfo, printsPdf: true }) });
  fireEvent.click(await screen.findByText('Save or print'));
  fireEvent.click(await screen.findByRole('button', { name: 'PDF' }));
  await waitFor(() => expect(saved).toHaveLength(1));
  expect([saved[0]?.type, saved[0]?.size]).toEqual(['application/pdf', 3]);
  expect(engine.calls).toContainEqual({ name: 'learning.pdf', input: { id, offset: 2, sha256: 'f'.repeat(64) } });
  cleanup();
  show('review');
  fireEvent.click(await screen.findByText('Save or print'));
  expect(screen.getByRole('button', { name: 'Print or save as PDF' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'PDF' })).toBeNull();
});

test('a section that nobody wrote says what it is made of, and is written from the revision that was read', async () => {
  const { engine } = show('review');
  const section = within(await screen.findByRole('region', { name: 'Overview' }));
  expect(section.getByText('made of the record')).toBeTruthy();
  fireEvent.click(section.getByRole('button', { name: 'Write Overview' }));
  fireEvent.change(section.getByLabelText('Overview in Markdown'), { target: { value: 'as I saw it' } });
  fireEvent.click(section.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(engine.calls).toContainEqual({ name: 'learning.writeSection', input: { id, section: 'overview', by: 'Lead', text: 'as I saw it', revision: 0 } })); // prettier-ignore
  fireEvent.click(screen.getByRole('button', { name: 'Skip it…' }));
  const skip = within(await screen.findByRole('dialog', { name: 'Post-mortem: skipped' }));
  expect(skip.getByText('First say why.')).toBeTruthy();
});
