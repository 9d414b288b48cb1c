// Values as bars between their limits: plain, coloured by where each part lies, or as a row of cells.
import { MiddleText } from '../middle-text.tsx';
import { stepColour, wholeText, type ShownStep, type ShownValue } from './shown-value.ts';
import { inked } from './tiles.tsx';
import { emsOf } from './tile-layout.ts';

export interface BarGaugePanelProps {
  label: string;
  values: readonly ShownValue[];
  steps: readonly ShownStep[];
  mode: 'basic' | 'gradient' | 'lcd';
  /** `across`: bars lie, one below the other. `up`: they stand, side by side. */
  direction: 'across' | 'up';
  /** Whether the room that a bar does not fill is drawn. */
  unfilled: boolean;
  /** Whether figures have the colour of their value; and whether they are seen at all. */
  valueInk: boolean;
  valueShown: boolean;
  widthPx: number;
  heightPx: number;
}

const leastRowPx = 20;
const mostRowPx = 64;
const namePx = 12;
const leastColumnPx = 30;

export function BarGaugePanel(props: BarGaugePanelProps) {
  const { label, values, direction, widthPx, heightPx } = props;
  const lying = direction === 'across';
  const count = Math.max(1, values.length);
  const gapPx = count > 5 ? 4 : 6;
  const each = ((lying ? heightPx : widthPx) - gapPx * (count - 1)) / count;
  const sizePx = Math.floor(lying ? Math.min(mostRowPx, Math.max(leastRowPx, each)) : Math.min(120, Math.max(leastColumnPx, each))); // prettier-ignore
  const scrolls = each < (lying ? leastRowPx : leastColumnPx);
  const ems = Math.max(...values.map((value) => emsOf(wholeText(value))), 2);
  const longestName = Math.max(...values.map(({ name }) => emsOf(name) * namePx), 0);
  const fontPx = lying ? Math.max(12, Math.min(22, sizePx * 0.5)) : Math.max(11, Math.min(18, sizePx / ems));
  return (
    <ul
      className={`bars bars-${direction} ${scrolls ? 'bars-scroll' : ''}`}
      style={{ gap: gapPx }}
      aria-label={label}
      tabIndex={scrolls ? 0 : undefined}
    >
      {values.map((value) => (
        <li
          key={value.key}
          className="bar"
          style={lying ? { height: sizePx } : { width: sizePx }}
          title={value.name === '' ? value.exact : `${value.name}: ${value.exact}`}
        >
          {value.name === '' ? null : (
            <span className={!lying && longestName > sizePx ? 'bar-name bar-name-turned' : 'bar-name'} style={lying ? { flexBasis: Math.min(longestName + 4, widthPx * 0.4) } : {}}>
              <MiddleText text={value.name} />
            </span>
          )}
          <Bar {...props} value={value} lengthPx={lying ? widthPx * 0.6 : heightPx * 0.7} />
          <span className={props.valueShown ? `bar-value ${props.valueInk ? 'value-ink' : ''}` : 'unseen'} style={{ ...inked(value.colour), fontSize: fontPx, ...(lying ? { width: `${Math.ceil(ems * fontPx) + 4}px` } : {}) }}>
            {wholeText(value)}
          </span>
        </li>
      ))}
    </ul>
  ); // prettier-ignore
}

function Bar({
  value,
  steps,
  mode,
  direction,
  unfilled,
  lengthPx,
}: BarGaugePanelProps & { value: ShownValue; lengthPx: number }) {
  const share = Math.min(1, Math.max(0, value.share ?? 0));
  const lying = direction === 'across';
  const track = unfilled ? 'bar-track bar-unfilled' : 'bar-track';
  if (mode === 'lcd') return <Cells value={value} share={share} steps={steps} className={track} lengthPx={lengthPx} />;
  const toward = lying ? 'to right' : 'to top';
  // The gradient is laid over the whole length, so that a bar shows the colours it has passed.
  const stops = steps.map((step) => `${step.colour} ${Math.round((step.from / Math.max(share, 0.001)) * 100)}%`);
  const background = mode === 'gradient' && stops.length > 1 ? `linear-gradient(${toward}, ${stops.join(', ')})` : null;
  const extent = `${Math.max(value.share === null ? 0 : 0.4, share * 100)}%`;
  return (
    <span className={track} aria-hidden>
      <span
        className="bar-fill"
        style={{ ...inked(value.colour), ...(lying ? { width: extent } : { height: extent }), ...(background === null ? {} : { background }) }}
      />
    </span>
  ); // prettier-ignore
}

const cellPx = 10;

function Cells({
  value,
  share,
  steps,
  className,
  lengthPx,
}: {
  value: ShownValue;
  share: number;
  steps: readonly ShownStep[];
  className: string;
  lengthPx: number;
}) {
  const count = Math.max(4, Math.min(60, Math.floor(lengthPx / cellPx)));
  return (
    <span className={`${className} bar-cells`} aria-hidden>
      {Array.from({ length: count }, (_, cell) => {
        const from = cell / count;
        const lit = value.share !== null && from < share;
        const colour = stepColour(steps, from + 0.5 / count) ?? value.colour;
        // Cells never change places.
        // oxlint-disable-next-line react/no-array-index-key
        return <span key={cell} className={lit ? 'bar-cell bar-cell-lit' : 'bar-cell'} style={inked(colour)} />;
      })}
    </span>
  ); // prettier-ignore
}
