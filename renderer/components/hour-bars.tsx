// Counts over time as bars of a fixed size: for a line of a table, or larger beside it. The words say the same for those who
// cannot see them.

export interface HourBarsProps {
  counts: readonly number[];
  /** What the bars are of, e.g. `errors an hour, the last 24 hours`. */
  label: string;
  widthPx: number;
  heightPx: number;
}

export function HourBars({ counts, label, widthPx, heightPx }: HourBarsProps) {
  const most = Math.max(1, ...counts);
  const stepPx = widthPx / Math.max(1, counts.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return (
    <svg
      className="hour-bars"
      role="img"
      aria-label={`${label}: ${total} in all, at most ${Math.max(0, ...counts)}`}
      width={widthPx}
      height={heightPx}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
    >
      <path className="hour-bars-floor" d={`M0 ${heightPx - 0.5}H${widthPx}`} />
      {counts.map((count, at) => {
        // One of many stays visible.
        const height = count === 0 ? 0 : Math.max(2, Math.round((count / most) * (heightPx - 2)));
        // A bar is known by its place alone.
        // oxlint-disable-next-line react/no-array-index-key
        return count === 0 ? null : <rect key={at} x={at * stepPx + 0.5} y={heightPx - height} width={Math.max(1, stepPx - 1)} height={height} />; // prettier-ignore
      })}
    </svg>
  );
}
