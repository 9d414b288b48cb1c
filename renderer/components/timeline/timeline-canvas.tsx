// The lanes under the hand: drag moves, the wheel zooms at the pointer, a drag over the figures of the time or with Shift
// brushes a span, a double click comes nearer; keys do the same. What is shown is beside it as a list.
import { useCallback, useEffect, useMemo, useRef, useState, type PointerEvent as Pointer } from 'react';
import type { CoverageEntry } from '#shared/model/annotation.ts';
import type { TimelineInterval } from '#shared/model/timeline/timeline.ts';
import { moved, spanBetween, zoomed, type TimeSpan } from '#shared/model/timeline/zoom.ts';
import { Canvas } from '../chart/canvas.tsx';
import { pageColours, useTheme } from '../chart/page-colours.ts';
import { timeTicks } from '../chart/time-ticks.ts';
import type { Zone } from '../times.ts';
import { drawLanes, msOf, type LanesPicture } from './draw-lanes.ts';
import { headPx, type DrawnDensity, type LaneRow } from './lane-rows.ts';
import { pointedAt, type Pointed } from './pointed.ts';
import { PointedTip } from './pointed-tip.tsx';
import { TimelineFlags, type TimelineFlag } from './timeline-flags.tsx';

export interface TimelineCanvasProps {
  label: string;
  widthPx: number;
  span: TimeSpan;
  rows: readonly LaneRow[];
  density: DrawnDensity | null;
  intervals: readonly TimelineInterval[];
  /** Null while it is not known: nothing is claimed then. */
  coverage: readonly CoverageEntry[] | null;
  flags: readonly TimelineFlag[];
  pins: readonly TimelineFlag[];
  selected: { sequence: number; atMs: number } | null;
  nowMs: number;
  cursorMs: number | null;
  zone: Zone;
  onSpan: (span: TimeSpan) => void;
  /** Of an event that was clicked, or of the first one in a bar. */
  onPick: (picked: { sequence: number | null; atMs: number }) => void;
}

/** A figure of the time takes about this much room. */
const tickPx = 84;
const clickPx = 4;

interface Place {
  x: number;
  y: number;
}

interface Hand {
  mode: 'move' | 'brush';
  startX: number;
  x: number;
  span: TimeSpan;
}

export function TimelineCanvas(props: TimelineCanvasProps) {
  const { label, widthPx, span, rows, density, intervals, nowMs, zone, onSpan, onPick } = props;
  const box = useRef<HTMLDivElement>(null);
  const [hand, setHand] = useState<Hand | null>(null);
  const [pointer, setPointer] = useState<Place | null>(null);
  const heightPx = headPx + rows.reduce((sum, row) => sum + row.heightPx, 0);
  const ticks = timeTicks(span, Math.max(2, Math.floor(widthPx / tickPx)), zone);
  const picture = useMemo<LanesPicture>(
    () => ({ ...pictureOf(props), heightPx, ticks, font: '' }),
    // The parts of the picture, which stay the same objects while nothing changed.
    // oxlint-disable-next-line react/exhaustive-deps
    [widthPx, heightPx, span, rows, density, intervals, props.coverage, props.selected, props.cursorMs, Math.floor(nowMs / 1000), ticks],
  ); // prettier-ignore
  const under = (at: Place): Pointed | null => pointedAt({ ...at, widthPx, span, rows, density, intervals, nowMs });
  const pointed = pointer === null ? null : under(pointer);
  useWheel(box, widthPx, span, onSpan);
  const hands = handsOf({ hand, setHand, setPointer, span, widthPx, onSpan, pick: (at) => pickOf(at, props, under(at), onPick) }); // prettier-ignore
  return (
    // A group of things to point at; keys do all that the hand does, and the list has the rest.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={box}
      className={hand?.mode === 'move' ? 'timeline-box timeline-moving' : 'timeline-box'}
      style={{ width: widthPx, height: heightPx }}
      role="group"
      aria-label={label}
      aria-keyshortcuts="+ - ArrowLeft ArrowRight"
      tabIndex={0}
      onKeyDown={(event) => {
        const next = event.ctrlKey || event.metaKey ? null : spanOfKey(event.key, span);
        if (next === null) return;
        event.preventDefault();
        onSpan(next);
      }}
      onDoubleClick={(event) => onSpan(zoomed(span, 0.4, msOf(span, widthPx, placeOf(event).x)))}
      {...hands}
    >
      <LanesCanvas picture={picture} />
      <TimelineFlags flags={props.flags} pins={props.pins} span={span} widthPx={widthPx} heightPx={heightPx} onPick={onPick} />
      {hand?.mode === 'brush' ? <div className="timeline-brush" style={{ left: Math.min(hand.startX, hand.x), width: Math.abs(hand.x - hand.startX), height: heightPx }} /> : null}
      {pointed === null || pointer === null || hand !== null ? null : <PointedTip pointed={pointed} x={pointer.x} y={pointer.y} widthPx={widthPx} nowMs={nowMs} />}
    </div>
  ); // prettier-ignore
}

function LanesCanvas({ picture }: { picture: LanesPicture }) {
  const theme = useTheme();
  const draw = useCallback(
    (context: CanvasRenderingContext2D) =>
      drawLanes(context, { ...picture, font: getComputedStyle(document.body).fontFamily }, pageColours()),
    // The colours change with the theme.
    // oxlint-disable-next-line react/exhaustive-deps
    [picture, theme],
  );
  return <Canvas className="timeline-canvas" widthPx={picture.widthPx} heightPx={picture.heightPx} draw={draw} />;
}

const pictureOf = ({ widthPx, span, rows, density, intervals, coverage, selected, nowMs, cursorMs }: TimelineCanvasProps) => ({ widthPx, span, rows, density, intervals, coverage, selected, nowMs, cursorMs }); // prettier-ignore

/** A step of an arrow, as a share of the span. */
const stepShare = 0.1;

function spanOfKey(key: string, span: TimeSpan): TimeSpan | null {
  const [length, middle] = [span.toMs - span.fromMs, (span.fromMs + span.toMs) / 2];
  if (key === '+' || key === '=') return zoomed(span, 0.5, middle);
  if (key === '-') return zoomed(span, 2, middle);
  if (key === 'ArrowLeft') return moved(span, -length * stepShare);
  if (key === 'ArrowRight') return moved(span, length * stepShare);
  return null;
}

/** Within the lanes, in pixels. */
function placeOf(event: { clientX: number; clientY: number; currentTarget: Element }): Place {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function pickOf(
  at: Place,
  { span, widthPx }: TimelineCanvasProps,
  pointed: Pointed | null,
  onPick: TimelineCanvasProps['onPick'],
): void {
  if (pointed?.kind === 'mark') onPick({ sequence: pointed.mark.sequence, atMs: pointed.mark.atMs });
  else if (pointed?.kind === 'interval') onPick({ sequence: pointed.interval.sequence, atMs: pointed.interval.fromMs });
  else onPick({ sequence: null, atMs: pointed?.kind === 'bar' ? pointed.fromMs : msOf(span, widthPx, at.x) });
}

interface HandOptions {
  hand: Hand | null;
  setHand: (hand: Hand | null) => void;
  setPointer: (at: Place | null) => void;
  span: TimeSpan;
  widthPx: number;
  onSpan: (span: TimeSpan) => void;
  pick: (at: Place) => void;
}

function handsOf({ hand, setHand, setPointer, span, widthPx, onSpan, pick }: HandOptions) {
  return {
    onPointerDown: (event: Pointer<HTMLDivElement>) => {
      if (event.button !== 0 || (event.target as Element).closest('button') !== null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const { x, y } = placeOf(event);
      setHand({ mode: event.shiftKey || y < headPx ? 'brush' : 'move', startX: x, x, span });
    },
    onPointerMove: (event: Pointer<HTMLDivElement>) => {
      const at = placeOf(event);
      const { x } = at;
      setPointer(at);
      if (hand === null) return;
      setHand({ ...hand, x });
      // A click of an unsteady hand moves nothing.
      if (hand.mode === 'move' && Math.abs(hand.startX - x) >= clickPx) onSpan(moved(hand.span, ((hand.startX - x) / widthPx) * (hand.span.toMs - hand.span.fromMs))); // prettier-ignore
    },
    onPointerUp: (event: Pointer<HTMLDivElement>) => {
      setHand(null);
      if (hand === null) return;
      // Where it is now: what moves told may not be drawn yet when a hand is quick.
      const { x, y } = placeOf(event);
      if (Math.abs(x - hand.startX) < clickPx) pick({ x, y });
      else if (hand.mode === 'brush') onSpan(spanBetween(msOf(span, widthPx, hand.startX), msOf(span, widthPx, x)));
    },
    onPointerCancel: () => setHand(null),
    onPointerLeave: () => setPointer(null),
  };
}

/** Not React's own: a wheel that is to zoom must not scroll, and React listens passively. */
function useWheel(box: React.RefObject<HTMLDivElement | null>, widthPx: number, span: TimeSpan, onSpan: (span: TimeSpan) => void): void {
  const now = useRef({ widthPx, span, onSpan });
  useEffect(() => {
    now.current = { widthPx, span, onSpan };
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const onWheel = (event: WheelEvent): void => {
      const at = now.current;
      event.preventDefault();
      const { left } = element.getBoundingClientRect();
      const next = Math.abs(event.deltaX) > Math.abs(event.deltaY)
        ? moved(at.span, (event.deltaX / at.widthPx) * (at.span.toMs - at.span.fromMs))
        : zoomed(at.span, Math.exp(Math.max(-200, Math.min(200, event.deltaY)) / 400), msOf(at.span, at.widthPx, event.clientX - left));
      // Several turns may come before the page is drawn anew.
      now.current = { ...at, span: next };
      at.onSpan(next);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box]);
} // prettier-ignore
