// How large an element is, and whether it is in sight.
import { useLayoutEffect, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { ownTask } from '../own-task.ts';

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** Where nothing measures, as in tests, it is as large as this. */
const assumed: Size = { widthPx: 640, heightPx: 240 };

/**
 * Null until it is known.
 * @param apart what is made of the size is made in a task of its own: of a chart that is as much as all that is around it.
 */
export function useSize(box: RefObject<HTMLElement | null>, apart = false): Size | null {
  const [size, setSize] = useState<Size | null>(typeof ResizeObserver === 'undefined' ? assumed : null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const take = ({ width, height }: { width: number; height: number }): void =>
      setSize((before) => {
        const next = { widthPx: Math.round(width), heightPx: Math.round(height) };
        return before?.widthPx === next.widthPx && before.heightPx === next.heightPx ? before : next;
      });
    const first = (): void => take(element.getBoundingClientRect());
    const leave = apart ? ownTask(() => flushSync(first)) : first();
    const observer = new ResizeObserver(([entry]) => entry && take(entry.contentRect));
    observer.observe(element);
    return () => {
      leave?.();
      observer.disconnect();
    };
  }, [box, apart]);
  return size;
}

const nearPx = 120;

/** Whether it is in sight or close to it; known before the first paint, so that nobody waits a frame for what is. */
export function useInSight(box: RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(typeof IntersectionObserver === 'undefined');
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null || typeof IntersectionObserver === 'undefined') return undefined;
    const take = ({ top, bottom, height }: DOMRect): void =>
      setSeen(height > 0 && bottom > -nearPx && top < window.innerHeight + nearPx);
    take(element.getBoundingClientRect());
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: `${nearPx}px`,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return seen;
}
