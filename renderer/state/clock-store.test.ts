// The clock by itself: how often what is asked changes, how time goes on, and what Back takes back.
import { expect, test } from 'vitest';
import { handClock } from '../client/fake-engine.fixture.ts';
import { createClockStore } from './clock-store.ts';
import { createPlaceStore } from './place.ts';

function setup(hash = '#/watch') {
  window.history.replaceState(null, '', hash);
  const hand = handClock(10_000_000);
  const place = createPlaceStore(window);
  const clock = createClockStore(place, hand);
  const moments: (number | null)[] = [];
  clock.store.subscribe(({ moment }, before) => moment !== before.moment && moments.push(moment?.at ?? null));
  return { hand, place, clock, moments };
}

test('a hand that drags changes what is asked four times a second at most, and the last place counts', () => {
  const { hand, clock, moments } = setup();
  for (let at = 0; at < 20; at++) {
    clock.drag(9_000_000 + at);
    hand.move(25);
  }
  hand.move(1_000);
  expect(moments.length).toBeGreaterThanOrEqual(2);
  expect(moments.length).toBeLessThanOrEqual(5);
  expect(moments.at(-1)).toBe(9_000_019);
  expect(clock.now()).toBe(9_000_019);
});

test('to live and out of it is asked at once; a moment that is not over is the present', () => {
  const { clock, moments, hand } = setup();
  clock.go(9_000_000);
  clock.go(null);
  clock.step(-60_000);
  expect(moments).toEqual([9_000_000, null, hand.now() - 60_000]);
  clock.step(120_000);
  expect(clock.asked()).toBeNull();
  expect(clock.now()).toBe(hand.now());
});

test('time goes on as many times as fast as was asked, stops by hand, and ends at the present', () => {
  const { clock, hand } = setup();
  clock.go(9_000_000);
  clock.play(60);
  for (let turn = 0; turn < 4; turn++) hand.move(250);
  expect(clock.asked()?.at).toBe(9_060_000);
  clock.play(0);
  hand.move(5_000);
  expect(clock.asked()?.at).toBe(9_060_000);
  clock.play(600);
  for (let turn = 0; turn < 40; turn++) hand.move(250);
  expect(clock.asked()).toBeNull();
  expect(clock.store.getState().speed).toBe(0);
});

test('the address holds moment and meaning; going to the past is a step that Back takes back, moving in it is none', () => {
  const { clock } = setup();
  const before = window.history.length;
  clock.go(9_000_000);
  expect(window.history.length).toBe(before + 1);
  clock.step(-1_000);
  clock.setKnown('now');
  expect(window.history.length).toBe(before + 1);
  const again = createClockStore(createPlaceStore(window), handClock(10_000_000));
  expect(again.asked()).toEqual({ at: 8_999_000, known: 'now', review: null });
});

test('a bundle without a moment is asked about a fixed one: its end is before the page was opened', () => {
  const { clock, hand } = setup('#/watch?review=r1');
  expect(clock.asked()).toEqual({ at: 10_000_000, known: 'then', review: 'r1' });
  hand.move(60_000);
  expect(clock.asked()?.at).toBe(10_000_000);
  clock.go(20_000_000);
  expect(clock.asked()?.at).toBe(20_000_000);
});
