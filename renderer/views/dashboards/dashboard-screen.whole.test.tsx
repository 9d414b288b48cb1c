// One dashboard in jsdom over a fake engine: what is asked, what is shown of the answer, and what is said where there is none.
import { ORPCError } from '@orpc/server';
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { DashboardDetail } from '#shared/model/dashboard/dashboard.ts';
import { pack } from '#shared/model/pack.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { bench, type Bench } from '../readiness/readiness.fixture.ts';
import { someDetail, someFrame, somePanel, someQuery, someState, someSummary, someVariable } from './dashboards.fixture.ts'; // prettier-ignore

afterEach(cleanup);

function show(detail: DashboardDetail, given: Partial<FakeEngine> = {}, look = ''): Bench & { asked: string[] } {
  const asked: string[] = [];
  const range: NonNullable<FakeEngine['range']> = (question) => someFrame(question, { one: [1, 2, 42] });
  const made = bench({ dashboards: fakeFeed(() => [someSummary()]), dashboard: () => detail, ...given, range: (question) => (asked.push(question.query), (given.range ?? range)(question)) }); // prettier-ignore
  made.stores.place.go({ view: 'metrics', dashboard: 'import-1', dashboardAs: look });
  showFrame(made.stores, 'metrics');
  return { ...made, asked };
}
const panel = async (name: string): Promise<HTMLElement> => await screen.findByRole('region', { name });
/** Waits until the panel says it. */
const says = (name: string, words: string): Promise<void> =>
  waitFor(async () => expect((await panel(name)).textContent).toContain(words));
const refuse = (message: string): never => {
  throw new ORPCError('SERVICE_UNAVAILABLE', { message, data: { code: 'unavailable' } });
};

test('a panel asks with the chosen values and shows what was answered; hidden queries are not asked', async () => {
  const queries = [someQuery('up{job=~"$job"}'), someQuery('secret', { refId: 'B', hidden: true })];
  const { asked } = show(someDetail([somePanel({ title: 'Up in $job', queries, style: { unit: 'percent' } })], { variables: [someVariable('job')] }), {
    dashboardVariables: () => [someState('job', ['api', 'web'])],
  }); // prettier-ignore
  await says('Up in api + web', '42%');
  expect(asked).toEqual(['up{job=~"(api|web)"}']);
});

test('another choice is in the address, and the panels that name it ask anew', async () => {
  const panels = [somePanel({ title: 'Own', queries: [someQuery('up{job=~"$job"}')] }), somePanel({ title: 'Other' })];
  const { asked, stores } = show(someDetail(panels, { variables: [someVariable('job')] }), {
    dashboardVariables: (_key, chosen) => [someState('job', chosen['job'] ?? ['api'], { options: [{ value: 'api', text: 'api' }, { value: 'web', text: 'web' }] })],
  }); // prettier-ignore
  await waitFor(() => expect(asked.toSorted()).toEqual(['other_total', 'up{job=~"api"}']));
  fireEvent.click(screen.getByRole('button', { name: 'job: api' }));
  const search = screen.getByRole('combobox', { name: 'Search job' });
  fireEvent.change(search, { target: { value: 'we' } });
  fireEvent.keyDown(search, { key: 'Enter' });
  fireEvent.keyDown(search, { key: 'Escape' });
  await waitFor(() => expect(asked.slice(2)).toEqual(['up{job=~"(api|web)"}']));
  expect(stores.place.store.getState().dashboardAs).toContain('v.job=api&v.job=web');
});

test('a variable that cannot be read says why, and panels that name it wait for it; others do not', async () => {
  const panels = [somePanel({ title: 'Own', queries: [someQuery('up{job="$job"}')] }), somePanel({ title: 'Other' })];
  const { asked } = show(someDetail(panels, { variables: [someVariable('job')] }), {
    dashboardVariables: () => [someState('job', [], { problem: 'connection refused' })],
  });
  await says('Own', 'Waiting for $job$job could not be read: connection refused');
  expect(screen.getByRole('button', { name: 'job: none, could not be read: connection refused' })).toBeTruthy();
  await waitFor(() => expect(asked).toEqual(['other_total']));
});

test('nothing is not zero, and a refusal stays in its panel with the words of the server', async () => {
  const panels = [somePanel({ title: 'Empty' }), somePanel({ title: 'Wrong' }), somePanel({ title: 'Fine' })];
  show(someDetail(panels), {
    range: (question) => {
      if (question.query === 'wrong_total') refuse('parse error: unexpected end of input');
      return someFrame(question, question.query === 'empty_total' ? {} : { one: [7] });
    },
  });
  await says('Empty', 'No data');
  expect((await panel('Empty')).textContent).not.toContain('0');
  await says('Wrong', 'Could not lookparse error: unexpected end of input');
  await says('Fine', '7');
});

test('when Prometheus is lost the last answer stays, greyed, as of when and why; then it is live again', async () => {
  let lost = false;
  show(someDetail([somePanel({ title: 'Load' })]), {
    range: (question) => (lost ? refuse('connection refused') : someFrame(question, { one: [5] })),
  });
  await says('Load', '5');
  lost = true;
  fireEvent.click(screen.getByRole('button', { name: 'Ask again now' }));
  const note = await within(await panel('Load')).findByRole('status');
  expect(note.textContent).toMatch(/as of .+: connection refused$/);
  expect((await panel('Load')).className).toContain('panel-stale');
  await says('Load', '5');
  lost = false;
  fireEvent.click(screen.getByRole('button', { name: 'Ask again now' }));
  await waitFor(async () => expect((await panel('Load')).className).toBe('panel'));
});

test('of one query that is refused beside others the others are shown, and it is said which', async () => {
  const queries = [someQuery('good'), someQuery('bad', { refId: 'B' })];
  show(someDetail([somePanel({ title: 'Both', queries })]), {
    range: (question) => (question.query === 'bad' ? refuse('too many samples') : someFrame(question, { one: [3] })),
  });
  await says('Both', '3');
  expect(screen.getByText('Query B was refused: too many samples')).toBeTruthy();
});

test('v shows a panel alone and everything again; where it stands is in the address, as are folded rows', async () => {
  const detail = someDetail([somePanel({ title: 'One' })]);
  detail.dashboard.sections.push({ key: 'row', title: 'Workers', collapsed: true, repeat: null, panels: [somePanel({ title: 'Two' })] }); // prettier-ignore
  const { stores, asked } = show(detail);
  const row = await screen.findByRole('button', { name: /^Workers/ });
  expect(row.getAttribute('aria-expanded')).toBe('false');
  await waitFor(() => expect(asked).toEqual(['one_total']));
  fireEvent.click(row);
  // Its place is there before it; what asks is the panel.
  await waitFor(() => expect(asked).toEqual(['one_total', 'two_total']));
  (await panel('Two')).focus();
  fireEvent.keyDown(window, { key: 'v' });
  await waitFor(() => expect(screen.queryByRole('region', { name: 'One' })).toBeNull());
  expect(stores.place.store.getState().dashboardAs).toBe('panel=Two&row=row');
  fireEvent.keyDown(window, { key: 'Escape' });
  await panel('One');
  fireEvent.keyDown(window, { key: 'Escape' });
  await waitFor(() => expect(stores.place.store.getState().dashboard).toBeNull());
});

test('what is not drawn is named with its kind and reason, and asks nothing', async () => {
  const shape = { kind: 'placeholder', type: 'nodeGraph', reason: 'graphs of nodes are not drawn' } as const;
  const { asked } = show(someDetail([somePanel({ title: 'Calls', shape, queries: [] }), somePanel({ title: 'Fine' })]));
  await says('Calls', 'A panel of the kind nodeGraph: graphs of nodes are not drawn');
  await waitFor(() => expect(asked).toEqual(['fine_total']));
});

test('a panel is looked into: the query as sent and as written, and as a command', async () => {
  show(someDetail([somePanel({ title: 'Rate', queries: [someQuery('rate(x[$__rate_interval])')] })]));
  await says('Rate', '42');
  fireEvent.click(within(await panel('Rate')).getByRole('button', { name: 'Look into it', hidden: true }));
  const query = await screen.findByRole('region', { name: 'Query A', hidden: true });
  expect(query.textContent).toContain('rate(x[1m])');
  expect(query.textContent).toMatch(/1 series, 3 samples, a step of 1m, took/);
  expect(within(query).getByRole('button', { name: 'Copy as curl', hidden: true }).title).toContain('query_range');
});

test('until a chosen time is answered, the picture of the one before says that it is that', async () => {
  const answers: (() => void)[] = [];
  const { stores } = show(someDetail([somePanel({ title: 'Load' })]), {
    range: (question) => {
      const frame = someFrame(question, { one: [answers.length === 0 ? 5 : 6] });
      return new Promise((resolve) => answers.push(() => resolve(frame)));
    },
  });
  await waitFor(() => expect(answers).toHaveLength(1));
  answers[0]?.();
  await says('Load', '5');
  expect((await panel('Load')).textContent).not.toContain('of the time before');
  stores.place.go({ span: 'now-30s..now' });
  await says('Load', 'of the time before');
  await says('Load', '5');
  answers[1]?.();
  await says('Load', '6');
  expect((await panel('Load')).textContent).not.toContain('of the time before');
});

test('a spike between the steps is drawn once every sample was asked for; what is not asked for is said, and a rate is asked once', async () => {
  const fine: string[] = [];
  const chart = (title: string, query: string) => somePanel({ title, shape: { kind: 'timeseries', legend: { as: 'list', side: 'bottom', calcs: ['max', 'mean'], sort: null }, tooltip: 'all' }, queries: [someQuery(query)] }); // prettier-ignore
  const stat = somePanel({ title: 'Now', queries: [someQuery('load')] });
  const { asked } = show(someDetail([chart('Load', 'load'), chart('Rate', 'rate(x[$__rate_interval])'), chart('Many', 'many'), stat], { time: { from: 'now-24h', to: 'now' } }), {
    range: (question) => {
      if (question.samples === undefined || question.query.startsWith('rate')) return someFrame(question, { one: [1, 2, 3] });
      const sampling = { everyMs: 300_000, finestMs: question.samples.everyMs, refused: question.query === 'many' ? 'all would be 403,200' : null };
      if (!question.samples.all) return { ...someFrame(question, { one: [1, 2, 3] }), sampling };
      fine.push(question.query);
      const frame = someFrame(question, { one: [1, 900, 3] });
      const series = frame.series.map((one) => ({ ...one, figures: pack(Float64Array.from([900, 1.5])) }));
      return { ...frame, series, reduced: true, calcs: question.calcs, sampling: { ...sampling, everyMs: sampling.finestMs } };
    },
  }); // prettier-ignore
  await says('Load', 'max 900');
  expect((await panel('Load')).textContent).toContain('mean 1.5');
  expect((await panel('Load')).textContent).not.toContain('not what is between');
  await says('Many', 'A sample every 5 min is drawn, not what is between: all would be 403,200');
  await says('Rate', 'max 3');
  expect(asked.filter((query) => query.startsWith('rate'))).toHaveLength(1);
  expect(fine).toEqual(['load']);
  fireEvent.click(screen.getByRole('button', { name: 'Ask again now' }));
  await waitFor(() => expect(fine).toEqual(['load', 'load']));
  expect(asked.filter((query) => query === 'load')).toHaveLength(5);
});

test('how often Prometheus scrapes is asked again with the panels where it could not be told', async () => {
  let down = true;
  const { asked } = show(someDetail([somePanel({ title: 'Rate', queries: [someQuery('rate(x[$__rate_interval])')] })]), {
    sources: fakeFeed((): SourceStatus[] => [{ key: 'prometheus', name: 'Prometheus', state: 'live', since: 0, reason: '', seenAt: 1 }]),
    targets: () => (down ? refuse('timed out') : { readAt: 1, total: 1, targets: [{ key: 'a', pool: 'a', url: 'http://a', labels: {}, health: 'up', lastError: '', lastScrapeMs: 1, lastDurationMs: 0, intervalMs: 1_000 }] }),
  });
  await waitFor(() => expect(asked).toEqual(['rate(x[1m])']));
  down = false;
  fireEvent.click(screen.getByRole('button', { name: 'Ask again now' }));
  await waitFor(() => expect(asked.at(-1)).toBe('rate(x[31s])'));
}); // prettier-ignore
