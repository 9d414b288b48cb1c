// The size of an element, told when it changes; nothing is drawn before it is known.
import { useEffect, useState, type RefObject } from 'react';

export interface BoxSize {
  widthPx: number;
  heightPx: number;
}

export function useSize(box: RefObject<HTMLElement | null>): BoxSize | null {
  const [size, setSize] = useState<BoxSize | null>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // It tells the first size too.
    const observer = new ResizeObserver(() => {
      const next = { widthPx: element.clientWidth, heightPx: element.clientHeight };
      setSize((now) => (now?.widthPx === next.widthPx && now.heightPx === next.heightPx ? now : next));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
