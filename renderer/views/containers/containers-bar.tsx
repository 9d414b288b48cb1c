// Over the table: how many are how, the filter, and what of the table is shown.
import { Button } from '../../components/button.tsx';
import { ColumnMenu } from '../../components/column-menu.tsx';
import type { ColumnName } from '../../components/container-columns.tsx';
import { ContainerSign, type SignName } from '../../components/container-sign.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Icon } from '../../components/icon.tsx';
import { grouped } from '../../components/times.ts';
import { headlineOf, type ContainerCounts, type Headline } from './container-counts.ts';
import { hasTerm, toggledTerm } from './container-filter.ts';
import type { ContainersScreen } from './use-containers.ts';

export interface ContainersBarProps {
  screen: ContainersScreen;
  crowded: readonly ColumnName[];
}

export function ContainersBar({ screen, crowded }: ContainersBarProps) {
  const { stores, place, settings, table, freshness } = screen;
  const { counts, found } = table.model;
  const { words, tone } = headlineOf(counts, freshness.state === 'live');
  return (
    <>
      <header className={`box-headline box-headline-${tone}`}>
        <HeadlineSign tone={tone} />
        <h2>
          {tone === 'stale' ? 'As last known: ' : ''}
          {counts.troubled > 0 ? <em>{lookWords(counts.troubled)}:</em> : null} {words}
        </h2>
        {place.find === '' ? null : (
          <span className="quiet box-found">
            {grouped(found)} of {grouped(counts.total)} shown
          </span>
        )}
      </header>
      <div className="filter-bar" role="search">
        <label className="filter-text box-find">
          <Icon name="search" />
          <input
            data-filter
            type="search"
            aria-label="Filter the containers"
            placeholder="Words, label:key=value, project:name  ( / )"
            value={place.find}
            onChange={(event) => stores.place.go({ find: event.target.value })}
          />
        </label>
        <Chips find={place.find} counts={counts} onFind={(find) => stores.place.go({ find })} />
        <span className="box-tools">
          <Button
            pressed={settings.byProject}
            title="Containers under their compose project"
            onClick={() => stores.settings.set({ byProject: !settings.byProject })}
          >
            By project
          </Button>
          <ColumnMenu
            hidden={settings.hiddenColumns}
            crowded={crowded}
            onChange={(hiddenColumns) => stores.settings.set({ hiddenColumns })}
          />
        </span>
      </div>
    </>
  );
}

const lookWords = (count: number): string => `${grouped(count)} ${count === 1 ? 'wants' : 'want'} a look`;

function HeadlineSign({ tone }: { tone: Headline['tone'] }) {
  if (tone === 'plain') return <ContainerSign name="up" />;
  return <Glyph name={tone} />;
}

interface ChipsProps {
  find: string;
  counts: ContainerCounts;
  onFind: (find: string) => void;
}

function Chips({ find, counts, onFind }: ChipsProps) {
  const all: { word: string; term: string; count: number; sign: SignName }[] = [
    { word: 'in trouble', term: 'is:trouble', count: counts.troubled, sign: 'bad' },
    { word: 'running', term: 'is:running', count: counts.running, sign: 'up' },
    { word: 'without check', term: 'is:unchecked', count: counts.unchecked, sign: 'none' },
    { word: 'exited', term: 'is:exited', count: counts.exited, sign: 'ended' },
  ];
  return (
    <div className="filter-chips" role="group" aria-label="Filter by state">
      {all
        .filter(({ count, term }) => count > 0 || hasTerm(find, term))
        .map(({ word, term, count, sign }) => (
          <button
            key={term}
            type="button"
            className="filter-chip"
            aria-pressed={hasTerm(find, term)}
            title={`Show only: ${term}`}
            onClick={() => onFind(toggledTerm(find, term))}
          >
            <ContainerSign name={sign} />
            <span>{grouped(count)}</span>
            <span className="filter-word">{word}</span>
          </button>
        ))}
      {find === '' ? null : (
        <Button kind="quiet" icon="close" onClick={() => onFind('')}>
          Clear
        </Button>
      )}
    </div>
  );
}
