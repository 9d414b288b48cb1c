// Log rows as a window over half a million: all have one height, only those in sight exist. It sticks to the end while it
// follows, stays put while it does not, and tells when a hand scrolls away from the end or back to it.
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { LogRow, LogView } from '#shared/model/log-lines.ts';

export interface LogGridProps {
  rows: readonly LogRow[];
  view: LogView;
  following: boolean;
  /** Changes when places mean other rows than before. */
  placesOf: unknown;
  /** A place to bring into sight. */
  wish: { place: number; asked: number } | null;
  /** The one that is walked by keys. */
  current: number | null;
  rowPx: number;
  /** Stands above the first row, where earlier ones are not held any more. */
  lead: ReactNode;
  renderRow: (row: LogRow) => ReactNode;
  onSight: (from: number, count: number) => void;
  onFollow: (on: boolean) => void;
}

/** More than a window has rows: a row that comes takes the place in the document of one that goes. */
const slots = 512;

export const logRowId = (place: number): string => `log-row-${place}`;

export function LogGrid(props: LogGridProps) {
  const { rows, view, following, rowPx, lead, current } = props;
  const box = useRef<HTMLDivElement>(null);
  const origin = useOrigin(props);
  const heightPx = useHeight(box);
  const leadRows = lead === null ? 0 : 1;
  const top = (place: number): number => (place - origin + leadRows) * rowPx;
  const { onScroll } = useScroll({ ...props, box, origin, top, heightPx, leadRows });
  return (
    <div
      ref={box}
      className={following ? 'grid log-grid log-grid-follows' : 'grid log-grid'}
      role="grid"
      aria-label="Log lines"
      aria-rowcount={view.end - view.first}
      aria-activedescendant={current === null ? undefined : logRowId(current)}
      tabIndex={0}
      onScroll={onScroll}
    >
      <div className="grid-all" role="rowgroup" style={{ height: top(view.end) }}>
        {lead === null ? null : (
          <div
            role="none"
            className="grid-line"
            style={{ height: rowPx, transform: `translateY(${top(view.first) - rowPx}px)` }}
          >
            {lead}
          </div>
        )}
        {rows.map((row) =>
          row.place < origin ? null : (
            <div
              key={row.place % slots}
              role="none"
              className="grid-line"
              style={{ height: rowPx, transform: `translateY(${top(row.place)}px)` }}
            >
              {props.renderRow(row)}
            </div>
          ),
        )}
      </div>
    </div>
  );
}

/**
 * The place at the top of the scrolled area. While it follows that is the first one held; while it does not, it stays,
 * though rows go, so that nothing moves under the reader.
 */
function useOrigin({ view, following, placesOf, rows }: LogGridProps): number {
  const [kept, setKept] = useState({ origin: view.first, placesOf });
  const gone = rows.length > 0 && (rows.at(-1)?.place ?? 0) < view.first;
  const stays = !following && kept.placesOf === placesOf && !gone;
  const origin = stays ? kept.origin : view.first;
  if (origin !== kept.origin || placesOf !== kept.placesOf) setKept({ origin, placesOf });
  return origin;
}

function useHeight(box: React.RefObject<HTMLDivElement | null>): number {
  const [heightPx, setHeightPx] = useState(600);
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    // It tells the first height too.
    const observer = new ResizeObserver(() => setHeightPx(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return heightPx;
}

interface ScrollOptions extends LogGridProps {
  box: React.RefObject<HTMLDivElement | null>;
  origin: number;
  top: (place: number) => number;
  heightPx: number;
  leadRows: number;
}

function useScroll(options: ScrollOptions): { onScroll: () => void } {
  const { box, origin, top, heightPx, leadRows, rowPx, following, view, wish, current, onSight, onFollow } = options;
  /** Where it was last set or seen; what is above it was scrolled by hand. */
  const known = useRef(0);

  const tell = (): void => {
    const at = box.current?.scrollTop ?? 0;
    onSight(Math.max(0, Math.floor(at / rowPx) + origin - leadRows), Math.ceil(heightPx / rowPx) + 1);
  };
  const go = (to: number): void => {
    const element = box.current;
    if (element === null) return;
    element.scrollTop = to;
    known.current = element.scrollTop;
    tell();
  };
  useLayoutEffect(() => {
    if (following) go(top(view.end));
    // `go` and `top` are made anew on each render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [following, view.end, origin, heightPx, rowPx]);
  useLayoutEffect(() => {
    if (!following) tell();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [following, heightPx, rowPx, origin]);
  useEffect(() => {
    if (wish !== null) go(Math.max(0, top(wish.place) - Math.floor(heightPx / 3)));
    // oxlint-disable-next-line react/exhaustive-deps
  }, [wish]);
  useEffect(() => {
    const element = box.current;
    if (current === null || element === null || following) return;
    const place = top(current);
    if (place < element.scrollTop) go(place);
    else if (place + rowPx > element.scrollTop + heightPx) go(place + rowPx - heightPx);
    // oxlint-disable-next-line react/exhaustive-deps
  }, [current]);

  return {
    onScroll: () => {
      const element = box.current;
      if (element === null) return;
      const at = element.scrollTop;
      const before = known.current;
      known.current = at;
      if (following && at < before - 2) onFollow(false);
      else if (!following && at > before + 2 && at + element.clientHeight >= element.scrollHeight - 2) onFollow(true);
      tell();
    },
  };
}
