// The triggers in jsdom over a fake engine: what calls is seen from everywhere, and every word goes to the engine by name.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { bench, someNow, type Bench } from '../readiness/readiness.fixture.ts';
import { instance, watched } from './triggers.fixture.ts';

afterEach(cleanup);

const down = watched('TargetDown', { severity: 'urgent', rollbackPlanId: 'plan-9' }, { state: 'firing', firing: 2, calling: 2, sinceMs: someNow - 240_000, lastEvaluatedAtMs: someNow - 3000, instances: [instance({ alertname: 'TargetDown', job: 'attestor' }, { annotations: { summary: 'attestor is down' } }), instance({ alertname: 'TargetDown', job: 'cart' })], looks: { scheduled: 12, done: 9, missed: 3, late: [9], latestMs: 40, tookMs: 8 } }); // prettier-ignore
const quiet = watched('Latency', {}, { lastEvaluatedAtMs: someNow - 5000 });
const hole = watched('LogLoss', { originalWords: 'Any evidence of log loss', condition: { kind: 'manual', words: 'Any evidence of log loss' } }, { state: 'hole', watchedBy: 'person' }); // prettier-ignore

function show(
  triggers: WatchedTrigger[],
  given: Partial<FakeEngine> = {},
  view: 'triggers' | 'watch' = 'triggers',
): Bench {
  // prettier-ignore
  const made = bench({
    triggers: fakeFeed(() => triggers),
    triggerDetail: (key) => ({
      watched: triggers.find((one) => one.key === key) ?? down,
      history: [{ key: 'e1', type: 'trigger.firing', atMs: someNow - 240_000, recordedMs: someNow, labels: { job: 'attestor' }, by: null, words: 'true for 5 min' }], // prettier-ignore
    }),
    ...given,
  });
  made.stores.settings.set({ name: 'Lead' });
  showFrame(made.stores, view);
  return made;
}

test('what fires calls on every screen until somebody acknowledges it by name, and the count of it stays', async () => {
  const { engine } = show([down, quiet, hole], {}, 'watch');
  expect((await screen.findByText('TargetDown fires')).closest('.banner')?.textContent).toContain('for 4 min, for 2 label sets: attestor is down'); // prettier-ignore
  expect(screen.getByRole('button', { name: '1 firing' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Acknowledge…' }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Note (optional)'), { target: { value: 'on it' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Acknowledge' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'triggers.acknowledge', input: { key: 'TargetDown', instances: null, by: 'Lead', note: 'on it' } }])); // prettier-ignore
  engine.triggers.send({ kind: 'change', since: 1, revision: 2, upserts: [{ ...down, calling: 0 }], removes: [] });
  await waitFor(() => expect(screen.queryByText('TargetDown fires')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: '1 firing' }));
  expect(await screen.findByRole('heading', { name: '1 firing, 1 hole, 1 quiet' })).toBeTruthy();
});

test('the list says how each stands, in its own words, who looks, and how fresh that is; without the engine as last known', async () => {
  const { cut } = show([down, quiet, hole]);
  const line = await screen.findByRole('button', { name: /^firing/ });
  for (const words of ['TargetDown', 'urgent', '2 label sets', 'up == 0', '0 == 0', 'evaluated 3 s ago', '3 missed', 'evaluated here, asking p']) expect(line.textContent).toContain(words); // prettier-ignore
  expect(screen.getByRole('button', { name: /LogLoss/ }).textContent).toContain('a person has to judge this');
  expect(screen.getByRole('region', { name: 'Holes: a person has to judge these' })).toBeTruthy();
  fireEvent.change(screen.getByRole('searchbox', { name: 'Filter the triggers' }), { target: { value: 'loss' } });
  await waitFor(() => expect(screen.queryByRole('button', { name: /Latency/ })).toBeNull());
  cut();
  expect(await screen.findByRole('heading', { name: /^As last known: 1 firing/ })).toBeTruthy();
});

test('a trigger of which nobody wrote more than its name is named once wherever it is shown', async () => {
  const bare = watched('Backlog', { originalWords: 'Backlog' }, { state: 'firing', firing: 1, calling: 1, sinceMs: someNow - 240_000, lastEvaluatedAtMs: someNow - 3000 }); // prettier-ignore
  show([bare]);
  const line = await screen.findByRole('button', { name: /^firing/ });
  expect(line.textContent?.match(/Backlog/g)).toHaveLength(1);
  expect((await screen.findByText('Backlog fires')).closest('.banner')?.textContent).toMatch(/^Backlog fires for 4 min(?!.*Backlog)/); // prettier-ignore
  fireEvent.click(line);
  const drawer = within(await screen.findByRole('complementary', { name: 'Trigger' }));
  expect(drawer.getAllByText('Backlog')).toHaveLength(1);
});

test('what fired and is not known now looks stale, says as of when, and is nowhere said to fire', async () => {
  show([{ ...down, trouble: { kind: 'error', reason: 'connection refused', sinceMs: someNow - 60_000 } }, quiet]);
  expect(await screen.findByRole('heading', { name: '1 not known (1 last seen firing), 1 quiet' })).toBeTruthy();
  const line = screen.getByRole('button', { name: /^last seen firing/ });
  expect(line.textContent).toMatch(/as of .*, not known now: connection refused/);
  expect(line.className).not.toContain('trigger-firing');
  expect(screen.getByRole('button', { name: '1 last seen firing' }).className).toContain('firing-chip-stale');
  const band = screen.getByText('TargetDown was firing').closest('.banner');
  expect(band?.className).toContain('banner-warn');
  expect(band?.textContent).toMatch(
    /was firing when it was last looked at \(.*\); it is not known now, for 2 label sets: attestor is down/,
  );
});

test('an open trigger shows its label sets, its looks and its history; keys say words on it', async () => {
  const { stores } = show([down, quiet]);
  fireEvent.click(await screen.findByRole('button', { name: /^firing/ }));
  const drawer = within(await screen.findByRole('complementary', { name: 'Trigger' }));
  expect(await drawer.findByText('12 due, 9 done,', { exact: false })).toBeTruthy();
  expect((await drawer.findByText('true for 5 min', { exact: false })).textContent).toContain('firing: true for 5 min');
  expect(drawer.getByRole('button', { name: 'Rollback plan' }).getAttribute('title')).toContain('not open any more');
  fireEvent.keyDown(window, { key: 'z' });
  const dialog = within(await screen.findByRole('dialog', { name: 'Snooze TargetDown' }));
  fireEvent.click(dialog.getByRole('radio', { name: '4 h' }));
  fireEvent.click(dialog.getByRole('button', { name: 'Snooze' }));
  await waitFor(() => expect(stores.dialog.getState().open).toBeNull());
  fireEvent.click(drawer.getByRole('button', { name: 'Explore' }));
  expect(stores.place.store.getState()).toMatchObject({ view: 'metrics', metricsTab: 'explore', explore: '[{"q":"up == 0"}]' }); // prettier-ignore
});

test('a snooze goes to the engine with its end', async () => {
  const { engine, stores } = show([down]);
  stores.place.go({ trigger: 'TargetDown' });
  fireEvent.click(await screen.findByRole('button', { name: 'Snooze…' }));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Snooze' }));
  await waitFor(() => expect(engine.calls).toMatchObject([{ name: 'triggers.snooze', input: { key: 'TargetDown', by: 'Lead' } }])); // prettier-ignore
  const [call] = engine.calls as { input: { untilMs: number } }[];
  expect((call?.input.untilMs ?? 0) - stores.now()).toBeCloseTo(3_600_000, -4);
});

test('a new trigger says what it will do while it is written, asks for what is missing at its field, and is saved', async () => {
  const { engine } = show([]);
  fireEvent.click((await screen.findAllByRole('button', { name: 'New…' }))[0] as HTMLElement);
  const form = within(await screen.findByRole('dialog', { name: 'New trigger' }));
  const fill = (label: string, value: string): void => void fireEvent.change(form.getByLabelText(label), { target: { value } }); // prettier-ignore
  expect(form.getByRole('status').textContent).toBe('Fires when any container restarts more than 5 times in 15 min. Looked at every 15 s.'); // prettier-ignore
  fill('Container or service', 'attestor');
  fill('Within', '30');
  fireEvent.click(form.getByRole('button', { name: 'Save' }));
  expect(form.getByText('a name is needed')).toBeTruthy();
  expect(form.getByText('a duration such as 30s, 5m or 1h30m is needed')).toBeTruthy();
  fill('Within', '30m');
  fill('Name', 'Restarts');
  expect(form.getByRole('status').textContent).toContain('container attestor restarts more than 5 times in 30 min');
  fireEvent.click(form.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(engine.calls).toMatchObject([{ name: 'triggers.save', input: { key: null, by: 'Lead', trigger: { name: 'Restarts', condition: { kind: 'restarts', over: 'docker', selector: { name: 'attestor' }, moreThan: 5, windowMs: 1_800_000 } } } }])); // prettier-ignore
});

test('rules are imported from a sample with one click, and what is wrong with a text is said with its place', async () => {
  const report = {
    added: ['A', 'B'],
    updated: [],
    same: [],
    vanished: [],
    recording: ['job:errors'],
    notes: [],
    problems: [],
  };
  show([], {
    triggerSamples: () => [{ name: 's.yaml', title: 'A sample', about: 'of rules', text: 'good' }],
    importRules: (text) => (text === 'good' ? report : { ...report, added: [], problems: [{ message: 'unknown key "fro"', line: 6, column: 9, path: 'groups[0]' }] }), // prettier-ignore
  });
  fireEvent.click((await screen.findAllByRole('button', { name: 'Import…' }))[0] as HTMLElement);
  const dialog = within(await screen.findByRole('dialog', { name: 'Import rules' }));
  fireEvent.change(dialog.getByLabelText(/Or its text/), { target: { value: 'bad' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Import' }));
  expect((await dialog.findByText('rules.yaml:6:9')).closest('li')?.textContent).toContain('unknown key "fro"');
  fireEvent.click(await dialog.findByRole('button', { name: /A sample/ }));
  fireEvent.click(dialog.getByRole('button', { name: 'Import' }));
  expect((await dialog.findByText('2 added:')).closest('p')?.textContent).toBe('2 added: A, B');
  expect(dialog.getByText('1 recording rules, listed and not run:')).toBeTruthy();
});

test('what vanished from a file is named, and removed or kept as a person chooses', async () => {
  const gone = (name: string) => ({ key: `key of ${name}`, name, group: 'g' });
  const report = { added: [], updated: [], same: ['A'], vanished: [gone('B'), gone('C')], recording: [], notes: [], problems: [] };
  const { engine } = show([], { importRules: () => report });
  fireEvent.click((await screen.findAllByRole('button', { name: 'Import…' }))[0] as HTMLElement);
  const dialog = within(await screen.findByRole('dialog', { name: 'Import rules' }));
  fireEvent.change(dialog.getByLabelText(/Or its text/), { target: { value: 'good' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Import' }));
  const vanished = within(await dialog.findByRole('group', { name: /2 came from rules.yaml before and are not in it any more/ }));
  fireEvent.click(vanished.getByLabelText(/^C/));
  fireEvent.click(vanished.getByRole('button', { name: 'Remove 1, keep 1' }));
  expect(await dialog.findByText(/1 removed, 1 kept/)).toBeTruthy();
  expect(engine.calls.filter(({ name }) => name === 'triggers.remove')).toEqual([{ name: 'triggers.remove', input: { key: 'key of B', by: 'Lead' } }]);
}); // prettier-ignore

test('one label set of several is snoozed by itself, and woken; of a single one the trigger itself is', async () => {
  const word = { by: 'Deputy', atMs: 0, note: '', untilMs: someNow + 60_000 };
  const two = watched('TargetDown', {}, { state: 'firing', firing: 2, calling: 1, instances: [instance({ instance: 'a' }), instance({ instance: 'b' }, { snoozed: word })] }); // prettier-ignore
  const { engine, stores } = show([two]);
  stores.place.go({ trigger: 'TargetDown' });
  expect(await screen.findByText(/Snoozed by Deputy until/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Snooze this one… {instance="a"}' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Snooze TargetDown' }));
  expect(dialog.getByText('{instance="a"}')).toBeTruthy();
  fireEvent.click(dialog.getByRole('button', { name: 'Snooze' }));
  await waitFor(() => expect(engine.calls.at(-1)).toMatchObject({ name: 'triggers.snooze', input: { key: 'TargetDown', instances: ['{instance="a"}'], by: 'Lead' } })); // prettier-ignore
  fireEvent.click(screen.getByRole('button', { name: 'Wake this one {instance="b"}' }));
  await waitFor(() => expect(engine.calls.at(-1)).toEqual({ name: 'triggers.unsnooze', input: { key: 'TargetDown', instance: '{instance="b"}', by: 'Lead' } })); // prettier-ignore
});
