import { expect, test } from 'vitest';
import { Cutoff, cutoffOf } from './cutoff.ts';

test('whoever listens is told once, and nobody who has ceased to', () => {
  const told: string[] = [];
  const cutoff = new Cutoff();
  const ceased = (): number => told.push('ceased');
  cutoff.onAbort(() => told.push('first'));
  cutoff.onAbort(ceased);
  cutoff.onAbort(() => told.push('last'));
  cutoff.offAbort(ceased);
  cutoff.abort('deadline');
  cutoff.abort('again');
  expect(told).toEqual(['first', 'last']);
  expect([cutoff.aborted, cutoff.reason]).toEqual([true, 'deadline']);
});

test('nobody is told who has ceased to listen because of one who was', () => {
  const told: string[] = [];
  const cutoff = new Cutoff();
  const second = (): number => told.push('second');
  cutoff.onAbort(() => {
    told.push('first');
    cutoff.offAbort(second);
  });
  cutoff.onAbort(second);
  cutoff.onAbort(() => told.push('third'));
  cutoff.abort('deadline');
  expect(told).toEqual(['first', 'third']);
});

test('its signal is aborted with it, whether it was asked for before or after', () => {
  const cutoff = new Cutoff();
  const { signal } = cutoff;
  expect(signal.aborted).toBe(false);
  cutoff.abort('deadline');
  expect([signal.aborted, signal.reason]).toEqual([true, 'deadline']);
  expect(cutoff.signal).toBe(signal);
  const late = new Cutoff();
  late.abort('cancelled');
  expect([late.signal.aborted, late.signal.reason]).toEqual([true, 'cancelled']);
});

test('all who follow a signal share one that is aborted with it', () => {
  const controller = new AbortController();
  const cutoff = cutoffOf(controller.signal);
  expect(cutoffOf(controller.signal)).toBe(cutoff);
  controller.abort('cancelled');
  expect([cutoff.aborted, cutoff.reason]).toEqual([true, 'cancelled']);
  expect(cutoffOf(AbortSignal.abort('before'))).toMatchObject({ aborted: true, reason: 'before' });
});
