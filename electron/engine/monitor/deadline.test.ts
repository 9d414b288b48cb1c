import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { deadlineIn } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('deadlines', () => {
  test('each is reached at its time, once, whatever others are set and ended meanwhile', () => {
    const reached: string[] = [];
    const set = (name: string, ms: number) => deadlineIn(ms, () => reached.push(`${name} at ${Date.now() - began}`));
    const began = Date.now();
    const first = set('first', 1000);
    vi.advanceTimersByTime(300);
    set('second', 1000);
    const short = set('short', 100);
    vi.advanceTimersByTime(50);
    short.end();
    first.end();
    vi.advanceTimersByTime(500);
    set('third', 1000);
    vi.advanceTimersByTime(3000);
    expect(reached).toEqual(['second at 1300', 'third at 1850']);
  });

  test('a thousand share one timer, and none is left when the last was ended', () => {
    const all = Array.from({ length: 1000 }, () => deadlineIn(5000, () => undefined));
    expect(vi.getTimerCount()).toBe(1);
    for (const deadline of all) deadline.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('none is left when the last was reached', () => {
    deadlineIn(5000, () => undefined);
    vi.advanceTimersByTime(5000);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('one that ends others that are due with it is the last to be reached', () => {
    const reached: number[] = [];
    const all = [0, 1, 2].map((index) =>
      deadlineIn(50, () => {
        reached.push(index);
        all.forEach((other) => other.end());
      }),
    );
    vi.advanceTimersByTime(100);
    expect(reached).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('one that is reached may set the next', () => {
    let reached = 0;
    const again = (): void => {
      if (++reached < 3) deadlineIn(20, again);
    };
    deadlineIn(20, again);
    vi.advanceTimersByTime(59);
    expect(reached).toBe(2);
    vi.advanceTimersByTime(1);
    expect(reached).toBe(3);
  });

  test('one that sets another does not hold up those that stand before it', () => {
    const reached: string[] = [];
    const began = Date.now();
    deadlineIn(100, () => deadlineIn(100, () => reached.push(`later at ${Date.now() - began}`)));
    vi.advanceTimersByTime(30);
    deadlineIn(100, () => reached.push(`before it at ${Date.now() - began}`));
    vi.advanceTimersByTime(300);
    expect(reached).toEqual(['before it at 130', 'later at 200']);
  });

  test("a mistake of one is no other one's: they are reached in their time", () => {
    const reached: string[] = [];
    deadlineIn(10, () => {
      throw new Error('a mistake');
    });
    deadlineIn(10, () => reached.push('the next'));
    expect(() => vi.advanceTimersByTime(10)).toThrow('a mistake');
    vi.advanceTimersByTime(1);
    expect(reached).toEqual(['the next']);
  });

  test('ending one that was ended or reached changes nothing', () => {
    const reached: string[] = [];
    const ended = deadlineIn(10, () => reached.push('ended'));
    ended.end();
    const kept = deadlineIn(10, () => reached.push('kept'));
    ended.end();
    vi.advanceTimersByTime(10);
    kept.end();
    expect(reached).toEqual(['kept']);
  });
});
