// The foot of the frame: one chip for each thing the screen relies on, with its freshness and the reason.
import type { ReactNode } from 'react';
import { Glyph, type GlyphName } from './glyph.tsx';

export interface StatusChip {
  key: string;
  name: string;
  glyph: GlyphName;
  words: ReactNode;
  /** In full, for the hover. */
  title: string;
  bad: boolean;
}

export interface StatusBarProps {
  chips: StatusChip[];
  /** A few words for a moment; empty for none. */
  said: string;
  onOpen: () => void;
}

export function StatusBar({ chips, said, onOpen }: StatusBarProps) {
  return (
    <footer className="status-bar" aria-label="State of the sources">
      {chips.map((chip) => (
        <button
          key={chip.key}
          type="button"
          className={chip.bad ? 'chip chip-bad' : 'chip'}
          title={chip.title}
          onClick={onOpen}
        >
          <Glyph name={chip.glyph} />
          <span className="chip-name">{chip.name}</span> <span className="chip-words">{chip.words}</span>
        </button>
      ))}
      <span role="status" className="said" aria-label="Just now">
        {said}
      </span>
    </footer>
  );
}
