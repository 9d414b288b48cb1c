// The hand on the timeline: drag, wheel, brush, double click, and what stands under the pointer.
import { cleanup, fireEvent, render } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import type { DrawnDensity, LaneRow } from './lane-rows.ts';
import { TimelineCanvas } from './timeline-canvas.tsx';

// The picture is not looked at here.
beforeEach(() => void vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const widthPx = 1000;
const whole: TimeSpan = { fromMs: 100_000, toMs: 200_000 };
const row: LaneRow = { lane: 'docker', total: 1, severe: 1, topPx: 44, heightPx: 28 };
const mark = { atMs: 150_000, sequence: 7, lane: 'docker', severity: 2 } as const;
const density: DrawnDensity = {
  ...whole,
  buckets: 10,
  counts: new Uint32Array(),
  marks: new Map([['docker', [mark]]]),
};

function showHand() {
  const spans: TimeSpan[] = [];
  const picked: { sequence: number | null; atMs: number }[] = [];
  function Held() {
    const [span, setSpan] = useState(whole);
    const given = { label: 'lanes', widthPx, span, rows: [row], density, intervals: [], coverage: null, flags: [], pins: [] };
    const take = (next: TimeSpan): void => { spans.push(next); setSpan(next); };
    return <TimelineCanvas {...given} selected={null} nowMs={0} cursorMs={null} zone="utc" onSpan={take} onPick={(one) => void picked.push(one)} />;
  } // prettier-ignore
  const { container } = render(<Held />);
  const box = container.querySelector<HTMLElement>('.timeline-box');
  if (box === null) throw new Error('no timeline');
  // Not there in jsdom.
  box.setPointerCapture = () => undefined;
  const drag = (from: number, to: number, at: object): void => {
    fireEvent.pointerMove(box, { clientX: from, ...at });
    fireEvent.pointerDown(box, { button: 0, pointerId: 1, clientX: from, ...at });
    fireEvent.pointerMove(box, { clientX: to, ...at });
    fireEvent.pointerUp(box, { clientX: to, ...at });
  };
  return { box, drag, spans, picked, tip: () => box.querySelector('.timeline-tip')?.textContent ?? null };
}
const lane = { clientY: 50 };

test('a drag over the lanes takes the time along with the hand, a drag over the figures or with Shift brushes a span', () => {
  const { box, drag, spans, picked } = showHand();
  drag(500, 600, lane);
  expect(spans.at(-1)).toEqual({ fromMs: 90_000, toMs: 190_000 });
  drag(700, 200, { clientY: 10 });
  expect(spans.at(-1)).toEqual({ fromMs: 110_000, toMs: 160_000 });
  drag(0, 500, { ...lane, shiftKey: true });
  expect(spans.at(-1)).toEqual({ fromMs: 110_000, toMs: 135_000 });
  expect(picked).toEqual([]);
  expect(box.querySelector('.timeline-brush')).toBeNull();
});

test('the wheel and a double click come nearer at the pointer, which stays over its moment; a wheel to the side moves along', () => {
  const { box, spans } = showHand();
  fireEvent.wheel(box, { deltaY: -200, clientX: 250 });
  const [near = whole] = spans.slice(-1);
  expect(near.fromMs + (near.toMs - near.fromMs) / 4).toBeCloseTo(125_000);
  expect(near.toMs - near.fromMs).toBeCloseTo(100_000 * Math.exp(-0.5));
  fireEvent.wheel(box, { deltaX: 100, clientX: 250 });
  expect((spans.at(-1)?.fromMs ?? 0) - near.fromMs).toBeCloseTo((near.toMs - near.fromMs) / 10);
  const before = spans.at(-1) ?? whole;
  fireEvent.doubleClick(box, { clientX: 0 });
  expect(spans.at(-1)?.fromMs).toBeCloseTo(before.fromMs);
  expect((spans.at(-1)?.toMs ?? 0) - before.fromMs).toBeCloseTo((before.toMs - before.fromMs) * 0.4);
});

test('what is under the pointer is said beside it, and a click picks it; a click on nothing picks the moment', async () => {
  const { box, drag, spans, picked, tip } = showHand();
  fireEvent.pointerMove(box, { clientX: 503, ...lane });
  await vi.waitFor(() => expect(tip()).toContain('00:02:30, action'));
  fireEvent.pointerMove(box, { clientX: 400, ...lane });
  await vi.waitFor(() => expect(tip()).toBeNull());
  drag(503, 504, lane);
  drag(400, 400, lane);
  expect(picked).toEqual([{ sequence: 7, atMs: 150_000 }, { sequence: null, atMs: 140_000 }]); // prettier-ignore
  fireEvent.pointerLeave(box);
  await vi.waitFor(() => expect(tip()).toBeNull());
  expect(spans).toEqual([]);
});
