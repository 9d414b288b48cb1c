// Bars over categories: side by side or upon each other, standing or lying; and buckets that touch. Below it, for those who do
// not see it, all of it as a table.
import { linearAxis } from '../chart/value-ticks.ts';
import type { AxisUnit } from '../chart/units.ts';
import { placedBars, reachOf, type PlacedBar } from './bar-layout.ts';
import { inked } from './tiles.tsx';
import { emsOf } from './tile-layout.ts';

export interface BarCell {
  value: number | null;
  text: string;
  exact: string;
  /** Null for that of its group. */
  colour: string | null;
}

export interface BarGroup {
  key: string;
  name: string;
  colour: string;
  /** One for each category. */
  cells: readonly BarCell[];
}

export interface BarChartPanelProps {
  label: string;
  /** What stands at the axis, and the whole of it for the hover. */
  categories: readonly { text: string; full: string }[];
  groups: readonly BarGroup[];
  /** `up`: bars stand; `across`: they lie. */
  direction: 'up' | 'across';
  stack: 'none' | 'normal' | 'percent';
  touching: boolean;
  /** Whether values are written at their bars where they have room. */
  words: boolean;
  unit: AxisUnit;
  /** Values are counts: no figure at the axis lies between two. */
  whole: boolean;
  min: number | null;
  max: number | null;
  legend: boolean;
  widthPx: number;
  heightPx: number;
}

const textPx = 11;
const legendPx = 24;
const tickPx = 18;

interface Plot {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Pixels of a place among the categories and of a value, each along its own axis. */
  place: (at: number) => number;
  value: (value: number) => number;
  standing: boolean;
}

export function BarChartPanel(props: BarChartPanelProps) {
  const { label, categories, groups, stack, touching, unit, direction, widthPx } = props;
  const standing = direction === 'up';
  const bars = placedBars(groups.map(({ cells }) => cells.map(({ value }) => value)), categories.length, { stack, touching });
  const heightPx = props.heightPx - (props.legend ? legendPx : 0);
  const reach = reachOf(bars);
  const room = Math.max(2, Math.floor(standing ? heightPx / 40 : widthPx / 90));
  const most = props.whole ? Math.max(1, Math.min(room, reach[1])) : room;
  const axis = linearAxis({ extent: reach, min: props.min, max: props.max, most, steps: unit.steps, fromZero: true });
  const figures = axis.ticks.map((at) => ({ at, text: unit.format(at, axis.step) }));
  const names = Math.max(...categories.map(({ text }) => emsOf(text) * textPx), 10);
  const left = standing ? Math.max(...figures.map(({ text }) => emsOf(text) * textPx), 10) + 10 : Math.min(widthPx * 0.35, names + 10);
  // Words above the highest bar have room.
  const top = props.words && standing && stack === 'none' ? 18 : 8;
  const [width, height] = [Math.max(10, widthPx - left - 12), Math.max(10, heightPx - top - tickPx)];
  const part = (value: number): number => (Math.min(axis.max, Math.max(axis.min, value)) - axis.min) / (axis.max - axis.min);
  const along = standing ? width : height;
  const plot: Plot = {
    left, top, width, height, standing,
    place: (at) => (at / Math.max(1, categories.length)) * along,
    value: (value) => (standing ? top + height * (1 - part(value)) : left + width * part(value)),
  };
  return (
    <figure className="bar-chart" aria-label={label} data-drawn="svg">
      <svg width={widthPx} height={heightPx} aria-hidden>
        {figures.map(({ at, text }) => <Figure key={at} at={plot.value(at)} text={text} plot={plot} />)}
        {bars.map((bar) => <Bar key={`${bar.group} ${bar.category}`} bar={bar} plot={plot} {...props} />)}
        {props.words ? bars.map((bar) => <Word key={`${bar.group} ${bar.category}`} bar={bar} plot={plot} {...props} />) : null}
        <Names categories={categories} longestPx={names} plot={plot} touching={touching} />
      </svg>
      {props.legend ? (
        <ul className="bar-chart-legend">
          {groups.map(({ key, name, colour }) => (
            <li key={key}><span className="series-swatch" style={inked(colour)} aria-hidden />{name}</li>
          ))}
        </ul>
      ) : null}
      <Spoken {...props} />
    </figure>
  );
} // prettier-ignore

function Figure({ at, text, plot }: { at: number; text: string; plot: Plot }) {
  const { left, top, width, height, standing } = plot;
  return (
    <g>
      <path d={standing ? `M${left} ${at}h${width}` : `M${at} ${top}v${height}`} stroke="var(--line)" />
      <text className="chart-tick" x={standing ? left - 6 : at} y={standing ? at + 4 : top + height + 14} textAnchor={standing ? 'end' : 'middle'}>{text}</text>
    </g>
  );
} // prettier-ignore

const cellOf = (groups: readonly BarGroup[], { group, category }: PlacedBar): BarCell | undefined => groups[group]?.cells[category]; // prettier-ignore

function Bar({ bar, plot, groups, categories }: BarChartPanelProps & { bar: PlacedBar; plot: Plot }) {
  const { left, top, standing, place, value } = plot;
  const [from, to] = [value(bar.from), value(bar.to)].toSorted((a, b) => a - b) as [number, number];
  const group = groups[bar.group];
  const cell = cellOf(groups, bar);
  const [at, width] = [place(bar.at), Math.max(1, place(bar.width))];
  const box = standing ? { x: left + at, y: from, width, height: Math.max(0.5, to - from) } : { x: from, y: top + at, width: Math.max(0.5, to - from), height: width };
  return (
    <rect className="bar-chart-bar" style={inked(cell?.colour ?? group?.colour ?? null)} {...box}>
      <title>{`${categories[bar.category]?.full ?? ''}, ${group?.name ?? ''}: ${cell?.text ?? ''}`}</title>
    </rect>
  );
} // prettier-ignore

function Word({ bar, plot, groups, stack }: BarChartPanelProps & { bar: PlacedBar; plot: Plot }) {
  const { left, top, standing, place, value } = plot;
  const text = cellOf(groups, bar)?.text ?? '';
  const [at, width] = [place(bar.at + bar.width / 2), place(bar.width)];
  // Above its bar; in a stack there is no room for it but at the hover.
  if (stack !== 'none' || (standing ? width < emsOf(text) * textPx : width < textPx)) return null;
  const end = value(bar.to);
  return standing ? (
    <text className="chart-tick" x={left + at} y={bar.to < 0 ? end + 12 : Math.max(10, end - 3)} textAnchor="middle">{text}</text>
  ) : (
    <text className="chart-tick" x={Math.min(end + 4, plot.left + plot.width - emsOf(text) * textPx)} y={top + at + 4}>{text}</text>
  );
} // prettier-ignore

/** As many as have room, cut where one alone is too long. */
function Names({ categories, longestPx, plot, touching }: { categories: BarChartPanelProps['categories']; longestPx: number; plot: Plot; touching: boolean }) {
  const { left, top, height, standing, place } = plot;
  const room = place(1);
  const every = Math.max(1, Math.ceil(standing ? Math.min(longestPx + 8, 96) / room : 14 / room));
  const mostPx = standing ? room * every - 6 : left - 10;
  return categories.map(({ text, full }, at) => {
    if (at % every !== 0) return null;
    const middle = touching ? place(at) : place(at + 0.5);
    return (
      <text key={full} className="chart-tick" x={standing ? left + middle : left - 6} y={standing ? top + height + 14 : top + place(at + 0.5) + 4} textAnchor={standing ? 'middle' : 'end'}>{cut(text, mostPx)}</text>
    );
  });
} // prettier-ignore

function cut(text: string, mostPx: number): string {
  if (emsOf(text) * textPx <= mostPx) return text;
  let kept = text;
  while (kept.length > 1 && emsOf(`${kept}…`) * textPx > mostPx) kept = kept.slice(0, -1);
  return `${kept}…`;
}

function Spoken({ label, categories, groups }: BarChartPanelProps) {
  return (
    <table className="unseen">
      <caption>{label}</caption>
      <thead>
        <tr><th scope="col">Of</th>{groups.map(({ key, name }) => <th key={key} scope="col">{name}</th>)}</tr>
      </thead>
      <tbody>
        {categories.map(({ full }, at) => (
          <tr key={full}><th scope="row">{full}</th>{groups.map(({ key, cells }) => <td key={key}>{cells[at]?.text}</td>)}</tr>
        ))}
      </tbody>
    </table>
  );
} // prettier-ignore
