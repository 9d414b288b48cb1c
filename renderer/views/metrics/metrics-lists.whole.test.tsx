// The lists of the metrics in jsdom over a fake engine: counts to press, what the address keeps, who holds an alert back, and
// the way from a rule to a trigger.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ManagedAlert, Silence } from '#shared/model/alertmanager.ts';
import type { MetricsStatus, ScrapeTarget, ServerAlertRow, ServerRuleRow } from '#shared/model/prometheus.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { listLookOf } from '../../state/list-place.ts';
import type { Place } from '../../state/place.ts';
import { bench } from '../readiness/readiness.fixture.ts';
import { ruleFileOf } from './rule-file.ts';

afterEach(cleanup);

const status: MetricsStatus = { key: 'prometheus', name: 'Prometheus', state: 'live', since: 0, reason: '', seenAt: 1, place: 'http://prom', version: '2.53.2', capabilities: [], skewMs: 0 }; // prettier-ignore
const manager: MetricsStatus = { ...status, key: 'alertmanager', name: 'Alertmanager', place: 'http://am' };
const target = (job: string, health: ScrapeTarget['health']): ScrapeTarget => ({ key: job, pool: job, url: `http://${job}/metrics`, labels: { job }, health, lastError: '', lastScrapeMs: health === 'unknown' ? null : 1, lastDurationMs: 0, intervalMs: 15_000 }); // prettier-ignore
const rule: ServerRuleRow = { key: 'r', kind: 'alerting', name: 'Disk: "full"', group: 'disks', file: '', query: 'disk_free{path=~"/.*"} < 5', labels: { severity: 'page' }, annotations: { summary: 'On {{ $labels.path }}' }, forMs: 90_000, intervalMs: 15_000, health: 'ok', lastError: '', lastEvaluationMs: 1, evaluationTookMs: 1, state: 'inactive', alerts: [] }; // prettier-ignore

function show(at: Partial<Place>, given: Partial<FakeEngine>) {
  const made = bench({ metricsStatus: fakeFeed(() => [status, manager]), ...given });
  made.stores.place.go(at);
  showFrame(made.stores, 'metrics');
  return { ...made, lines: () => screen.getAllByRole('row').length - 1 };
}

test('counts stand worst first and let only those through; the address keeps filter, order and the open line', async () => {
  const targets = [target('web', 'up'), target('api', 'up'), target('new', 'unknown'), target('db', 'down')];
  const given = { targets: () => ({ readAt: 1, targets, total: 4 }) };
  const { stores, lines } = show({ metricsTab: 'targets' }, given);
  const counts = within(await screen.findByRole('group', { name: 'The targets by state' }));
  expect(counts.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['1 down', '1 not scraped', '2 up']);
  fireEvent.click(counts.getByRole('button', { name: '1 not scraped' }));
  await waitFor(() => expect(lines()).toBe(1));
  fireEvent.click(screen.getByText('new'));
  expect((await screen.findByRole('complementary')).textContent).toContain('Last scrapenever' /* and no "took 0 ms" */);
  const { metricsList } = stores.place.store.getState();
  expect(listLookOf(metricsList, 'targets')).toEqual({ find: 'is:"not scraped"', sort: '', row: 'new' });
  fireEvent.keyDown(window, { key: 'Escape' });
  await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  fireEvent.keyDown(window, { key: 'j' });
  expect((await screen.findByRole('complementary')).textContent).toContain('new');
  fireEvent.keyDown(window, { key: '/' });
  expect(document.activeElement).toBe(screen.getByLabelText('Filter the targets'));
  cleanup();
  const again = show({ metricsTab: 'targets', metricsList }, given);
  expect((await screen.findByRole('complementary')).textContent).toContain('new');
  expect(again.lines()).toBe(1);
}); // prettier-ignore

test('what was read before the server went away is told as that, and its counts are no colours any more', async () => {
  const answer = { readAt: 1, targets: [target('web', 'up')], total: 1 };
  const gone = fakeFeed<MetricsStatus>(() => [{ ...status, state: 'stale', reason: 'connection refused', warning: 'its clock is 60 min ahead of ours' }]); // prettier-ignore
  show({ metricsTab: 'targets' }, { targets: () => answer, metricsStatus: gone });
  const counts = await screen.findByRole('group', { name: 'The targets by state, as last read' });
  expect(counts.className).toContain('standing-counts-stale');
  expect(screen.getByRole('grid').className).toContain('grid-stale');
  expect(screen.getByText('Its clock is 60 min ahead of ours.')).toBeTruthy();
});

test('an empty list offers what fills it, a filter that lets nothing through to be cleared', async () => {
  const { stores } = show({ metricsTab: 'targets' }, { targets: () => ({ readAt: 1, targets: [], total: 0 }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Scrape an endpoint here…' }));
  await waitFor(() => expect(stores.place.store.getState().metricsTab).toBe('scrapes'));
  cleanup();
  show({ metricsTab: 'rules' }, { rules: () => ({ readAt: 1, rules: [], total: 0 }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Watch rules as triggers…' }));
  expect(await screen.findByRole('dialog')).toBeTruthy();
  cleanup();
  show({ metricsTab: 'alerts' }, { rules: () => ({ readAt: 1, rules: [rule], total: 1 }) });
  fireEvent.click(await screen.findByRole('button', { name: 'Show the rules' }));
  fireEvent.change(await screen.findByLabelText('Filter the rules'), { target: { value: 'nowhere' } });
  fireEvent.click(await screen.findByRole('button', { name: 'Clear the filter' }));
  expect(await screen.findByText(rule.name)).toBeTruthy();
});

test('what is only kept firing is counted by itself, and a value keeps its size', async () => {
  const alert = (instance: string, keptFiringSinceMs: number | null): ServerAlertRow => ({ key: instance, name: 'Full', labels: { instance }, annotations: {}, state: 'firing', activeAtMs: 1, keptFiringSinceMs, value: '9.732456712345679e-12' }); // prettier-ignore
  const rules = [{ ...rule, state: 'firing' as const, alerts: [alert('a', null), alert('b', 1), alert('c', 1)] }, { ...rule, key: 's', name: 'Kept', state: 'firing' as const, alerts: [alert('d', 1)] }]; // prettier-ignore
  const words = async () => within(await screen.findByRole('group', { name: /by state$/ })).getAllByRole('button').map(({ textContent }) => textContent); // prettier-ignore
  const { lines } = show({ metricsTab: 'alerts' }, { rules: () => ({ readAt: 1, rules, total: 2 }) });
  expect(await words()).toEqual(['1 firing', '3 kept firing']);
  expect(screen.getAllByText('9.73246e-12')).toHaveLength(4);
  fireEvent.click(screen.getByRole('button', { name: '1 firing' }));
  await waitFor(() => expect(lines()).toBe(1));
  cleanup();
  show({ metricsTab: 'rules' }, { rules: () => ({ readAt: 1, rules, total: 2 }) });
  expect(await words()).toEqual(['1 firing', '1 kept firing']);
});

test('an alert that is held back says whose silence does so, until when and why, and leads there', async () => {
  const silence: Silence = { key: 's1', state: 'active', matchers: [{ name: 'alertname', value: 'Down', isRegex: false, isEqual: true }], startsAtMs: 0, endsAtMs: 1, createdBy: 'Release lead', comment: 'The volume is being moved.' }; // prettier-ignore
  const alert: ManagedAlert = { key: 'a', labels: { alertname: 'Down' }, annotations: {}, state: 'suppressed', silencedBy: ['s1', 'gone'], inhibitedBy: ['f00'], receivers: [], startsAtMs: 0, endsAtMs: null, generatorUrl: '' }; // prettier-ignore
  const alertmanager = () => ({ readAt: 1, alerts: [alert], totalAlerts: 1, silences: [silence], totalSilences: 1 });
  show({ metricsTab: 'alerts', metricsList: 'of=alertmanager&row=a' }, { alertmanager });
  const held = (await screen.findByText('Nobody. It is held back by')).closest('section')?.textContent;
  expect(held).toMatch(/a silence of Release lead until .*“The volume is being moved.”/);
  expect(held).toMatch(/the silence gone.*another alert, f00/);
  fireEvent.click(screen.getByRole('button', { name: 'Open it' }));
  expect(await screen.findByRole('heading', { name: 'The volume is being moved.' })).toBeTruthy();
  expect(screen.getByRole('radio', { name: 'Silences' })).toHaveProperty('checked', true);
});

test('a rule without a trigger is offered for one, as a rule file that says the same', async () => {
  expect(parse(ruleFileOf(rule))).toEqual({
    groups: [{ name: 'disks', interval: '15s', rules: [{ alert: rule.name, expr: rule.query, for: '1m30s', labels: rule.labels, annotations: rule.annotations }] }],
  }); // prettier-ignore
  show(
    { metricsTab: 'rules', metricsList: 'of=rules&row=r' },
    { rules: () => ({ readAt: 1, rules: [rule], total: 1 }) },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Watch as a trigger…' }));
  const text = within(await screen.findByRole('dialog')).getByDisplayValue(/disk_free/);
  expect((text as HTMLTextAreaElement).value).toBe(ruleFileOf(rule));
});
