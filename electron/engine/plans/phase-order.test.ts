// Phases follow what they need, otherwise they stay as written; loops are named.
import { describe, expect, test } from 'vitest';
import { orderPhases } from './phase-order.ts';

describe('ordering phases', () => {
  test('moves a phase only behind what it needs', () => {
    expect(orderPhases([[2], [], [], [0]]).order).toEqual([2, 0, 1, 3]);
    expect(orderPhases([[], [], []]).order).toEqual([0, 1, 2]);
  });

  test('names each loop by the phases along it', () => {
    expect(orderPhases([[1], [2], [0], [3]]).loops).toEqual([[0, 1, 2], [3]]);
  });

  test('takes a chain as long as the plan', () => {
    const chain = Array.from({ length: 50_000 }, (_, index) => (index < 49_999 ? [index + 1] : []));
    expect(orderPhases(chain).order.slice(0, 2)).toEqual([49_999, 49_998]);
  });
});
