// Panels of more than one value in jsdom over a fake engine: tables of several queries, heat maps, and what is repeated.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { DashboardDetail } from '#shared/model/dashboard/dashboard.ts';
import type { Shape } from '#shared/model/dashboard/panel.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { bench, type Bench } from '../readiness/readiness.fixture.ts';
import { someDetail, someFrame, somePanel, someQuery, someState, someSummary, someVariable } from './dashboards.fixture.ts'; // prettier-ignore

afterEach(cleanup);

function show(detail: DashboardDetail, given: Partial<FakeEngine>): Bench {
  const made = bench({ dashboards: fakeFeed(() => [someSummary()]), dashboard: () => detail, ...given });
  made.stores.place.go({ view: 'metrics', dashboard: 'import-1' });
  showFrame(made.stores, 'metrics');
  return made;
}
const cellsOf = (row: HTMLElement): (string | null)[] => within(row).queryAllByRole('cell').map(({ textContent }) => textContent); // prettier-ignore

test('two queries merge into one table, its columns as the dashboard has them; all figures stand at its foot', async () => {
  const shape: Shape = { kind: 'table', showHeader: true, sort: [{ column: '', place: 2, down: true }], footer: { calcs: ['sum', 'max'], columns: [] }, rowHeight: 'small', pageSize: null }; // prettier-ignore
  const ask = { ask: 'instant', format: 'table' } as const;
  const columns = [
    { name: 'instance', at: 0, to: 'Host', hidden: false },
    { name: 'Value #A', at: 1, to: 'Used', hidden: false },
    { name: 'Value #B', at: 2, to: 'Size', hidden: false },
  ];
  const panel = somePanel({
    title: 'Disks',
    shape,
    queries: [someQuery('used', ask), someQuery('size', { ...ask, refId: 'B' })],
    transformations: [{ kind: 'merge' }, { kind: 'organize', columns: [...columns, { name: 'Time', at: null, to: '', hidden: true }], keepRest: true }], // prettier-ignore
    style: { unit: 'bytes' },
  });
  show(someDetail([panel]), {
    instant: ({ query }) => ({
      kind: 'vector',
      rows: ['a', 'b'].map((instance, at) => ({ labels: { instance }, atMs: 0, value: String((query === 'used' ? 1024 : 4096) * (at + 1)) })), // prettier-ignore
      totalRows: 2,
      warnings: [],
      infos: [],
    }),
  });
  const table = await screen.findByRole('table', { name: 'Disks: 2 rows' });
  const heads = within(table).getAllByRole('columnheader');
  expect(heads.map(({ textContent }) => textContent)).toEqual(['Host', 'Used', 'Size']);
  const rows = within(table).getAllByRole('row').map(cellsOf); // prettier-ignore
  expect(rows.slice(1)).toEqual([['b', '2 KiB', '8 KiB'], ['a', '1 KiB', '4 KiB'], ['', 'Total 3 KiB · Max 2 KiB', 'Total 12 KiB · Max 8 KiB']]); // prettier-ignore
});

test('a heat map names its greatest count, and can be read as a table of what fell into each bucket', async () => {
  const shape: Shape = { kind: 'heatmap', buckets: 'given', bound: 'auto', colours: ['#000000', '#ffffff'], exponent: 1, colourMin: null, colourMax: 20, hideBelow: null, hideAbove: null, yUnit: 's', yDecimals: null, yMin: null, yMax: null, yReverse: false, yLogBase: 0, showLegend: true, calculatedRows: null }; // prettier-ignore
  const panel = somePanel({ title: 'Waits', shape, queries: [someQuery('wait', { format: 'heatmap' })] });
  show(someDetail([panel]), {
    range: (question) => {
      const frame = someFrame(question, { '0.5': [2], '1': [9], '+Inf': [9] });
      return { ...frame, series: frame.series.map((one) => ({ ...one, labels: { le: one.labels['name'] ?? '' } })) };
    },
  });
  const chart = await screen.findByRole('figure', { name: 'Waits' });
  expect(chart.textContent).toContain('A heat map of 3 buckets; at most 7 in a cell.');
  expect(chart.querySelector('.heat-scale')?.textContent).toMatch(/^0\s+20$/);
  const region = screen.getByRole('region', { name: 'Waits' });
  fireEvent.click(within(region).getByRole('button', { name: 'As a table, or back', hidden: true }));
  const table = await screen.findByRole('table', { name: 'Samples of Waits' });
  expect(within(table).getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['Time', '0 s to 500 ms', '500 ms to 1 s', '> 1 s']); // prettier-ignore
  const row = within(table).getAllByRole('row')[1];
  expect(row && cellsOf(row)).toEqual(['2', '7', '0']);
});

test('a row that is repeated stands once for each value, and its panels ask with theirs; keys move through time', async () => {
  const detail = someDetail([], { variables: [someVariable('job')] });
  detail.dashboard.counts.panels = 1;
  detail.dashboard.sections = [{ key: 'row', title: 'Work of $job', collapsed: false, repeat: { variable: 'job', direction: 'down', mostAcross: 4 }, panels: [somePanel({ title: 'Up of $job', queries: [someQuery('up{job="$job"}')] })] }]; // prettier-ignore
  const asked: string[] = [];
  const { stores } = show(detail, {
    range: (question) => (asked.push(question.query), someFrame(question, { one: [1] })),
    dashboardVariables: () => [someState('job', ['api', 'web'])],
  });
  await screen.findByRole('region', { name: 'Up of api' });
  await screen.findByRole('region', { name: 'Up of web' });
  expect(screen.getAllByRole('button', { name: /^Work of/ }).map(({ textContent }) => textContent)).toEqual([expect.stringContaining('Work of api'), expect.stringContaining('Work of web')]); // prettier-ignore
  await waitFor(() => expect(asked.toSorted()).toEqual(['up{job="api"}', 'up{job="web"}']));
  const spanNow = (): string => stores.place.store.getState().span;
  fireEvent.keyDown(window, { key: 'z' });
  await waitFor(() => expect(spanNow()).not.toBe(''));
  const wide = spanNow();
  fireEvent.keyDown(window, { key: '[' });
  await waitFor(() => expect(spanNow()).not.toBe(wide));
});
