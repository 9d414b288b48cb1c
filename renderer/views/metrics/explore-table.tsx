// The table of Explore: what each query comes to at the end of the range, exactly as Prometheus writes it.
import { useMemo, useRef, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { distinctNames, seriesName } from '../../components/chart/decode-frame.ts';
import { Moment } from '../../components/clock-context.tsx';
import { FindField } from '../../components/find-field.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { grouped } from '../../components/times.ts';
import { letterOf } from './explore-series.ts';
import { ExploreWaiting } from './explore-waiting.tsx';
import type { Explore } from './use-explore.ts';

const rowPx = 26;

interface Line {
  key: string;
  letter: string;
  /** What the others have not. */
  name: string;
  whole: string;
  atMs: number;
  value: string;
}

export function ExploreTable({ explore }: { explore: Explore }) {
  const { rows: holds } = explore;
  const answers = holds.map(({ answer }) => answer);
  const total = answers.reduce((sum, answer) => sum + (answer?.totalRows ?? 0), 0);
  const found = answers.flatMap((answer, place) => (answer?.rows ?? []).map((line, row) => ({ ...line, key: `${place} ${row}`, letter: letterOf(place) }))); // prettier-ignore
  const { names, shared } = distinctNames(found.map(({ labels }) => labels));
  const lines = found.map(({ labels, ...line }, at): Line => ({
    ...line,
    name: names[at] ?? '',
    whole: seriesName(labels),
  }));
  const stale = holds.find(({ failure, answer }) => failure !== null && answer !== null);
  const staleAt = stale?.answeredAt ?? null;
  if (answers.every((answer) => answer === null)) return <ExploreWaiting holds={holds} />;
  const notes = answers.flatMap((answer) => [...(answer?.warnings ?? []), ...(answer?.infos ?? [])]);
  return (
    <div className={stale === undefined ? 'explore-rows' : 'explore-rows explore-rows-stale'}>
      {total > lines.length ? <p className="explore-said">Showing {grouped(lines.length)} of {grouped(total)} rows.</p> : null}
      {staleAt === null ? null : <p className="explore-said">As of <Moment at={staleAt} />: {stale?.failure?.reason}</p>}
      {notes.map((note) => <p key={note} className="explore-said">Prometheus says: {note}</p>)}
      <Lines lines={lines} shared={shared} />
    </div>
  ); // prettier-ignore
}

function Lines({ lines, shared }: { lines: readonly Line[]; shared: string }) {
  const box = useRef<HTMLDivElement>(null);
  const [find, setFind] = useState('');
  const shown = useMemo(() => {
    const word = find.trim().toLowerCase();
    return word === '' ? lines : lines.filter(({ whole, value }) => `${whole} ${value}`.toLowerCase().includes(word));
  }, [lines, find]);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => box.current, estimateSize: () => rowPx, overscan: 10, initialRect: { width: 800, height: 400 } }); // prettier-ignore
  if (lines.length === 0) return <p className="empty">The query answers with no rows at this moment.</p>;
  return (
    <>
      <div className="explore-find">
        <FindField value={find} onChange={setFind} label="Find in the rows" hint="Find in the rows" />
      </div>
      <div ref={box} className="chart-table explore-table" role="table" aria-label="Rows" aria-rowcount={shown.length + 1} tabIndex={0}>
        <div role="rowgroup" className="chart-table-head">
          <div role="row" aria-rowindex={1}>
            <span role="columnheader"><span className="unseen">Query</span></span>
            <span role="columnheader">Series {shared === '' ? null : <code title="What all of them have">{shared}</code>}</span>
            <span role="columnheader" className="chart-figure">Value</span>
            <span role="columnheader" className="chart-figure">At</span>
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = shown[index];
            return line === undefined ? null : (
              <div key={line.key} role="row" aria-rowindex={index + 2} className="chart-table-row" style={{ transform: `translateY(${start}px)` }}>
                <span role="cell">{line.letter}</span>
                <span role="cell" className="explore-name" title={line.whole}><MiddleText text={line.name} /></span>
                <span role="cell" className="chart-figure explore-value">{line.value}</span>
                <span role="cell" className="chart-figure quiet"><Moment at={line.atMs} /></span>
              </div>
            );
          })}
        </div>
      </div>
    </>
  ); // prettier-ignore
}
