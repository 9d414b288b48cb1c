// The link over real MessagePorts: when it is live, when it is lost, and when it dials again.
import { expect, test, vi } from 'vitest';
import { fakeEngine, handClock, portTo, someInfo } from './fake-engine.fixture.ts';
import { openLink, type LinkStatus } from './link.ts';
import type { PortEvents } from './port.ts';

function open(dials: boolean) {
  const clock = handClock();
  const seen: LinkStatus[] = [];
  const dial = vi.fn<() => void>();
  const box: { events?: PortEvents } = {};
  const link = openLink({
    ...clock,
    random: () => 0,
    onStatus: (status) => seen.push(status),
    connect: (events) => {
      box.events = events;
      return { name: 'the test', dials, dial };
    },
  });
  if (box.events === undefined) throw new Error('the link did not connect');
  return { clock, seen, dial, link, events: box.events };
}

test('the link is live only once the engine has answered', async () => {
  const { link, events } = open(true);
  const waiting = Promise.withResolvers<typeof someInfo>();
  events.onPort(portTo(fakeEngine({ info: () => waiting.promise })).port);
  expect(link.status().state).toBe('connecting');
  waiting.resolve(someInfo);
  await vi.waitFor(() => expect(link.status()).toMatchObject({ state: 'live', engine: { bootId: 'boot-1' } }));
});

test('a closed port means lost, with the reason, and the next try after half a second', async () => {
  const { link, events, dial, clock } = open(true);
  const { port, cut } = portTo(fakeEngine());
  events.onPort(port);
  await vi.waitFor(() => expect(link.status().state).toBe('live'));
  dial.mockClear();
  cut();
  await vi.waitFor(() => expect(link.status().state).toBe('lost'));
  expect(link.status()).toMatchObject({ reason: 'the connection to the engine ended', retryAt: clock.now() + 500 });
  expect(link.client()).toBeNull();
  clock.move(499);
  expect(dial).not.toHaveBeenCalled();
  clock.move(1);
  expect(dial).toHaveBeenCalledOnce();
});

test('each failed dial waits longer, ten seconds at most', () => {
  const { events, link, clock } = open(true);
  const waits = Array.from({ length: 7 }, () => {
    events.onFailure('nobody there');
    return (link.status().retryAt ?? 0) - clock.now();
  });
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
});

test('since does not move while the link stays lost', () => {
  const { events, link, clock } = open(true);
  events.onFailure('nobody there');
  const { since } = link.status();
  clock.move(3_000);
  events.onFailure('still nobody');
  expect(link.status()).toMatchObject({ since, reason: 'still nobody' });
});

test('in the desktop the link does not dial; a new port from the shell makes it live again', async () => {
  const { link, events, dial } = open(false);
  const first = portTo(fakeEngine());
  events.onPort(first.port);
  await vi.waitFor(() => expect(link.status().state).toBe('live'));
  first.cut();
  await vi.waitFor(() => expect(link.status()).toMatchObject({ state: 'lost', retryAt: null, gone: false }));
  dial.mockClear();
  events.onPort(portTo(fakeEngine({ info: () => ({ ...someInfo, bootId: 'boot-2' }) })).port);
  await vi.waitFor(() => expect(link.status()).toMatchObject({ state: 'live', engine: { bootId: 'boot-2' } }));
  expect(dial).not.toHaveBeenCalled();
});

test('an engine that the shell has given up is lost for good, in the words of the shell', () => {
  const { link, events } = open(false);
  events.onGone('it ended three times within a minute');
  expect(link.status()).toMatchObject({ state: 'lost', gone: true, reason: 'it ended three times within a minute' });
});

test('an engine that is there but silent for ten seconds is lost, and live again when it answers', async () => {
  const { link, events, clock } = open(true);
  const waiting = Promise.withResolvers<typeof someInfo>();
  events.onPort(portTo(fakeEngine({ info: () => waiting.promise })).port);
  clock.move(10_000);
  expect(link.status()).toMatchObject({ state: 'lost' });
  waiting.resolve(someInfo);
  await vi.waitFor(() => expect(link.status().state).toBe('live'));
});
