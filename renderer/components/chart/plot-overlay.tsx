// What lies over a plot: the crosshair, zooming by dragging, and the same by keys. Moving the pointer redraws this alone.
import { useCallback, useEffect, useId, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { absoluteInWords } from '../times.ts';
import { clearCanvas } from './canvas.tsx';
import type { Span } from './chart-types.ts';
import type { Crosshair } from './crosshair.ts';
import { pageColours } from './page-colours.ts';
import type { PlotModel } from './plot-model.ts';
import { pointedValues } from './pointed-values.ts';

export interface PlotOverlayProps {
  model: PlotModel;
  label: string;
  chartId: string;
  crosshair: Crosshair;
  onZoom?: ((span: Span) => void) | undefined;
}

const leastDragPx = 5;

export function PlotOverlay(props: PlotOverlayProps) {
  const { model, label, chartId, crosshair } = props;
  const { box, span } = model;
  const hintId = useId();
  const drag = useDrag(props);
  const onKeyDown = useCrosshairKeys(props);
  const spoken = useSpoken(props);
  const point = (event: PointerEvent): number => {
    const left = event.currentTarget.getBoundingClientRect().left;
    return model.timeOf(box.left + event.clientX - left);
  };
  const place = { left: box.left, top: box.top, width: box.width, height: box.height };
  return (
    <>
      <CrosshairCanvas model={model} crosshair={crosshair} />
      <div
        className="chart-overlay"
        role="slider"
        tabIndex={0}
        aria-label={`Crosshair of ${label}`}
        aria-describedby={hintId}
        aria-valuemin={span.fromMs}
        aria-valuemax={span.toMs}
        aria-valuenow={spoken.atMs}
        aria-valuetext={spoken.words}
        style={place}
        onKeyDown={onKeyDown}
        onBlur={() => crosshair.set(null)}
        onPointerMove={(event) => {
          const atMs = point(event);
          crosshair.set({ atMs, by: chartId });
          drag.move(atMs, event.clientX);
        }}
        onPointerLeave={() => crosshair.set(null)}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.begin(point(event), event.clientX);
        }}
        onPointerUp={() => drag.end()}
        onPointerCancel={() => drag.cancel()}
      >
        {drag.shown === null ? null : (
          <div
            className="chart-selection"
            style={{ left: model.x(drag.shown.fromMs) - box.left, width: model.x(drag.shown.toMs) - model.x(drag.shown.fromMs) }}
          />
        )}
      </div>
      <span id={hintId} className="unseen">
        Arrow keys move the crosshair, with Shift further; plus and minus zoom.
      </span>
    </>
  ); // prettier-ignore
}

/** Drawn past React: it moves with every pixel of the pointer, in all charts of the view. */
function CrosshairCanvas({ model, crosshair }: { model: PlotModel; crosshair: Crosshair }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      drawCrosshair(element, model, crosshair.get()?.atMs ?? null);
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    if (crosshair.get() !== null) later();
    const stop = crosshair.subscribe(later);
    return () => {
      stop();
      cancelAnimationFrame(frame);
      drawCrosshair(element, model, null);
    };
  }, [model, crosshair]);
  return <canvas ref={canvas} className="chart-canvas" style={{ width: model.widthPx, height: model.heightPx }} aria-hidden />; // prettier-ignore
}

function drawCrosshair(canvas: HTMLCanvasElement, model: PlotModel, atMs: number | null): void {
  // Making the canvas costs memory, so it is made when a pointer first comes.
  if (atMs === null && canvas.width === 300) return;
  const context = clearCanvas(canvas, model.widthPx, model.heightPx);
  if (context === null || atMs === null || atMs < model.span.fromMs || atMs > model.span.toMs) return;
  const colourOf = pageColours();
  const { box } = model;
  const x = Math.round(model.x(atMs)) + 0.5;
  context.strokeStyle = colourOf('var(--line-strong)');
  context.beginPath();
  context.moveTo(x, box.top);
  context.lineTo(x, box.top + box.height);
  context.stroke();
  context.lineWidth = 1.5;
  context.strokeStyle = colourOf('var(--surface)');
  for (const { one, spot } of pointedValues(model, atMs)) {
    if (spot === null) continue;
    context.fillStyle = colourOf(one.colour);
    context.beginPath();
    context.arc(spot.x, spot.y, 3.5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

function useDrag({ model, onZoom }: PlotOverlayProps) {
  const from = useRef<{ atMs: number; x: number; last: number } | null>(null);
  const [shown, setShown] = useState<Span | null>(null);
  const cancel = useCallback((): void => {
    from.current = null;
    setShown(null);
  }, []);
  return {
    shown,
    cancel,
    begin: (atMs: number, x: number): void => {
      if (onZoom !== undefined) from.current = { atMs, x, last: atMs };
    },
    move: (atMs: number, x: number): void => {
      const began = from.current;
      if (began === null) return;
      const { fromMs, toMs } = model.span;
      began.last = Math.min(toMs, Math.max(fromMs, atMs));
      const far = Math.abs(x - began.x) >= leastDragPx;
      setShown(far ? { fromMs: Math.min(began.atMs, began.last), toMs: Math.max(began.atMs, began.last) } : null);
    },
    end: (): void => {
      if (shown !== null) onZoom?.({ fromMs: Math.floor(shown.fromMs), toMs: Math.ceil(shown.toMs) });
      cancel();
    },
  };
}

function useCrosshairKeys({ model, chartId, crosshair, onZoom }: PlotOverlayProps) {
  return (event: KeyboardEvent): void => {
    const { fromMs, toMs } = model.span;
    const now = crosshair.get()?.atMs ?? toMs;
    const put = (atMs: number): void => crosshair.set({ atMs: Math.min(toMs, Math.max(fromMs, atMs)), by: chartId });
    const stepMs = Math.max(model.stepMs, model.timeOf(1) - model.timeOf(0)) * (event.shiftKey ? 10 : 1);
    const zoom = (factor: number): void => {
      const middle = crosshair.get()?.atMs ?? (fromMs + toMs) / 2;
      onZoom?.({ fromMs: Math.floor(middle - (middle - fromMs) * factor), toMs: Math.ceil(middle + (toMs - middle) * factor) }); // prettier-ignore
    };
    const keys: Record<string, () => void> = {
      ArrowLeft: () => put(now - stepMs),
      ArrowRight: () => put(now + stepMs),
      Home: () => put(fromMs),
      End: () => put(toMs),
      '+': () => zoom(0.5),
      '=': () => zoom(0.5),
      '-': () => zoom(2),
    };
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
    if (act === undefined) {
      if (event.key === 'Escape') crosshair.set(null);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

const mostSpoken = 5;

/** What a screen reader says of the place of the crosshair. Only this chart's own pointing is told. */
function useSpoken({ model, chartId, crosshair }: PlotOverlayProps): { atMs: number; words: string } {
  const [spoken, setSpoken] = useState({ atMs: model.span.toMs, words: 'not placed' });
  useEffect(
    () =>
      crosshair.subscribe(() => {
        const pointed = crosshair.get();
        // A pointer needs no voice, and many moves a second would cost.
        if (pointed?.by !== chartId || document.activeElement?.className !== 'chart-overlay') return;
        const values = pointedValues(model, pointed.atMs).slice(0, mostSpoken);
        const list = values.map(({ one, value }) => `${one.series.name} ${model.left.unit.format(value)}`).join('; ');
        setSpoken({ atMs: Math.round(pointed.atMs), words: `${absoluteInWords(pointed.atMs)}: ${list || 'no samples'}` }); // prettier-ignore
      }),
    [model, chartId, crosshair],
  );
  return spoken;
}
