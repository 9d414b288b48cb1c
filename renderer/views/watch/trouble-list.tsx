// What is unhealthy now, under its kinds, worst first; each line opens what it is about.
import { memo } from 'react';
import type { Trouble } from '#shared/model/watch.ts';
import { Ago, Moment } from '../../components/clock-context.tsx';
import type { GridLine, RowLine } from '../../components/grid-line.ts';
import { Glyph } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { openWatched, WatchedName } from './wall-line.tsx';
import type { TroubleRow } from './wall-lines.ts';
import { unseenWords, type WallSource } from './wall-sources.ts';

export interface TroubleListProps {
  lines: readonly GridLine<TroubleRow>[];
  sources: readonly WallSource[];
}

/** More than this nobody reads; their tables have them all. */
const mostLines = 200;

export function TroubleList({ lines, sources }: TroubleListProps) {
  const stores = useConsole();
  const title = titleOf(useWhole(stores.clock.store).moment, sources);
  const asOf = new Map(sources.map(({ key, freshness }) => [key, freshness.state === 'live' ? null : (freshness.asOf ?? freshness.since)])); // prettier-ignore
  const old = oldGroups(lines, asOf);
  return (
    <section className="wall-part" aria-label={title}>
      <h3>{title}</h3>
      {lines.length === 0 ? (
        <p className="quiet wall-none">No trouble is seen in what was looked at. {unseenWords(sources)}</p>
      ) : null}
      <ul className="wall-troubles">
        {lines.slice(0, mostLines).map((line) =>
          line.kind === 'group' ? (
            <li key={line.key} className={old.has(line.key) ? 'wall-group wall-stale' : 'wall-group'}>
              <h4>{line.name}</h4> <span className="mark mark-bad">{grouped(line.troubled)}</span>
            </li>
          ) : (
            <TroubleLine
              key={line.key}
              line={line}
              stores={stores}
              asOf={asOf.get(line.row.trouble.object.source) ?? null}
            />
          ),
        )}
      </ul>
      {lines.length > mostLines ? (
        <p className="quiet wall-none">
          The worst {grouped(mostLines)} of {grouped(lines.length)} lines; Workloads and Containers show them all.
        </p>
      ) : null}
    </section>
  );
}

/** Of now only where something is live: what all sources said last may be over. */
function titleOf(moment: unknown, sources: readonly WallSource[]): string {
  if (moment !== null) return 'Unhealthy then';
  return sources.some(({ freshness }) => freshness.state === 'live') ? 'Unhealthy now' : 'Unhealthy when last seen';
}

/** Groups of which nothing is known to be so now. */
function oldGroups(lines: readonly GridLine<TroubleRow>[], asOf: ReadonlyMap<string, number | null>): Set<string> {
  const old = new Set<string>();
  let group = '';
  for (const line of lines) {
    if (line.kind === 'group') old.add((group = line.key));
    else if ((asOf.get(line.row.trouble.object.source) ?? null) === null) old.delete(group);
  }
  return old;
}

interface TroubleLineProps {
  line: RowLine<TroubleRow>;
  stores: ConsoleStores;
  /** The moment of what is known of its source; null while that is live. */
  asOf: number | null;
}

const TroubleLine = memo(function TroubleLine({ line, stores, asOf }: TroubleLineProps) {
  const { trouble } = line.row;
  const stale = asOf !== null || line.gone;
  return (
    <li className={stale ? 'wall-stale' : ''}>
      <button type="button" className="wall-line" data-wall-line onClick={() => openWatched(stores, trouble.object)}>
        <Glyph name={stale ? 'stale' : 'fail'} />
        <WatchedName object={trouble.object} />
        <Words trouble={trouble} />
        <span className="wall-since">{line.gone ? 'over' : asOf === null ? <Ago at={trouble.since} suffix="" /> : <>as of <Moment at={asOf} /></>}</span>
      </button>
    </li>
  ); // prettier-ignore
});

function Words({ trouble: { words, count } }: { trouble: Trouble }) {
  return (
    <span className="wall-words">
      {count > 1 ? <em className="mark mark-bad">{grouped(count)} ×</em> : null} {words}
    </span>
  );
}
