// A canvas as sharp as the screen, drawn on after layout whenever what it shows changes.
import { useLayoutEffect, useRef } from 'react';

export interface CanvasProps {
  widthPx: number;
  heightPx: number;
  className?: string;
  /** Draws all of it, in CSS pixels; has to stay the same function while nothing changed. */
  draw: (context: CanvasRenderingContext2D) => void;
}

/** Empties a canvas, and makes it of this size, without drawing. */
export function clearCanvas(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  context?.clearRect(0, 0, widthPx, heightPx);
  return context;
}

export function Canvas({ widthPx, heightPx, className = 'chart-canvas', draw }: CanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (canvas.current === null) return;
    const context = clearCanvas(canvas.current, widthPx, heightPx);
    if (context !== null) draw(context);
  }, [draw, widthPx, heightPx]);
  return <canvas ref={canvas} className={className} style={{ width: widthPx, height: heightPx }} aria-hidden />;
}
