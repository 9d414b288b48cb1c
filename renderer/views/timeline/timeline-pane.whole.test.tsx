// The timeline on the page: reached from the journal, filtered, walked by keys, an event opened; suspects judged by a person.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { RecordedQuery } from '#shared/model/recorder/named-query.ts';
import type { TimelineDetail, TimelineEvent } from '#shared/model/timeline/timeline.ts';
import { showFrame } from '../../app/show-frame.fixture.tsx';
import { fakeFeed } from '../../client/fake-engine.fixture.ts';
import { bench, someNow } from '../readiness/readiness.fixture.ts';

afterEach(cleanup);

const minute = 60_000;
const event = (sequence: number, agoMs: number, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
  sequence,
  id: `id-${sequence}`,
  type: 'docker.changed',
  source: 'engine',
  subject: 'web',
  time: someNow - agoMs,
  recordedTime: someNow - agoMs,
  lane: 'docker',
  severity: 'info',
  statement: 'fact',
  title: `event ${sequence}`,
  detail: '',
  tone: 'plain',
  corrects: null,
  correctedBy: null,
  ...more,
});
const events = [
  event(1, 50 * minute, { title: 'web was created' }),
  event(2, 40 * minute, { title: 'it began at two', lane: 'notes', type: 'incident.said', statement: 'hearsay', correctedBy: 3, recordedTime: someNow - 20 * minute }),
  event(3, 30 * minute, { title: 'it began at one', lane: 'notes', type: 'incident.said', corrects: 2 }),
]; // prettier-ignore
const detail = (sequence: number): TimelineDetail => {
  const found = events.find((one) => one.sequence === sequence) ?? event(sequence, 0);
  return { ...found, data: { id: 'c0ffee', image: 'shop/web:1.5' }, correlationId: 'run-7', versions: sequence === 2 ? events.slice(1) : [] };
}; // prettier-ignore

test('the journal switches to the timeline; keys walk its events, Enter opens one with both clocks and what corrected it', async () => {
  const { stores } = bench({ timelineEvents: () => events, timelineEvent: detail });
  showFrame(stores, 'journal');
  fireEvent.click(screen.getByRole('tab', { name: 'Timeline' }));
  const list = await screen.findByRole('listbox', { name: 'Timeline of the record: events' });
  expect(within(list).getAllByRole('option')).toHaveLength(3);
  expect(within(list).getByText('20 min late')).toBeTruthy();
  expect(within(list).getByText('corrected')).toBeTruthy();

  fireEvent.keyDown(list, { key: 'j' });
  fireEvent.keyDown(list, { key: 'j' });
  await waitFor(() => expect(within(list).getAllByRole('option', { selected: true })[0]?.textContent).toContain('it began at two')); // prettier-ignore
  fireEvent.keyDown(list, { key: 'Enter' });
  const drawer = await screen.findByRole('complementary', { name: 'Event' });
  expect(await within(drawer).findByText('shop/web:1.5', { exact: false })).toBeTruthy();
  expect(drawer.querySelector('del')?.textContent).toBe('it began at two');
  const pin = within(drawer).getByRole('button', { name: 'Pin' });
  expect([pin.getAttribute('aria-disabled'), pin.title]).toEqual(['true', expect.stringContaining('incident')]);
});

test('the filter is asked of the engine, and an empty answer says that nobody looking is not nothing happening', async () => {
  const { engine, stores } = bench({ timelineEvents: () => [] });
  stores.place.go({ timelineAs: 'all' });
  showFrame(stores, 'journal');
  expect(await screen.findByText('Nothing was recorded in this span.')).toBeTruthy();
  expect(screen.getByText(/does not mean that nothing happened/)).toBeTruthy();
  fireEvent.change(screen.getByRole('searchbox', { name: 'Filter events' }), { target: { value: 'type:docker' } });
  expect(await screen.findByText('No event of this span passes the filter.')).toBeTruthy();
  await waitFor(() => expect(engine.timelineCalls.at(-1)?.input).toMatchObject({ filter: { line: 'type:docker' } }));
  expect(stores.place.store.getState().timelineAs).toBe('q=type%3Adocker');
});

test('what is recorded is offered as a chart by its name', async () => {
  const query = { key: 'a1', name: 'Queue depth', expr: 'max(queue_depth)', unit: '', intervalMs: 5000, origins: [], savedAt: 0, state: 'recording' as const, reason: '', seenAt: someNow, series: 1, bytes: 1, oldestAt: 0, holes: [] }; // prettier-ignore
  const { stores } = bench({ timelineEvents: () => [], recordedQueries: fakeFeed<RecordedQuery>(() => [query]) });
  stores.place.go({ timelineAs: 'all' });
  showFrame(stores, 'journal');
  fireEvent.click(await screen.findByRole('button', { name: 'Add a chart' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Queue depth' }));
  expect(await screen.findByRole('group', { name: 'Chart of Queue depth' })).toBeTruthy();
  expect(stores.place.store.getState().timelineAs).toBe('chart=max%28queue_depth%29');
  expect(screen.queryByRole('button', { name: 'Queue depth' })).toBeNull();
});
