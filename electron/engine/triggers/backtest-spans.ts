// What came of an alert over a time: for each label set from when it was pending, firing and over, with its values.
import type { Labels } from '#shared/model/series.ts';
import type { Instance } from '#shared/model/triggers/state.ts';
import type { Step } from '#shared/model/triggers/step.ts';

/** As Prometheus writes numbers: `0.1`, `NaN`, `+Inf`. */
export type WrittenNumber = string;

export interface BacktestSpan {
  labels: Labels;
  /** Of the last evaluation at which it was true. */
  annotations: Record<string, string>;
  pendingFromMs: number;
  /** Null where it never fired. */
  firingFromMs: number | null;
  lastTrueAtMs: number;
  /** The first evaluation at which it was over; null where it stood at the end. */
  toMs: number | null;
  values: { first: WrittenNumber; last: WrittenNumber; least: WrittenNumber; greatest: WrittenNumber };
}

export interface SpanBook {
  /** Takes the next step of the same alert. */
  note: (step: Step, atMs: number) => void;
  /** Ordered by when they began, then by label set. */
  spans: () => BacktestSpan[];
}

interface OpenSpan extends Omit<BacktestSpan, 'values'> {
  key: string;
  values: { first: number; last: number; least: number; greatest: number };
}

export function createSpanBook(): SpanBook {
  const open = new Map<string, OpenSpan>();
  const closed: OpenSpan[] = [];
  const noteInstance = (instance: Instance, atMs: number): void => {
    const { key, value } = instance;
    const known = open.get(key) ?? begun(instance, atMs);
    open.set(key, known);
    if (instance.firedAtMs !== null) known.firingFromMs = instance.firedAtMs;
    if (instance.lastTrueAtMs !== atMs) return;
    known.annotations = instance.annotations;
    known.lastTrueAtMs = atMs;
    known.values.last = value;
    // What is not a number is neither the least nor the greatest, unless there is nothing else.
    if (!(value >= known.values.least)) known.values.least = Number.isNaN(value) ? known.values.least : value;
    if (!(value <= known.values.greatest)) known.values.greatest = Number.isNaN(value) ? known.values.greatest : value;
  };
  return {
    note: ({ memory, transitions }, atMs) => {
      for (const { key, to } of transitions) {
        const known = open.get(key);
        if (to !== 'inactive' || !known) continue;
        known.toMs = atMs;
        closed.push(known);
        open.delete(key);
      }
      for (const instance of memory.instances) noteInstance(instance, atMs);
    },
    spans: () =>
      [...closed, ...open.values()]
        .toSorted((a, b) => a.pendingFromMs - b.pendingFromMs || (a.key < b.key ? -1 : 1))
        .map(({ labels, annotations, pendingFromMs, firingFromMs, lastTrueAtMs, toMs, values }) => ({
          labels,
          annotations,
          pendingFromMs,
          firingFromMs,
          lastTrueAtMs,
          toMs,
          values: {
            first: written(values.first),
            last: written(values.last),
            least: written(values.least),
            greatest: written(values.greatest),
          },
        })),
  };
}

function begun({ key, labels, annotations, value }: Instance, atMs: number): OpenSpan {
  const values = { first: value, last: value, least: value, greatest: value };
  return { key, labels, annotations, pendingFromMs: atMs, firingFromMs: null, lastTrueAtMs: atMs, toMs: null, values };
}

function written(value: number): WrittenNumber {
  return value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : String(value);
}
