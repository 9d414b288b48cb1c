// States over time, a lane for each thing that has them. Spans are drawn on a canvas, their words stand over it; the list of
// what each lane says last is there for those who do not see the picture.
import { useCallback, useMemo, useState } from 'react';
import { Canvas } from '../chart/canvas.tsx';
import type { Span } from '../chart/chart-types.ts';
import { pageColours, useTheme } from '../chart/page-colours.ts';
import { timeTicks } from '../chart/time-ticks.ts';
import { useClock } from '../clock-context.tsx';
import { MiddleText } from '../middle-text.tsx';
import { durationInWords, grouped, momentInWords } from '../times.ts';
import { inked } from './tiles.tsx';
import { emsOf } from './tile-layout.ts';

export interface LaneSpan {
  fromMs: number;
  toMs: number;
  text: string;
  colour: string | null;
  exact: string;
}

export interface Lane {
  key: string;
  name: string;
  /** In the order of time; what lies between them is not known. */
  spans: LaneSpan[];
}

/** What a colour means. */
export interface LaneState {
  text: string;
  colour: string | null;
}

export interface LanesPanelProps {
  label: string;
  lanes: readonly Lane[];
  span: Span;
  /** Below the lanes; none where there is nothing to say. */
  states: readonly LaneState[];
  /** Whether words stand in spans that have room for them. */
  words: boolean;
  /** How much of its lane a span fills. */
  rowShare: number;
  /** A thin line parts neighbours of one colour. */
  parted: boolean;
  widthPx: number;
  heightPx: number;
}

const axisPx = 22;
const legendPx = 24;
const leastRowPx = 18;
const wordPx = 12;
/** So near to the end a time is written before its place. */
const edgePx = 22;

export function LanesPanel(props: LanesPanelProps) {
  const { label, lanes, span, states, widthPx, heightPx } = props;
  const legend = states.length > 0 ? legendPx : 0;
  const rowPx = Math.max(leastRowPx, Math.floor((heightPx - axisPx - legend) / Math.max(1, lanes.length)));
  const namePx = Math.ceil(Math.min(widthPx * 0.32, Math.max(...lanes.map(({ name }) => emsOf(name) * wordPx), 20) + 10));
  const plotPx = Math.max(20, widthPx - namePx - 8);
  const scrolls = rowPx * lanes.length > heightPx - axisPx - legend;
  return (
    <figure className="lanes" aria-label={label} data-drawn="canvas">
      <figcaption className="unseen">{label}: {grouped(lanes.length)} {lanes.length === 1 ? 'lane' : 'lanes'}.</figcaption>
      <div className="lanes-rows" style={{ height: heightPx - axisPx - legend }} tabIndex={scrolls ? 0 : undefined} role={scrolls ? 'group' : undefined} aria-label={scrolls ? `${label}: lanes` : undefined}>
        <ul className="lanes-names" style={{ width: namePx }}>
          {lanes.map(({ key, name, spans }) => (
            <li key={key} style={{ height: rowPx }} title={name}>
              <MiddleText text={name} />
              <span className="unseen">: {spans.at(-1)?.text ?? 'not known'}</span>
            </li>
          ))}
        </ul>
        <LanePlot {...props} rowPx={rowPx} plotPx={plotPx} />
      </div>
      <Axis span={span} namePx={namePx} plotPx={plotPx} />
      {states.length === 0 ? null : (
        <ul className="lanes-legend">
          {states.map(({ text, colour }) => (
            <li key={`${text} ${colour}`}>
              <span className="series-swatch" style={inked(colour)} aria-hidden />
              {text}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
} // prettier-ignore

function Axis({ span, namePx, plotPx }: { span: Span; namePx: number; plotPx: number }) {
  const { zone } = useClock();
  const ticks = timeTicks(span, Math.floor(plotPx / 88), zone);
  return (
    <svg className="lanes-axis" width={namePx + plotPx} height={axisPx} aria-hidden>
      {ticks.map(({ atMs, text }) => (
        <text key={atMs} className="chart-tick" x={namePx + placeOf(atMs, span, plotPx)} y={14} textAnchor={placeOf(atMs, span, plotPx) > plotPx - edgePx ? 'end' : 'middle'}>{text}</text>
      ))}
    </svg>
  );
} // prettier-ignore

const placeOf = (atMs: number, { fromMs, toMs }: Span, plotPx: number): number =>
  (Math.min(1, Math.max(0, (atMs - fromMs) / Math.max(1, toMs - fromMs)))) * plotPx; // prettier-ignore

function LanePlot({ lanes, span, words, rowShare, parted, rowPx, plotPx }: LanesPanelProps & { rowPx: number; plotPx: number }) {
  const theme = useTheme();
  const { zone, now } = useClock();
  const [spot, setSpot] = useState<{ x: number; y: number } | null>(null);
  const barPx = Math.max(4, Math.round(rowPx * rowShare));
  const draw = useCallback(
    (context: CanvasRenderingContext2D) => {
      const colourOf = pageColours();
      lanes.forEach(({ spans }, row) => {
        const top = row * rowPx + (rowPx - barPx) / 2;
        for (const { fromMs, toMs, colour } of spans) {
          const from = placeOf(fromMs, span, plotPx);
          const to = Math.max(from + 1, placeOf(toMs, span, plotPx) - (parted ? 1 : 0));
          context.fillStyle = colourOf(colour ?? 'var(--accent)');
          context.fillRect(from, top, to - from, barPx);
        }
      });
    },
    // Variables of the page change with the theme.
    // oxlint-disable-next-line react/exhaustive-deps
    [lanes, span, rowPx, barPx, plotPx, parted, theme],
  );
  const written = useMemo(() => (words && barPx >= 14 ? wordsOf(lanes, span, plotPx) : []), [words, barPx, lanes, span, plotPx]);
  const lane = spot === null ? undefined : lanes[Math.floor(spot.y / rowPx)];
  const atMs = spot === null ? 0 : span.fromMs + (spot.x / plotPx) * (span.toMs - span.fromMs);
  const over = lane?.spans.find((one) => atMs >= one.fromMs && atMs < one.toMs);
  return (
    <div
      className="lanes-plot"
      style={{ width: plotPx, height: rowPx * lanes.length }}
      onPointerMove={({ clientX, clientY, currentTarget }) => {
        const { left, top } = currentTarget.getBoundingClientRect();
        setSpot({ x: clientX - left, y: clientY - top });
      }}
      onPointerLeave={() => setSpot(null)}
    >
      <Canvas widthPx={plotPx} heightPx={rowPx * lanes.length} draw={draw} />
      {written.map(({ key, row, left, width, text, colour }) => (
        <span key={key} className="lane-word" style={{ ...inked(colour), top: row * rowPx, left, width, lineHeight: `${rowPx}px` }} aria-hidden>
          {text}
        </span>
      ))}
      {spot === null || lane === undefined || over === undefined ? null : (
        <div className="chart-tooltip" style={{ top: Math.min(spot.y + 12, rowPx * lanes.length - 30), ...(spot.x < plotPx / 2 ? { left: spot.x + 14 } : { right: plotPx - spot.x + 14 }) }}>
          <strong>{lane.name}</strong>
          <p>{over.text === over.exact ? over.text : `${over.text} (${over.exact})`}</p>
          <p>{momentInWords(over.fromMs, now, zone)}, for {durationInWords(over.toMs - over.fromMs)}</p>
        </div>
      )}
    </div>
  );
} // prettier-ignore

interface LaneWord {
  key: string;
  row: number;
  left: number;
  width: number;
  text: string;
  colour: string | null;
}

/** Words only where the whole of them has room. */
function wordsOf(lanes: readonly Lane[], span: Span, plotPx: number): LaneWord[] {
  return lanes.flatMap(({ key, spans }, row) =>
    spans.flatMap(({ fromMs, toMs, text, colour }): LaneWord[] => {
      const left = placeOf(fromMs, span, plotPx);
      const width = placeOf(toMs, span, plotPx) - left;
      return text === '' || width < emsOf(text) * wordPx + 6 ? [] : [{ key: `${key} ${fromMs}`, row, left, width, text, colour }]; // prettier-ignore
    }),
  );
}
