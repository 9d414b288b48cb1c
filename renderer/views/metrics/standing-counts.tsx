// How many lines of a list stand how, the worst first; each is pressed to see only those.
import { hasTerm, toggledTerm } from '../../components/filter-terms.ts';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';

export interface Standing {
  glyph: GlyphName;
  /** Also what `is:` takes. */
  word: string;
  rank: number;
}

export interface StandingCountsProps {
  what: string;
  standings: readonly Standing[];
  filter: { find: string; onFind: (find: string) => void };
  /** As last read, and not known now. */
  stale: boolean;
}

export function StandingCounts({ what, standings, filter: { find, onFind }, stale }: StandingCountsProps) {
  return (
    <div
      className={stale ? 'filter-chips standing-counts-stale' : 'filter-chips'}
      role="group"
      aria-label={`The ${what} by state${stale ? ', as last read' : ''}`}
    >
      {countsOf(standings).map(({ standing: { glyph, word }, count }) => {
        const term = `is:${word}`;
        return (
          <button
            key={word}
            type="button"
            className={`filter-chip state-${glyph}`}
            aria-pressed={hasTerm(find, term)}
            title={`Show only: ${term}`}
            onClick={() => onFind(toggledTerm(find, term))}
          >
            <Glyph name={glyph} />
            {grouped(count)} {word}
          </button>
        );
      })}
    </div>
  );
}

function countsOf(standings: readonly Standing[]): { standing: Standing; count: number }[] {
  const counts = new Map<string, { standing: Standing; count: number }>();
  for (const standing of standings) {
    const known = counts.get(standing.word);
    if (known === undefined) counts.set(standing.word, { standing, count: 1 });
    else known.count += 1;
  }
  return [...counts.values()].toSorted((a, b) => a.standing.rank - b.standing.rank);
}
