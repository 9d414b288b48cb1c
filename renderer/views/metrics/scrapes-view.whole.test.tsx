// Scraped endpoints in jsdom over a fake engine: how fresh each is, what is left out, what is asked of the engine, and by whom.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { plainScrape, type Scrape, type ScrapedMetric } from '#shared/model/scrape.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { plainLook, scrapeLookOf, scrapeText } from '../../state/scrape-place.ts';
import { bench, someNow } from '../readiness/readiness.fixture.ts';
import { readDraft, scrapeDraftOf } from './scrape-draft.ts';
import { unitOf, viewOf, viewProblem } from './scrapes-model.ts';

afterEach(cleanup);

const endpoint = (name: string, given: Partial<Scrape> = {}): Scrape => ({
  key: name,
  fields: { ...plainScrape, name, url: `http://${name}:9100/metrics` },
  paused: false,
  savedAt: 0,
  status: { key: `scrape:${name}`, name, state: 'live', since: someNow - 60_000, reason: '', seenAt: someNow - 4000 },
  taken: { atMs: someNow - 4000, durationMs: 9, bodyBytes: 900, series: 5000, beyondLimit: 12, notWanted: 0, malformed: 1, firstMalformed: 'line 3: oops', duplicates: 0, otherTime: 0 }, // prettier-ignore
  done: 4,
  failed: 0,
  missed: 0,
  keptBytes: 2048,
  keptFromMs: someNow - 60_000,
  ...given,
});
const away = endpoint('away', { status: { key: 'scrape:away', name: 'away', state: 'stale', since: someNow - 50_000, reason: 'connection refused', seenAt: someNow - 65_000 } }); // prettier-ignore
const metric = (name: string, type: ScrapedMetric['type'], unit = ''): ScrapedMetric => ({ name, family: name, type, help: `Help of ${name}`, unit, series: 1 }); // prettier-ignore

function show(endpoints: Scrape[], given: Partial<FakeEngine> = {}) {
  const made = bench({ scrapes: fakeFeed(() => endpoints), ...given });
  made.stores.settings.set({ name: 'Lead' });
  made.stores.place.go({ metricsTab: 'scrapes' });
  showFrame(made.stores, 'metrics');
  return made;
}

test('without an endpoint the way on is shown; what is wrong with one is said before it is sent', async () => {
  const { engine } = show([]);
  expect(await screen.findByText('Scraped by the console, not by Prometheus')).toBeTruthy();
  fireEvent.click(await screen.findByRole('button', { name: /^Scrape an endpoint/ }));
  const dialog = within(await screen.findByRole('dialog'));
  fireEvent.change(dialog.getByLabelText('Every'), { target: { value: '1s' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
  expect(await dialog.findByText('not an http or https URL')).toBeTruthy();
  expect(dialog.getByText('not more often than every 5 s')).toBeTruthy();
  fireEvent.change(dialog.getByLabelText('URL'), { target: { value: ' http://app/metrics ' } });
  fireEvent.change(dialog.getByLabelText('Name'), { target: { value: 'app' } });
  fireEvent.change(dialog.getByLabelText('Every'), { target: { value: '30s' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(engine.calls).toEqual([{ name: 'scrapes.save', input: { key: null, by: 'Lead', fields: { ...plainScrape, name: 'app', url: 'http://app/metrics', intervalMs: 30_000 } } }])); // prettier-ignore
});

test('each endpoint says how fresh it is and what is not kept of it; without the engine that is not known any more', async () => {
  const { engine, cut, stores } = show([endpoint('here'), away]);
  const here = await screen.findByRole('button', { name: /^here/ });
  expect(here.textContent).toContain('every 15 s · 5,000 series · 2.0 KiB12 series dropped, 1 line not readincomplete');
  expect(here.querySelector('.state-pass')).toBeNull();
  expect((await screen.findByRole('status', { name: 'Freshness of away' })).textContent).toContain('Stale. As of');
  fireEvent.click(here);
  expect((await screen.findByRole('status', { name: 'Freshness of here' })).textContent).toMatch(/^Live, but not all of it is kept: 12 series dropped, 1 line not read; since/); // prettier-ignore
  expect(await screen.findByText('12 series beyond the limit of 5,000 are not kept')).toBeTruthy();
  expect(screen.getByText('1 line is not of the format; line 3: oops')).toBeTruthy();
  expect(scrapeLookOf(stores.place.store.getState().scrape).endpoint).toBe('here');
  fireEvent.click(screen.getByRole('button', { name: 'Pause' }));
  fireEvent.click(screen.getByRole('button', { name: 'Remove…' }));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
  await waitFor(() => expect(engine.calls.map(({ name, input }) => [name, input])).toEqual([['scrapes.pause', { key: 'here', paused: true, by: 'Lead' }], ['scrapes.remove', { key: 'here', by: 'Lead' }]])); // prettier-ignore
  cut();
  await waitFor(() => expect(screen.getByRole('status', { name: 'Freshness of here' }).textContent).toContain('the engine is lost')); // prettier-ignore
});

test('names are found by words of their help, and a name shows its label sets as of the last scrape', async () => {
  const metrics = [metric('jobs_total', 'counter'), metric('depth', 'gauge')];
  const { stores } = show([endpoint('here')], { scrapedMetrics: () => metrics, scrapedSeries: () => ({ total: 1, atMs: someNow - 4000, rows: [{ labels: { queue: 'a' }, value: null }] }) }); // prettier-ignore
  await screen.findByRole('button', { name: /^depth/ });
  fireEvent.change(screen.getByRole('searchbox', { name: 'Filter the metrics' }), { target: { value: 'help jobs' } });
  await waitFor(() => expect(screen.queryByRole('button', { name: /^depth/ })).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: /^jobs_total/ }));
  expect(await screen.findByText('not in the last scrape')).toBeTruthy();
  expect(screen.getByRole('radio', { name: 'Rate' })).toHaveProperty('checked', true);
  fireEvent.click(screen.getByRole('button', { name: 'queue' }));
  expect(scrapeLookOf(stores.place.store.getState().scrape)).toMatchObject({ metric: 'jobs_total', by: ['queue'] });
  expect(screen.getByText(/Scraped by the console, not by Prometheus: each rate/)).toBeTruthy();
});

test('what fits a name is decided by the type of its family, its unit by its words', () => {
  const seen = (
    [
      'a_seconds_bucket histogram',
      'a_seconds_count histogram',
      'a_bytes_total counter',
      'a_start_time_seconds gauge',
      'a_seconds gauge',
      'a_total untyped',
      'a summary',
      'a_sum summary',
    ] as const
  ).map((text) => {
    // prettier-ignore
    const [name = '', type] = text.split(' ');
    const one = metric(name, type as ScrapedMetric['type']);
    return [viewOf(one), unitOf(one, viewOf(one))].join(' ');
  });
  expect(seen).toEqual(['quantile seconds', 'rate perSecond', 'rate bytesPerSecond', 'gauge number', 'gauge seconds', 'rate perSecond', 'gauge number', 'rate perSecond']); // prettier-ignore
  expect(viewProblem(metric('a', 'gauge'), 'rate')).toBe('A gauge may fall: it has no rate.');
  const look = { ...plainLook, endpoint: 'k&1', metric: 'a', as: 'quantile' as const, q: 0.5, by: [], find: 'x y' };
  expect(scrapeLookOf(scrapeText(look))).toEqual(look);
  expect(scrapeLookOf('q=7&as=what')).toEqual(plainLook);
  expect(readDraft({ ...scrapeDraftOf(null), name: 'a', url: 'http://u:p@h/', hours: 'six', keep: 'a b{' })).toMatchObject({ problems: { url: expect.stringContaining('without user and password') as string, keepHours: 'a whole number of hours', keep: expect.stringContaining('a name of a metric') as string } }); // prettier-ignore
});
