// How large an element is, and whether it is in sight.
import { useEffect, useLayoutEffect, useState, type RefObject } from 'react';

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** Where nothing measures, as in tests, it is as large as this. */
const assumed: Size = { widthPx: 640, heightPx: 240 };

/** Null until it is known. */
export function useSize(box: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(typeof ResizeObserver === 'undefined' ? assumed : null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const take = ({ width, height }: { width: number; height: number }): void =>
      setSize((before) => {
        const next = { widthPx: Math.round(width), heightPx: Math.round(height) };
        return before?.widthPx === next.widthPx && before.heightPx === next.heightPx ? before : next;
      });
    take(element.getBoundingClientRect());
    const observer = new ResizeObserver(([entry]) => entry && take(entry.contentRect));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}

/** Whether it is in sight or close to it. */
export function useInSight(box: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    if (box.current === null || typeof IntersectionObserver === 'undefined') return undefined;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: '120px',
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return seen;
}
