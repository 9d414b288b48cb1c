// The clock over a fake engine: what is asked as of the moment, what the frame says, and what cannot be done meanwhile.
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { ORPCError } from '@orpc/server';
import { afterEach, expect, test } from 'vitest';
import { summaryOf } from '#shared/model/incident/incident.ts';
import { toldIncident } from '#shared/model/incident/incident.fixture.ts';
import type { Moment } from '#shared/model/moment.ts';
import type { TimelineEvent } from '#shared/model/timeline/timeline.ts';
import { fakeFeed } from '../client/fake-engine.fixture.ts';
import { pastReason } from '../state/use-console.ts';
import { criterion, watchedSet } from '../views/criteria/criteria.fixture.ts';
import { bench, someNow, type Bench } from '../views/readiness/readiness.fixture.ts';
import { showFrame } from './show-frame.fixture.tsx';

afterEach(cleanup);

const key = (name: string, held: object = {}): void => void fireEvent.keyDown(window, { key: name, ...held });

function show(
  refuse: (name: string) => string | null = () => null,
): Bench & { asked: { name: string; moment: Moment }[] } {
  const asked: { name: string; moment: Moment }[] = [];
  const made = bench({
    askedAt: (name, moment) => {
      asked.push({ name, moment });
      const why = refuse(name);
      if (why !== null) throw new ORPCError('unavailable', { message: why });
    },
  });
  showFrame(made.stores, 'readiness');
  return { ...made, asked };
}
const band = async (): Promise<HTMLElement> => (await screen.findByText(/^As known/)).closest('.banner') as HTMLElement;
const itemSeen = async (): Promise<string> => (await screen.findByRole('row', { name: /The service answers/ })).textContent ?? ''; // prettier-ignore

test('earlier asks everything anew as of that moment, and the frame says so; live goes back', async () => {
  const { asked, stores, engine } = show();
  expect(await itemSeen()).toContain('12 s ago');
  expect(asked).toEqual([]);
  const before = engine.items.subscriptions;
  key('[');
  expect((await band()).textContent).toContain('1 min ago');
  const moment = { at: someNow - 60_000, known: 'then', review: null };
  await waitFor(() => expect(asked).toContainEqual({ name: 'checklist.feed', moment }));
  expect(asked.map(({ name }) => name)).toEqual(expect.arrayContaining(['plans.feed', 'plans.get', 'system.sources']));
  expect(engine.items.subscriptions).toBe(before + 1);
  // Ages count from the moment that is shown: this was seen after it.
  expect(await itemSeen()).toContain('0 s ago');
  expect(screen.getByText('PAST')).toBeTruthy();
  expect(window.location.hash).toContain('at=');
  key('[');
  await waitFor(() => expect(asked.at(-1)?.moment.at).toBe(someNow - 120_000));
  key('l');
  expect(await screen.findByText('LIVE')).toBeTruthy();
  const count = asked.length;
  await waitFor(async () => expect(await itemSeen()).toContain('12 s ago'));
  expect(asked).toHaveLength(count);
  expect(stores.place.store.getState().at).toBeNull();
});

test('a moment is typed in, in the zone of the page; one that has not come or cannot be read is refused in place', async () => {
  const { stores } = show();
  stores.settings.set({ zone: 'utc' });
  await itemSeen();
  fireEvent.click(screen.getByText('LIVE'));
  const panel = (await screen.findByLabelText(/^Moment \(/)).closest('.clock-panel') as HTMLElement;
  const enter = (text: string): void => {
    fireEvent.change(within(panel).getByLabelText(/^Moment \(/), { target: { value: text } });
    fireEvent.click(within(panel).getByRole('button', { name: 'Show' }));
  };
  enter('soon');
  expect(within(panel).getByText(/^No moment/)).toBeTruthy();
  enter('now+1h');
  expect(within(panel).getByText('This moment has not come yet.')).toBeTruthy();
  enter(new Date(someNow - 7_200_000).toISOString().slice(0, 19).replace('T', ' '));
  expect((await band()).textContent).toContain('2 h ago');
  fireEvent.click(within(panel).getByRole('radio', { name: 'Known now' }));
  await waitFor(() => expect(screen.getByText(/^As known today about/)).toBeTruthy());
  expect(stores.clock.asked()).toMatchObject({ known: 'now' });
});

test('what changes something cannot be done in the past, and says why', async () => {
  const { engine } = show();
  await itemSeen();
  key('[');
  await band();
  key('r', { shiftKey: true });
  expect(await screen.findByText(/Run the whole plan: the past cannot be changed/)).toBeTruthy();
  expect(engine.calls).toEqual([]);
});

test('a view whose content was not recorded says so in its place, and leads back', async () => {
  const { stores } = show((name) => (name === 'docker.containers' ? 'Not recorded: what Docker had cannot be shown as of a past moment.' : null)); // prettier-ignore
  await itemSeen();
  key('[');
  await band();
  stores.place.go({ view: 'terminal' });
  expect(await screen.findByRole('heading', { name: 'Terminal cannot be shown as of a past moment.' })).toBeTruthy();
  stores.place.go({ view: 'containers' });
  const refusal = await screen.findByRole('region', { name: 'Containers in the past' });
  expect(refusal.textContent).toContain('Not recorded: what Docker had');
  fireEvent.click(within(refusal).getByRole('button', { name: 'Back to live' }));
  await screen.findByText('LIVE');
  expect(screen.queryByRole('region', { name: 'Containers in the past' })).toBeNull();
});

test('what stands in a drawer is greyed with the reason: a criterion is not judged there and a note is only read', async () => {
  const users = criterion('users', { title: 'Users', metric: { kind: 'manual' } });
  const { stores } = bench({ criteriaSets: fakeFeed(() => [watchedSet([users], {})]) });
  const greyed = async (name: string): Promise<void> => {
    const button = await screen.findByRole('button', { name });
    expect([button.getAttribute('aria-disabled'), button.title]).toEqual(['true', pastReason]);
  };
  stores.place.go({ at: someNow - 60_000 });
  showFrame(stores, 'readiness');
  await screen.findByRole('row', { name: /The service answers/ });
  stores.place.go({ selected: 'smoke/health', tab: 'note' });
  await greyed('Write');
  expect(screen.queryByLabelText('Note in Markdown')).toBeNull();
  stores.place.go({ view: 'criteria', criteriaTab: 'criteria', criterion: 'api/users' });
  await greyed('Judge…');
});

test('an address with a moment shows it from the first question on', async () => {
  const asked: string[] = [];
  const made = bench({ askedAt: (name, { known }) => void asked.push(`${name} ${known}`) });
  made.stores.place.go({ at: someNow - 3_600_000, known: 'now' });
  showFrame(made.stores, 'readiness');
  await band();
  await waitFor(() => expect(asked).toContain('plans.feed now'));
});

test('the scale runs over the incident that is open; of what came after a past moment it says only that it is there', async () => {
  const at = someNow - 1_800_000;
  const happened = (sequence: number, time: number): TimelineEvent => ({ sequence, id: `id-${sequence}`, type: 'trigger.fired', source: 'engine', subject: 'web', time, recordedTime: time, lane: 'triggers', severity: 'urgent', statement: 'inference', title: 'fires', detail: '', tone: 'bad', corrects: null, correctedBy: null }); // prettier-ignore
  const events = [happened(1, at - 60_000), happened(2, at + 600_000), happened(3, at + 900_000)];
  const asked: string[] = [];
  const made = bench({
    timelineEvents: () => events,
    askedAt: (name) => void (name === 'timeline.density' && asked.push(name)),
    incidents: fakeFeed(() => [summaryOf(toldIncident(1, someNow - 600_000).incident(), [])]),
  });
  made.stores.place.go({ at, known: 'then' });
  showFrame(made.stores, 'readiness');
  await band();
  fireEvent.click(screen.getByText('PAST'));
  const ticks = await screen.findByRole('img', { name: '1 event was recorded in this time, 1 of them bad; 2 came after the moment that is shown' }); // prettier-ignore
  expect([ticks.querySelectorAll('.clock-tick-later'), ticks.querySelectorAll('.clock-tick-bad')].map(({ length }) => length)).toEqual([2, 1]); // prettier-ignore
  expect(screen.getByRole('radio', { name: 'INC-1' })).toHaveProperty('checked', true);
  // Each question as of the moment has one beside it that is not.
  expect(made.engine.timelineCalls.filter(({ name }) => name === 'timeline.density')).toHaveLength(2 * asked.length);
});
