// The filter above the checklist: words, and one chip for each state that occurs, with how often it does.
import { Glyph, glyphNames, glyphWords, type GlyphName } from './glyph.tsx';
import { Icon } from './icon.tsx';
import { grouped } from './times.ts';

export interface FilterBarProps {
  text: string;
  show: readonly string[];
  counts: ReadonlyMap<GlyphName, number>;
  onText: (text: string) => void;
  onShow: (show: string[]) => void;
}

/** What needs a look comes first. */
const order: GlyphName[] = ['fail', 'error', 'inconclusive', 'open', 'running', 'waiting', 'cancelled', 'never', 'skipped', 'not_applicable', 'pass']; // prettier-ignore

export function FilterBar({ text, show, counts, onText, onShow }: FilterBarProps) {
  const chips = order.filter((name) => (counts.get(name) ?? 0) > 0 || show.includes(name));
  const stray = show.filter((name) => !glyphNames.some((known) => known === name));
  return (
    <div className="filter-bar" role="search">
      <label className="filter-text">
        <Icon name="search" />
        <input
          data-filter
          type="search"
          aria-label="Filter by words"
          placeholder="Filter  ( / )"
          value={text}
          onChange={(event) => onText(event.target.value)}
          // Esc clears it, as the browser does; Enter keeps it and gives the keys back to the list.
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
      </label>
      <div className="filter-chips" role="group" aria-label="Filter by outcome">
        {chips.map((name) => {
          const on = show.includes(name);
          return (
            <button
              key={name}
              type="button"
              className={`filter-chip state-${name}`}
              aria-pressed={on}
              title={`Show only: ${glyphWords[name]}`}
              onClick={() => onShow(on ? show.filter((one) => one !== name) : [...show, name])}
            >
              <Glyph name={name} />
              <span>{grouped(counts.get(name) ?? 0)}</span>
              <span className="filter-word">{glyphWords[name]}</span>
            </button>
          );
        })}
        {text !== '' || show.length > 0 || stray.length > 0 ? (
          <button
            type="button"
            className="filter-chip"
            onClick={() => {
              onText('');
              onShow([]);
            }}
          >
            show all
          </button>
        ) : null}
      </div>
    </div>
  );
}
