// How tiles share a panel, and how large a text may be in one. Estimated, not measured: measuring makes the page lay itself
// out once for each tile. Pure.

export interface TileLayout {
  columns: number;
  rows: number;
  tileWidthPx: number;
  tileHeightPx: number;
  /** The tiles do not fit and are scrolled. */
  scrolls: boolean;
}

export interface TileRoom {
  count: number;
  widthPx: number;
  heightPx: number;
  /** Side by side, one below the other, or as it fits. */
  direction: 'across' | 'down' | 'auto';
  gapPx: number;
  leastWidthPx: number;
  leastHeightPx: number;
  /** The shape in which a tile reads best, width by height. */
  shape: number;
}

/** The arrangement in which the tiles come nearest to their shape at the largest size. */
export function tileLayout(room: TileRoom): TileLayout {
  const { direction } = room;
  const count = Math.max(1, room.count);
  if (direction !== 'auto') return arranged(room, direction === 'across' ? count : 1, count);
  let best = arranged(room, 1, count);
  let bestSize = 0;
  for (let columns = 1; columns <= count; columns++) {
    const layout = arranged(room, columns, count);
    const filled = count / (columns * layout.rows);
    const size = Math.min(layout.tileWidthPx / room.shape, layout.tileHeightPx) * filled;
    if (layout.scrolls && !best.scrolls) continue;
    if (size > bestSize || (best.scrolls && !layout.scrolls)) [best, bestSize] = [layout, size];
  }
  return best;
}

function arranged(room: TileRoom, wanted: number, count: number): TileLayout {
  const { widthPx, heightPx, gapPx, leastWidthPx, leastHeightPx } = room;
  const most = Math.max(1, Math.floor((widthPx + gapPx) / (leastWidthPx + gapPx)));
  const columns = Math.min(wanted, most);
  const rows = Math.ceil(count / columns);
  const tileHeightPx = (heightPx - gapPx * (rows - 1)) / rows;
  return {
    columns,
    rows,
    tileWidthPx: Math.max(0, Math.floor((widthPx - gapPx * (columns - 1)) / columns)),
    tileHeightPx: Math.floor(Math.max(tileHeightPx, Math.min(leastHeightPx, heightPx))),
    scrolls: tileHeightPx < leastHeightPx && rows > 1,
  };
}

/** Widths of signs in ems of the text face, by kind: close enough to never be too wide. */
const narrow = /[\s.,:;'|!iljt()[\]]/;
const wide = /[mwMW@%…]/;

/** The width of a text in ems. */
export function emsOf(text: string): number {
  let ems = 0;
  for (const sign of text) ems += narrow.test(sign) ? 0.34 : wide.test(sign) ? 0.92 : 0.64;
  return ems;
}

/** The largest size at which the text has room, between the limits. */
export function fittingPx(text: string, widthPx: number, heightPx: number, leastPx: number, mostPx: number): number {
  // A little room more than is estimated: a figure that is cut off is another figure.
  const byWidth = widthPx / (Math.max(0.6, emsOf(text)) * 1.06);
  return Math.max(leastPx, Math.min(mostPx, Math.floor(Math.min(byWidth, heightPx / 1.2))));
}
