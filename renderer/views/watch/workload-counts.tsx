// How many of each workload are ready, as figures; the short ones first, the whole ones folded away where they are many.
import type { WorkloadCount } from '#shared/model/watch.ts';
import { ContainerSign } from '../../components/container-sign.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { openWatched, WatchedName } from './wall-line.tsx';
import { countedWorkloads } from './wall-lines.ts';
import { unseenWords, type WallSource } from './wall-sources.ts';

/** So many are read at a glance. */
const few = 12;
const mostLines = 200;

export function WorkloadCounts({ sources }: { sources: readonly WallSource[] }) {
  const { watch } = useConsole();
  const { entries } = useFeed(watch.workloads);
  const { short, whole } = countedWorkloads(entries.values());
  const shown = new Set(Array.from(entries.values(), ({ object }) => object.source));
  const old = sources.filter(({ key, freshness }) => freshness.state !== 'live' && shown.has(key));
  return (
    <section className="wall-part" aria-label="Workloads">
      <h3>Workloads: ready of wanted</h3>
      {old.map(({ key, name, freshness }) => (
        <p key={key} className="quiet wall-none">
          Those of {name} are as of {freshness.asOf === null ? 'an unknown moment' : <Moment at={freshness.asOf} />}.
        </p>
      ))}
      {entries.size === 0 ? <p className="quiet wall-none">No workload is known. {unseenWords(sources)}</p> : null}
      <CountList counts={short} old={old} />
      {whole.length === 0 ? null : (
        <details open={whole.length <= few}>
          <summary>{grouped(whole.length)} with all that are wanted</summary>
          <CountList counts={whole} old={old} />
        </details>
      )}
    </section>
  );
}

interface CountListProps {
  counts: readonly WorkloadCount[];
  old: readonly WallSource[];
}

function CountList({ counts, old }: CountListProps) {
  const stores = useConsole();
  return (
    <>
      <ul className="wall-counts">
        {counts.slice(0, mostLines).map(({ key, object, desired, ready, troubled }) => {
          const stale = old.some((source) => source.key === object.source);
          const bad = ready < desired || troubled > 0;
          return (
            <li key={key} className={stale ? 'wall-stale' : ''}>
              <button type="button" className="wall-line" data-wall-line onClick={() => openWatched(stores, object)}>
                <ContainerSign name={bad ? 'bad' : desired === 0 ? 'ended' : 'up'} />
                <WatchedName object={object} />
                <span className={bad ? 'wall-count wall-count-bad' : 'wall-count'}>
                  {grouped(ready)}/{grouped(desired)}
                </span>
                <span className="wall-count-words">{countWords(ready, desired, troubled)}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {counts.length > mostLines ? <p className="quiet">The first {mostLines} of {grouped(counts.length)}.</p> : null}
    </>
  ); // prettier-ignore
}

function countWords(ready: number, desired: number, troubled: number): string {
  if (desired === 0 && ready === 0) return 'none is wanted';
  const missing = desired - ready;
  return [missing > 0 ? `${grouped(missing)} missing` : '', troubled > 0 ? `${grouped(troubled)} in trouble` : '']
    .filter((words) => words !== '')
    .join(', ');
}
