// Tiles in the room of a panel, as many as there are values; where they do not fit they are scrolled, not shrunk away.
import type { CSSProperties, ReactNode } from 'react';
import type { TileLayout } from './tile-layout.ts';

export interface TilesProps {
  label: string;
  layout: TileLayout;
  gapPx: number;
  children: ReactNode;
}

export function Tiles({ label, layout, gapPx, children }: TilesProps) {
  const style: CSSProperties = {
    gridTemplateColumns: `repeat(${layout.columns}, minmax(0, 1fr))`,
    gridAutoRows: layout.tileHeightPx,
    gap: gapPx,
  };
  return (
    <ul
      className={layout.scrolls ? 'tiles tiles-scroll' : 'tiles'}
      style={style}
      aria-label={label}
      tabIndex={layout.scrolls ? 0 : undefined}
    >
      {children}
    </ul>
  );
}

/** The colour of a value, for the style sheets to make readable on whatever it stands on. */
export const inked = (colour: string | null): CSSProperties =>
  colour === null ? {} : ({ '--ink': colour } as CSSProperties);
