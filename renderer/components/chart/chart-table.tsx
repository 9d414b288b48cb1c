// A chart's samples as a table, for those who would rather read than look; only the rows in sight exist.
import { useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useClock } from '../clock-context.tsx';
import { momentInWords } from '../times.ts';
import type { ChartOptions, ChartSeries } from './chart-types.ts';
import { nearestPoint } from './nearest-point.ts';
import { tellApart } from './tell-apart.ts';

const rowPx = 24;
const mostColumns = 50;

export function ChartTable({
  label,
  series,
  options,
}: {
  label: string;
  series: readonly ChartSeries[];
  options: ChartOptions;
}) {
  // prettier-ignore
  const box = useRef<HTMLDivElement>(null);
  const { now, zone } = useClock();
  const columns = series.slice(0, mostColumns);
  const names = tellApart(columns.map(({ name }) => name));
  // The newest first, as what is asked of a table is mostly what is now.
  const times = useMemo(
    () => [...new Set(series.flatMap((one) => [...one.times]))].toSorted((a, b) => b - a),
    [series],
  );
  const virtual = useVirtualizer({ count: times.length, getScrollElement: () => box.current, estimateSize: () => rowPx, overscan: 8, initialRect: { width: 640, height: 240 } }); // prettier-ignore
  const tracks = `150px repeat(${columns.length}, minmax(150px, 1fr))`;
  return (
    <div ref={box} className="chart-table" role="table" aria-label={`Samples of ${label}`} aria-rowcount={times.length + 1} tabIndex={0}>
      <div role="rowgroup" className="chart-table-head">
        <div role="row" aria-rowindex={1} style={{ gridTemplateColumns: tracks }}>
          <span role="columnheader">Time</span>
          {columns.map((one, at) => (
            <span key={one.key} role="columnheader" className="chart-figure" title={one.name} aria-label={one.name}>
              {names[at]}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const atMs = times[index] ?? 0;
          return (
            <div key={key} role="row" aria-rowindex={index + 2} className="chart-table-row" style={{ gridTemplateColumns: tracks, transform: `translateY(${start}px)` }}>
              <span role="rowheader">{momentInWords(atMs, now, zone)}</span>
              {columns.map((one) => (
                <Cell key={one.key} one={one} atMs={atMs} options={options} />
              ))}
            </div>
          );
        })}
      </div>
    </div>
  ); // prettier-ignore
}

function Cell({ one, atMs, options }: { one: ChartSeries; atMs: number; options: ChartOptions }) {
  const at = nearestPoint(one.times, atMs, 0);
  const unit = one.style?.axis === 'right' ? (options.rightUnit ?? options.unit) : options.unit;
  return (
    <span role="cell" className="chart-figure">
      {at < 0 ? (
        <span className="quiet">{one.reduced === true ? 'none drawn' : 'no sample'}</span>
      ) : (
        unit.format(one.values[at] ?? Number.NaN)
      )}
    </span>
  );
}
