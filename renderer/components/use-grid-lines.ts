// The window of a virtualised grid over its lines: which exist, where they stand, and the selected one kept in sight.
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type RefObject } from 'react';

export interface GridLinesOptions {
  lines: readonly { key: string }[];
  selected: string | null;
  /** Of an ordinary line; when it changes all are measured anew. */
  rowPx: number;
  /** Where lines differ in height. */
  heightPx?: (index: number) => number;
  /** Height of a head that stays at the top. */
  headPx?: number;
}

export interface GridLines {
  box: RefObject<HTMLDivElement | null>;
  virtual: Virtualizer<HTMLDivElement, Element>;
  /** Index of the selected line, -1 where it is not among them. */
  at: number;
}

export function useGridLines({ lines, selected, rowPx, heightPx, headPx = 0 }: GridLinesOptions): GridLines {
  const box = useRef<HTMLDivElement>(null);
  const byLine = useCallback((index: number) => lines[index]?.key ?? index, [lines]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: heightPx ?? (() => rowPx),
    // A new function has every line measured anew; where all are of one height only their number matters.
    ...(heightPx === undefined ? {} : { getItemKey: byLine }),
    overscan: 12,
    paddingStart: headPx,
    scrollPaddingStart: headPx,
    initialRect: { width: 900, height: 600 },
  });
  useEffect(() => virtual.measure(), [virtual, rowPx]);
  const at = useMemo(
    () => (selected === null ? -1 : lines.findIndex((line) => line.key === selected)),
    [lines, selected],
  );
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [virtual, at]);
  return { box, virtual, at };
}
