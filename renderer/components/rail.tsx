// Where one is, and the sections that exist, down the left edge; only icons where the window is narrow.
import type { ReactNode } from 'react';
import type { Action } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface RailSection {
  name: string;
  word: string;
  icon: IconName;
  action: Action;
}

export interface RailProps {
  /** Stands above the sections. */
  top: ReactNode;
  sections: RailSection[];
  current: string;
}

export function Rail({ top, sections, current }: RailProps) {
  return (
    <nav className="rail" aria-label="Sections">
      {top}
      {sections.map((section) => (
        <button
          key={section.name}
          type="button"
          className="rail-section"
          aria-current={section.name === current ? 'page' : undefined}
          aria-label={section.word}
          title={`${section.word}  (${section.action.shortcut ?? ''})`}
          onClick={section.action.run}
        >
          <Icon name={section.icon} />
          <span className="rail-word">{section.word}</span>
        </button>
      ))}
    </nav>
  );
}
