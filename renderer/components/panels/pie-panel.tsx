// Parts of a whole: a pie or a ring, with a list beside it that says each part in words and figures.
import { arcPath } from './arcs.ts';
import { wholeText, type ShownValue } from './shown-value.ts';
import { inked } from './tiles.tsx';
import { emsOf, fittingPx } from './tile-layout.ts';

export interface PieSlice extends ShownValue {
  /** The part of the whole, 0 to 1; null for what is no part of one: nothing, or less than nothing. */
  part: number | null;
}

export interface PiePanelProps {
  label: string;
  slices: readonly PieSlice[];
  kind: 'pie' | 'donut';
  /** What stands on a slice that has room for it. */
  onSlice: readonly ('name' | 'value' | 'percent')[];
  /** Where the list stands and which columns it has; null for no list in sight. */
  list: { place: 'right' | 'bottom'; columns: readonly ('value' | 'percent')[] } | null;
  /** The sum as text, in the middle of a ring. */
  total: string;
  widthPx: number;
  heightPx: number;
}

const labelPx = 11;
export const percentText = (part: number | null): string =>
  part === null ? 'no part' : part > 0 && part < 0.001 ? '< 0.1 %' : `${Number((part * 100).toFixed(1))} %`;

export function PiePanel(props: PiePanelProps) {
  const { label, slices, list, widthPx, heightPx } = props;
  const beside = list !== null && list.place === 'right' && widthPx > 260;
  const below = list !== null && !beside;
  const listPx = below ? Math.min(heightPx * 0.4, slices.length * 20 + 24) : 0;
  const sizePx = Math.max(60, Math.min(beside ? widthPx * 0.42 : widthPx, heightPx - listPx));
  return (
    <div className={`pie ${beside ? 'pie-beside' : 'pie-below'}`}>
      <svg width={sizePx} height={sizePx} viewBox={`${-sizePx / 2} ${-sizePx / 2} ${sizePx} ${sizePx}`} aria-hidden>
        <Slices {...props} radius={sizePx / 2 - 4} />
      </svg>
      <div className={list === null ? 'unseen' : 'pie-list'} style={below ? { height: listPx } : {}} tabIndex={list === null ? undefined : 0} role="group" aria-label={`${label}: parts`}>
        <PieList slices={slices} columns={list?.columns ?? ['value', 'percent']} label={label} />
      </div>
    </div>
  ); // prettier-ignore
}

/** Where each part begins and ends; what is no part is left out. */
function turnsOf(slices: readonly PieSlice[]): { slice: PieSlice; from: number; to: number }[] {
  let turned = 0;
  return slices.flatMap((slice) => {
    if (slice.part === null || slice.part === 0) return [];
    const from = turned;
    turned += slice.part * 360;
    return [{ slice, from, to: turned }];
  });
}

function Slices({ slices, kind, onSlice, total, radius }: PiePanelProps & { radius: number }) {
  const inner = kind === 'donut' ? radius * 0.62 : 0;
  const drawn = turnsOf(slices);
  if (drawn.length === 0) return <circle className="pie-none" r={radius} />;
  return (
    <>
      {drawn.map(({ slice, from, to }) => (
        <path key={slice.key} className={drawn.length === 1 ? 'pie-slice pie-whole' : 'pie-slice'} style={inked(slice.colour)} d={arcPath(inner, radius, { from, to })}>
          <title>{`${slice.name}: ${slice.exact} (${percentText(slice.part)})`}</title>
        </path>
      ))}
      {drawn.map(({ slice, from, to }) => {
        const middle = (((from + to) / 2) * Math.PI) / 180;
        const away = radius * (kind === 'donut' ? 0.81 : 0.68);
        const text = onSlice.map((what) => sliceText(slice, what)).join(' ');
        // Only where the slice is wide enough for it.
        if (text === '' || ((to - from) / 180) * Math.PI * away < emsOf(text) * labelPx) return null;
        return (
          <text
            key={slice.key}
            className="pie-label"
            style={inked(slice.colour)}
            x={Math.sin(middle) * away}
            y={-Math.cos(middle) * away + 4}
            textAnchor="middle"
          >
            {text}
          </text>
        );
      })}
      {kind === 'donut' ? (
        <text className="pie-total" y="0.35em" textAnchor="middle" style={{ fontSize: fittingPx(total, inner * 1.5, inner, 11, 30) }}>
          {total}
        </text>
      ) : null}
    </>
  ); // prettier-ignore
}

function sliceText(slice: PieSlice, what: 'name' | 'value' | 'percent'): string {
  if (what === 'name') return slice.name;
  return what === 'value' ? wholeText(slice) : percentText(slice.part);
}

function PieList({
  slices,
  columns,
  label,
}: {
  slices: readonly PieSlice[];
  columns: readonly ('value' | 'percent')[];
  label: string;
}) {
  return (
    <table className="pie-table">
      <caption className="unseen">{label}</caption>
      <thead className={columns.length === 0 ? 'unseen' : ''}>
        <tr>
          <th scope="col">Name</th>
          {columns.map((column) => (
            <th key={column} scope="col" className="number">
              {column === 'value' ? 'Value' : 'Percent'}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {slices.map((slice) => (
          <tr key={slice.key} title={`${slice.name}: ${slice.exact}`}>
            <th scope="row">
              <span className="series-swatch" style={inked(slice.colour)} aria-hidden />
              <span className="pie-name">{slice.name}</span>
            </th>
            {columns.map((column) => (
              <td key={column} className="number">
                {sliceText(slice, column)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  ); // prettier-ignore
}
