// Over the table: how many are how, the filter, and what of the table is shown.
import { Button } from '../../components/button.tsx';
import { ColumnMenu } from '../../components/column-menu.tsx';
import { containerColumns } from '../../components/container-columns.tsx';
import { ContainerSign } from '../../components/container-sign.tsx';
import { FindField } from '../../components/find-field.tsx';
import { leadOf } from '../../components/freshness.ts';
import { Glyph } from '../../components/glyph.tsx';
import { TermChips, type TermChip } from '../../components/term-chips.tsx';
import { grouped } from '../../components/times.ts';
import { headlineOf, type ContainerCounts, type Headline } from './container-counts.ts';
import type { ContainersScreen } from './use-containers.ts';

export interface ContainersBarProps {
  screen: ContainersScreen;
  crowded: readonly string[];
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
          {leadOf(freshness)}
          {counts.troubled > 0 ? <em>{lookWords(counts.troubled)}:</em> : null} {words}
        </h2>
        {place.find === '' ? null : (
          <span className="quiet box-found">
            {grouped(found)} of {grouped(counts.total)} shown
          </span>
        )}
      </header>
      <div className="filter-bar" role="search">
        <FindField
          label="Filter the containers"
          hint="Words, label:key=value, project:name"
          value={place.find}
          onChange={(find) => stores.place.go({ find })}
        />
        <TermChips
          label="Filter by state"
          chips={chipsOf(counts)}
          find={place.find}
          onFind={(find) => stores.place.go({ find })}
        />
        <span className="box-tools">
          <Button
            pressed={settings.byProject}
            title="Containers under their compose project"
            onClick={() => stores.settings.set({ byProject: !settings.byProject })}
          >
            By project
          </Button>
          <ColumnMenu
            columns={containerColumns}
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

const chipsOf = (counts: ContainerCounts): TermChip[] => [
  { word: 'in trouble', term: 'is:trouble', count: counts.troubled, sign: 'bad' },
  { word: 'running', term: 'is:running', count: counts.running, sign: 'up' },
  { word: 'without check', term: 'is:unchecked', count: counts.unchecked, sign: 'none' },
  { word: 'exited', term: 'is:exited', count: counts.exited, sign: 'ended' },
];
