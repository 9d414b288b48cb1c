// The metrics on the screen in jsdom over a fake engine: a Prometheus that is proposed or asked for, its targets and rules, and
// silences that only an unlocked environment shows.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { firstEnvironment, type Environment, type Lock } from '#shared/model/environment.ts';
import type { MetricsCandidate, MetricsStatus, ScrapeTarget, ServerRuleRow } from '#shared/model/prometheus.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import type { MetricsTab } from '../../state/place.ts';
import { bench, type Bench } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const status: MetricsStatus = { key: 'prometheus', name: 'Prometheus', state: 'live', since: 0, reason: '', seenAt: 1, place: 'http://prom', version: '2.53.2', capabilities: [], skewMs: 0 }; // prettier-ignore
const manager: MetricsStatus = { ...status, key: 'alertmanager', name: 'Alertmanager', place: 'http://am' };
const local: Environment = { ...firstEnvironment, key: 'local', active: true, savedAt: 0 };
const lock: Lock = { key: 'alertmanager', name: 'local', locked: true, unlockedUntil: null, unlockedBy: null };
const target = (job: string, health: ScrapeTarget['health']): ScrapeTarget => ({ key: job, pool: job, url: `http://${job}/metrics`, labels: { job }, health, lastError: health === 'down' ? 'connection refused' : '', lastScrapeMs: null, lastDurationMs: null, intervalMs: 15_000 }); // prettier-ignore
const rule = (patch: Partial<ServerRuleRow>): ServerRuleRow => ({ key: patch.name ?? 'A', kind: 'alerting', name: 'A', group: 'g', file: '', query: 'up == 0', labels: {}, annotations: {}, forMs: 300_000, intervalMs: 15_000, health: 'ok', lastError: '', lastEvaluationMs: 1, evaluationTookMs: 1, state: 'inactive', alerts: [], ...patch }); // prettier-ignore
const found = (url: string, patch: Partial<MetricsCandidate> = {}): MetricsCandidate => ({ url, from: 'the usual place', answer: 'ok', words: 'version 2', version: '2', proposed: false, ...patch }); // prettier-ignore

function show(metricsTab: MetricsTab, given: Partial<FakeEngine>): Bench {
  const made = bench({
    environments: fakeFeed(() => [local]),
    metricsStatus: fakeFeed(() => [status, manager]),
    ...given,
  });
  made.stores.place.go({ metricsTab });
  showFrame(made.stores, 'metrics');
  return made;
}

test('one Prometheus that answers is proposed, of two a person chooses; nothing is saved before', async () => {
  const nothing = fakeFeed<MetricsStatus>(() => []);
  const { engine } = show('targets', { metricsStatus: nothing, candidates: () => [found('http://a', { proposed: true }), found('http://b', { answer: 'denied', words: 'HTTP 401' })] }); // prettier-ignore
  expect(await screen.findByText('A Prometheus answers here')).toBeTruthy();
  const list = within(screen.getByRole('list', { name: 'Places that were looked at' }));
  expect(list.getAllByRole('button')).toHaveLength(1);
  expect(engine.calls).toEqual([]);
  fireEvent.click(list.getByRole('button', { name: 'Use it for local' }));
  await waitFor(() => expect(engine.calls[0]).toMatchObject({ name: 'environments.save', input: { key: 'local', fields: { name: 'local', prometheusUrl: 'http://a' } } })); // prettier-ignore
  cleanup();
  show('rules', { metricsStatus: fakeFeed<MetricsStatus>(() => []), candidates: () => [found('http://a'), found('http://b')] }); // prettier-ignore
  expect(await screen.findByText('2 Prometheus servers answer: which one is meant?')).toBeTruthy();
});

test('targets: those that are down first, one never scraped is not up; a filter, and the way to Explore', async () => {
  const targets = [target('web', 'up'), target('db', 'down'), target('new', 'unknown')];
  const { stores } = show('targets', { targets: () => ({ readAt: 1, targets, total: 7488 }) });
  const rows = async () => (await screen.findAllByRole('row')).slice(1).map((row) => row.textContent?.slice(0, 14));
  expect(await rows()).toEqual([expect.stringMatching(/^ ?down/), expect.stringMatching(/^ ?not scraped/), expect.stringMatching(/^ ?up/)]); // prettier-ignore
  expect(screen.getByRole('status', { name: 'How fresh the targets are' }).textContent).toContain('Only 3 of 7,488 are shown.'); // prettier-ignore
  fireEvent.change(screen.getByLabelText('Filter the targets'), { target: { value: 'is:down' } });
  await waitFor(async () => expect(await rows()).toHaveLength(1));
  fireEvent.click(screen.getByText('db'));
  expect(await screen.findByText('Its last scrape failed:')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Open in Explore' }));
  expect(JSON.parse(stores.place.store.getState().explore)).toEqual({ queries: [{ q: 'up{job="db"}' }] });
});

test('rules that cannot be evaluated come first; a refusal leaves the last answer and says why', async () => {
  const rules = [rule({ name: 'Fine' }), rule({ name: 'Broken', health: 'err', lastError: 'many-to-many' }), rule({ name: 'New', health: 'unknown' })]; // prettier-ignore
  show('rules', { rules: () => ({ readAt: 1, rules, total: 3 }) });
  await screen.findByText('Broken');
  expect(screen.getAllByRole('row').slice(1).map((row) => row.textContent)).toEqual([expect.stringContaining('error'), expect.stringContaining('not evaluated'), expect.stringContaining('inactive')]); // prettier-ignore
  cleanup();
  show('rules', { rules: () => Promise.reject(new Error('gone')) });
  expect((await screen.findByRole('alert')).textContent).toContain('The rules could not be read');
});

test('silences: nothing that changes is there while it is locked; unlocked it is asked for with a reason', async () => {
  const alert = { key: 'a', labels: { alertname: 'Down', instance: 'db' }, annotations: {}, state: 'active' as const, silencedBy: [], inhibitedBy: [], receivers: [], startsAtMs: 0, endsAtMs: null, generatorUrl: '' }; // prettier-ignore
  const alertmanager = () => ({ readAt: 1, alerts: [alert], totalAlerts: 1, silences: [], totalSilences: 0 });
  show('alerts', { alertmanager, locks: fakeFeed(() => [lock]) });
  fireEvent.click(await screen.findByLabelText('Of Alertmanager'));
  fireEvent.click(await screen.findByText('Down'));
  expect(await screen.findByText('Who is told')).toBeTruthy();
  expect(screen.queryByRole('button', { name: /^Silence/ })).toBeNull();
  cleanup();
  const { engine } = show('alerts', { alertmanager, locks: fakeFeed<Lock>(() => [{ ...lock, locked: false }]) });
  fireEvent.click(await screen.findByLabelText('Of Alertmanager'));
  fireEvent.click(await screen.findByText('Down'));
  fireEvent.click((await screen.findAllByRole('button', { name: 'Silence…' })).at(-1) as HTMLElement);
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.click(dialog.getByRole('button', { name: 'Take label instance away' }));
  expect(dialog.getByText('To silence: say why.')).toBeTruthy();
  fireEvent.change(dialog.getByLabelText('Why (required)'), { target: { value: 'moved' } });
  fireEvent.change(dialog.getByLabelText('Your name (required)'), { target: { value: 'Lead' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Silence' }));
  const matchers = [{ name: 'alertname', value: 'Down', isRegex: false, isEqual: true }];
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'metrics.silence', input: { wish: { matchers, durationMs: 7_200_000, comment: 'moved' }, by: 'Lead' } }])); // prettier-ignore
});
