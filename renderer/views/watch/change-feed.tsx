// What changed lately, newest first; when nobody was looking is a line too, because nothing seen is not nothing happened.
import { memo } from 'react';
import type { WatchChange } from '#shared/model/watch.ts';
import { Choice } from '../../components/choice.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { ContainerSign } from '../../components/container-sign.tsx';
import type { GridLine, RowLine } from '../../components/grid-line.ts';
import { grouped } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { windowMinutes, type WindowMinutes } from '../../state/place.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { openWatched, WatchedName } from './wall-line.tsx';
import type { ChangeRow } from './wall-lines.ts';
import { unseenWords, type WallSource } from './wall-sources.ts';

const mostLines = 300;
/** That a source is lost and that it is a gap are told one after the other. */
const toldWithinMs = 2_000;
const momentMs = 1_000;
const windows = windowMinutes.map((minutes) => ({ value: String(minutes), word: `${minutes} min` }));

export interface ChangeListProps {
  lines: readonly GridLine<ChangeRow>[];
  sources: readonly WallSource[];
}

export function ChangeList({ lines, sources }: ChangeListProps) {
  const stores = useConsole();
  const { minutes } = useWhole(stores.place.store);
  const rows = lines.filter((line) => line.kind === 'row');
  const open = openGaps(rows, sources);
  return (
    <section className="wall-part wall-changes" aria-label="What changed">
      <header className="wall-part-head">
        <h3>Changed in the last</h3>
        <Choice
          headed
          legend="How far back"
          value={String(minutes)}
          options={windows}
          onChange={(value) => stores.place.go({ minutes: Number(value) as WindowMinutes })}
        />
      </header>
      {rows.length === 0 ? (
        <p className="quiet wall-none">
          Nothing was seen to change in these {minutes} minutes. {unseenWords(sources)}
        </p>
      ) : null}
      <ol>
        {rows.slice(0, mostLines).map((line) => (
          <ChangeLine key={line.key} line={line} stores={stores} open={open.has(line.key)} />
        ))}
      </ol>
      {rows.length > mostLines ? (
        <p className="quiet wall-none">
          The newest {grouped(mostLines)} of {grouped(rows.length)}; the journal has them all.
        </p>
      ) : null}
    </section>
  );
}

interface ChangeLineProps {
  line: RowLine<ChangeRow>;
  stores: ConsoleStores;
  /** A gap that has not ended. */
  open: boolean;
}

const ChangeLine = memo(function ChangeLine({ line, stores, open }: ChangeLineProps) {
  const { change } = line.row;
  const { object, at, words, bad } = change;
  if (change.kind === 'gap') return <Gap change={change} open={open} />;
  const said = (
    <>
      <span className="wall-at">
        <Moment at={at} />
      </span>
      <ContainerSign name={bad ? 'bad' : 'none'} />
      <span className="wall-change-words">
        {object === null ? null : <WatchedName object={object} />}
        <span className={bad ? 'wall-words wall-words-bad' : 'wall-words'}>{words}</span>
      </span>
    </>
  );
  if (object === null) return <li className="wall-line">{said}</li>;
  return (
    <li>
      <button type="button" className="wall-line" data-wall-line onClick={() => openWatched(stores, object)}>
        {said}
      </button>
    </li>
  );
});

/**
 * A gap that was told when its source was lost, and not yet when it was live again, lasts until now. Gaps are of a whole
 * source, which their words name.
 */
function openGaps(rows: readonly RowLine<ChangeRow>[], sources: readonly WallSource[]): Set<string> {
  const gaps = rows.filter(({ row }) => row.change.kind === 'gap');
  const isOpen = ({ words, seenAt }: WatchChange, { name, freshness }: WallSource): boolean =>
    freshness.state !== 'live' && words.startsWith(name) && seenAt >= (freshness.since ?? 0) - toldWithinMs;
  return new Set(gaps.filter(({ row }) => sources.some((source) => isOpen(row.change, source))).map(({ key }) => key));
}

/** From when it was no longer watched to when it was again. */
function Gap({ change: { at, seenAt, words }, open }: { change: WatchChange; open: boolean }) {
  return (
    <li className="wall-gap">
      <strong>
        <GapWords at={at} seenAt={seenAt} open={open} />
      </strong>{' '}
      {words}
    </li>
  );
}

/** A gap of no length is a moment whose changes are not known. */
function GapWords({ at, seenAt, open }: Pick<WatchChange, 'at' | 'seenAt'> & { open: boolean }) {
  if (open) return <>not watched since <Moment at={at} /></>;
  if (seenAt - at < momentMs) return <>not watched at <Moment at={at} /></>;
  return <>not watched from <Moment at={at} /> to <Moment at={seenAt} /></>;
} // prettier-ignore
