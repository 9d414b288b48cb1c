// Explore in jsdom over a fake engine: what the address asks, what each query comes to, and what a hand can do with the chart.
import { ORPCError } from '@orpc/server';
import { act, cleanup, fireEvent, renderHook, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { spanOf } from '#shared/model/span.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import type { FakeEngine } from '../../client/fake-engine.fixture.ts';
import { exploreOf, exploreText, plainExplore } from '../../state/explore-place.ts';
import { ConsoleContext } from '../../state/use-console.ts';
import { someFrame } from '../dashboards/dashboards.fixture.ts';
import { bench } from '../readiness/readiness.fixture.ts';
import { useExplore } from './use-explore.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});
// Nothing has a size here, and what has none asks for nothing; nor can a canvas draw.
beforeEach(() => {
  const room = { x: 0, y: 0, left: 0, top: 0, right: 800, bottom: 300, width: 800, height: 300, toJSON: () => '' };
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(room);
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});

function explore(queries: string[], given: Partial<FakeEngine> = {}, look = {}) {
  const asked: string[] = [];
  const range: NonNullable<FakeEngine['range']> = (question) =>
    someFrame(question, { web: [1, 2, 42], api: [5, 6, 7] });
  const made = bench({ ...given, range: (question) => (asked.push(question.query), (given.range ?? range)(question)) });
  const text = exploreText({ ...plainExplore, queries: queries.map((q) => ({ q, off: false })), ...look });
  made.stores.place.go({ view: 'metrics', metricsTab: 'explore', explore: text });
  showFrame(made.stores, 'metrics');
  const place = () => made.stores.place.store.getState();
  return { ...made, asked, place };
}
const refuse = (message: string): never => {
  throw new ORPCError('BAD_REQUEST', { message, data: { code: 'bad_input' } });
};
const chart = (): Promise<HTMLElement> => screen.findByRole('figure', { name: 'Explore' });

test('a query that is refused says why below it, and the others are drawn', async () => {
  const { asked } = explore(['up', 'rate(up['], { range: (question) => (question.query === 'up' ? someFrame(question, { web: [1, 2] }) : refuse('1:8: parse error')) }); // prettier-ignore
  await screen.findByText('1:8: parse error');
  expect(within(await chart()).getByText(/1 series.*web.*last 2/)).toBeTruthy();
  expect(asked.toSorted()).toEqual(['rate(up[', 'up']);
});

test('what is drawn can be read as a table, shown alone, and says what is left out', async () => {
  explore(['up'], { range: (question) => ({ ...someFrame(question, { web: [1, 2, 42], api: [5, 6, 7] }), totalSeries: 7488, warnings: ['truncated'] }) }); // prettier-ignore
  const shown = within(await chart());
  expect(shown.getByText('Showing 2 of 7,488 series')).toBeTruthy();
  expect(shown.getByText('Prometheus warns: truncated')).toBeTruthy();
  const web = shown.getByRole('button', { name: /web/ });
  const api = shown.getByRole('button', { name: /api/ });
  fireEvent.click(web);
  expect([web, api].map((one) => one.getAttribute('aria-pressed'))).toEqual(['true', 'false']);
  fireEvent.click(api, { ctrlKey: true });
  expect(api.getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(shown.getByRole('button', { name: 'Table' }));
  const [, newest] = within(shown.getByRole('table', { name: 'Samples of Explore' })).getAllByRole('row');
  expect(newest?.textContent).toMatch(/427$/);
});

test('every sample is asked for after the first drawing, and where they are too many the notes say so', async () => {
  const all: boolean[] = [];
  const sampling = (refused: string | null) => ({ everyMs: 300_000, finestMs: 15_000, refused });
  explore(['load', 'many'], {
    range: (question) => {
      const wish = question.samples;
      if (question.query === 'many') return { ...someFrame(question, { web: [1] }), sampling: sampling('all would be 403,200') };
      all.push(wish?.all ?? false);
      if (wish?.all !== true) return { ...someFrame(question, { web: [1, 2, 3] }), sampling: sampling(null) };
      return { ...someFrame(question, { web: [1, 900, 3] }), sampling: { ...sampling(null), everyMs: 15_000 } };
    },
  }); // prettier-ignore
  expect(await within(await chart()).findByText('A sample every 5 min is drawn, not what is between: all would be 403,200')).toBeTruthy(); // prettier-ignore
  await waitFor(async () => expect((await chart()).textContent).toContain('greatest 900'));
  expect(all).toEqual([false, true]);
});

test('keys move the crosshair and zoom; the range before can be had back', async () => {
  const { place } = explore(['up']);
  const slider = within(await chart()).getByRole('slider');
  slider.focus();
  fireEvent.keyDown(slider, { key: 'End' });
  await waitFor(() => expect(slider.getAttribute('aria-valuetext')).toMatch(/web.* 42; .*api.* 7$/));
  fireEvent.keyDown(slider, { key: '+' });
  const zoomed = spanOf(place().span, 0, 'utc');
  expect((zoomed?.toMs ?? 0) - (zoomed?.fromMs ?? 0)).toBeLessThan(3_600_000);
  fireEvent.click(await screen.findByRole('button', { name: 'Back' }));
  expect(place().span).toBe('');
});

test('when it fails later, the last answer stays and says as of when and why', async () => {
  const state = { gone: false };
  explore(['up'], { range: (question) => (state.gone ? refuse('connection refused') : someFrame(question, { web: [1] })) }); // prettier-ignore
  await chart();
  state.gone = true;
  fireEvent.click(screen.getByRole('button', { name: 'Ask again now' }));
  await waitFor(async () => expect((await chart()).textContent).toMatch(/As of .*: connection refused/));
  expect((await chart()).className).toContain('chart-stale');
});

test('a query that is left out is not asked; the table asks for one moment, exactly as it is answered', async () => {
  const { asked, place } = explore(['up', 'down'], {
    instant: ({ query, atMs }) => ({ kind: 'vector', rows: [{ labels: { __name__: query }, atMs: atMs ?? 5, value: '0.1' }], totalRows: 3, warnings: [], infos: [] }),
  }); // prettier-ignore
  await chart();
  fireEvent.click(screen.getByRole('button', { name: 'Query B is asked' }));
  expect(exploreOf(place().explore).queries[1]).toEqual({ q: 'down', off: true });
  fireEvent.click(screen.getByRole('radio', { name: 'Table' }));
  const rows = await screen.findByRole('table', { name: 'Rows' });
  expect(within(rows).getAllByRole('row')).toHaveLength(2);
  expect(within(rows).getByText('0.1')).toBeTruthy();
  expect(screen.getByText('Showing 1 of 3 rows.')).toBeTruthy();
  expect(asked.filter((query) => query === 'down')).toHaveLength(1);
});

test('rows of the table show what they do not share, and what they share once', async () => {
  const row = (instance: string) => ({ labels: { __name__: 'up', job: 'api', instance }, atMs: 5, value: '1' });
  explore(['up'], { instant: () => ({ kind: 'vector', rows: [row('a-0:9090'), row('a-1:9090')], totalRows: 2, warnings: [], infos: [] }) }); // prettier-ignore
  await chart();
  fireEvent.click(screen.getByRole('radio', { name: 'Table' }));
  const rows = within(await screen.findByRole('table', { name: 'Rows' }));
  expect(rows.getByRole('columnheader', { name: 'Series up{job="api"} by instance' })).toBeTruthy();
  expect(rows.getByText('a-1:9090').closest('[title]')?.getAttribute('title')).toContain('job="api"');
});

test('what is asked is what is written at that moment, also where the page has not been drawn since', () => {
  const { stores } = bench();
  stores.place.go({ view: 'metrics', explore: exploreText({ ...plainExplore, queries: [{ q: 'up', off: false }, { q: 'down', off: false }] }) }); // prettier-ignore
  const { result } = renderHook(() => useExplore(0), {
    wrapper: ({ children }) => <ConsoleContext value={stores}>{children}</ConsoleContext>,
  });
  act(() => {
    result.current.write(1, 'down == 0');
    result.current.write(0, 'up == 1');
    result.current.run();
  });
  const { explore: address } = stores.place.store.getState();
  expect(exploreOf(address).queries.map(({ q }) => q)).toEqual(['up == 1', 'down == 0']);
  expect(stores.metrics.history.store.getState().past.map(({ q }) => q)).toEqual(['up == 1', 'down == 0']);
  expect(result.current.drafts).toEqual(['up == 1', 'down == 0']);
});
