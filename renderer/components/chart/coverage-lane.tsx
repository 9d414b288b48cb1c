// A thin lane below the plot: when the console was watching, hatched where it was not, empty where nothing is known.
import type { CoverageRow, Span } from './chart-types.ts';
import type { PlotModel } from './plot-model.ts';

export interface LanePiece extends Span {
  state: 'watched' | 'unwatched';
}

/** Cuts a span into what was watched and what was not; before `knownFromMs` there are no pieces. */
export function lanePieces({ observed, knownFromMs }: CoverageRow, span: Span): LanePiece[] {
  const pieces: LanePiece[] = [];
  let at = Math.max(span.fromMs, knownFromMs);
  for (const { fromMs, toMs } of observed.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const from = Math.max(at, fromMs);
    const to = Math.min(span.toMs, toMs);
    if (to <= at) continue;
    if (from > at) pieces.push({ fromMs: at, toMs: from, state: 'unwatched' });
    pieces.push({ fromMs: from, toMs: to, state: 'watched' });
    at = to;
  }
  if (at < span.toMs) pieces.push({ fromMs: at, toMs: span.toMs, state: 'unwatched' });
  return pieces;
}

/** Of the time that is known; how much of it that is, is said where it is not all. */
function shareOf(pieces: readonly LanePiece[], { fromMs: spanFromMs, toMs: spanToMs }: Span): string {
  const sum = (list: readonly LanePiece[]): number => list.reduce((all, { fromMs, toMs }) => all + toMs - fromMs, 0);
  const all = sum(pieces);
  if (all === 0) return 'nothing is known of that time';
  const watched = Math.floor((100 * sum(pieces.filter(({ state }) => state === 'watched'))) / all);
  const known = Math.floor((100 * all) / (spanToMs - spanFromMs));
  if (known >= 99) return `watched ${watched} % of the time`;
  return `nothing is known of ${100 - known} % of the time; of the rest ${watched} % was watched`;
}

export const laneWords = (row: CoverageRow, span: Span): string =>
  `${row.name}: ${shareOf(lanePieces(row, span), span)}`;

export function CoverageLane({ model, row }: { model: PlotModel; row: CoverageRow }) {
  const { box } = model;
  const pieces = lanePieces(row, model.span);
  const words = laneWords(row, model.span);
  return (
    <div className="chart-lane" role="img" aria-label={words} title={words} style={{ marginLeft: box.left, width: box.width }}>
      {pieces.map((piece) => (
        <i
          key={piece.fromMs}
          className={`chart-lane-${piece.state}`}
          style={{ left: model.x(piece.fromMs) - box.left, width: Math.max(1, model.x(piece.toMs) - model.x(piece.fromMs)) }}
        />
      ))}
    </div>
  ); // prettier-ignore
}
