// The place beside the list for details: never over it, as wide as the person wants it.
import { useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

export interface DrawerProps {
  title: ReactNode;
  label: string;
  widthPx: number;
  /** What it shows is the last that was heard. */
  stale?: boolean;
  onResize: (widthPx: number) => void;
  onClose: () => void;
  children: ReactNode;
}

const leastPx = 320;
const mostPx = 900;
const stepPx = 24;

export function Drawer({ title, label, widthPx, stale = false, onResize, onClose, children }: DrawerProps) {
  const from = useRef<{ x: number; widthPx: number } | null>(null);
  const resize = (px: number): void => onResize(Math.round(Math.min(mostPx, Math.max(leastPx, px))));
  return (
    <aside className={stale ? 'drawer drawer-stale' : 'drawer'} aria-label={label} style={{ width: widthPx }}>
      <div
        className="drawer-edge"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the details"
        aria-valuenow={widthPx}
        aria-valuemin={leastPx}
        aria-valuemax={mostPx}
        tabIndex={0}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = { x: event.clientX, widthPx };
        }}
        onPointerMove={(event) => {
          if (from.current !== null) resize(from.current.widthPx + from.current.x - event.clientX);
        }}
        onPointerUp={() => {
          from.current = null;
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowLeft') resize(widthPx + stepPx);
          if (event.key === 'ArrowRight') resize(widthPx - stepPx);
        }}
      />
      <header className="drawer-head">
        <div className="drawer-title">{title}</div>
        <Button icon="close" kind="quiet" label="Close the details" onClick={onClose} />
      </header>
      <div className="drawer-body">{children}</div>
    </aside>
  );
}
