// The sections that exist, down the left edge; only icons where the window is narrow.
import type { Action } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

export interface RailSection {
  name: string;
  word: string;
  icon: IconName;
  action: Action;
}

export function Rail({ sections, current }: { sections: RailSection[]; current: string }) {
  return (
    <nav className="rail" aria-label="Sections">
      <p className="rail-name">
        <span className="rail-sign" aria-hidden>
          R
        </span>
        <span className="rail-word">Ready Room</span>
      </p>
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
