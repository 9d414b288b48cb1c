// Values as dials: an arc from the least to the greatest, the thresholds as a thin ring around it.
import { MiddleText } from '../middle-text.tsx';
import { arcPath, type Arc } from './arcs.ts';
import { wholeText, type ShownStep, type ShownValue } from './shown-value.ts';
import { ValueText } from './stat-panel.tsx';
import { inked, Tiles } from './tiles.tsx';
import { emsOf, fittingPx, tileLayout } from './tile-layout.ts';

export interface GaugePanelProps {
  label: string;
  values: readonly ShownValue[];
  /** Thresholds between the limits; none where they are not to be shown. */
  steps: readonly ShownStep[];
  /** What stands at the two ends, and at each threshold where that is wanted. */
  ends: { least: string; greatest: string };
  marks: readonly { at: number; text: string }[];
  named: boolean;
  direction: 'across' | 'down' | 'auto';
  widthPx: number;
  heightPx: number;
}

const gapPx = 8;
/** Three quarters of a circle less a little, open at the bottom, in degrees clockwise from the top. */
const sweep: Arc = { from: -120, to: 120 };
const at = (share: number): number => sweep.from + (sweep.to - sweep.from) * Math.min(1, Math.max(0, share));

export function GaugePanel(props: GaugePanelProps) {
  const { label, values, widthPx, heightPx, direction } = props;
  const layout = tileLayout({ count: values.length, widthPx, heightPx, direction, gapPx, leastWidthPx: 72, leastHeightPx: 76, shape: 1.2 }); // prettier-ignore
  const sizes = sizesOf(props, layout.tileWidthPx, layout.tileHeightPx);
  return (
    <Tiles label={label} layout={layout} gapPx={gapPx}>
      {values.map((value) => (
        <li key={value.key} className="gauge" title={value.name === '' ? value.exact : `${value.name}: ${value.exact}`}>
          <Dial {...props} value={value} sizes={sizes} />
        </li>
      ))}
    </Tiles>
  );
}

interface DialProps extends GaugePanelProps {
  value: ShownValue;
  sizes: DialSizes;
}

interface DialSizes {
  widthPx: number;
  dialPx: number;
  named: boolean;
  /** Of the whole, of the arc of the value, and how thick both are. */
  radius: number;
  outer: number;
  band: number;
  ring: number;
  topPx: number;
  valuePx: number;
  withEnds: boolean;
}

const namePx = 20;
const endsPx = 16;

/** One size for all dials: what is compared is drawn alike. */
function sizesOf(props: GaugePanelProps, widthPx: number, heightPx: number): DialSizes {
  const { values, steps, marks } = props;
  const named = props.named && values.some(({ name }) => name !== '');
  const dialPx = heightPx - (named ? namePx : 0);
  const withEnds = dialPx > 84;
  const markPx = Math.ceil(Math.max(0, ...marks.map(({ text }) => emsOf(text))) * 11) + 8;
  const [topPx, sidePx] = marks.length > 0 ? [14, Math.max(36, Math.min(markPx, widthPx * 0.34))] : [3, 4];
  // Two thirds of a circle: it reaches half a radius below its middle.
  const radius = Math.max(16, Math.min(widthPx / 2 - sidePx, (dialPx - topPx - (withEnds ? endsPx : 3)) / 1.5));
  const band = Math.max(5, radius * 0.2);
  const ring = steps.length > 1 ? Math.max(2, radius * 0.055) : 0;
  const outer = radius - (ring === 0 ? 0 : ring + 2);
  const longest = values.reduce((most, one) => (emsOf(wholeText(one)) > emsOf(most) ? wholeText(one) : most), '');
  const valuePx = fittingPx(longest, (outer - band) * 1.6, radius * 0.62, 11, 48);
  return { widthPx, dialPx, named, radius, outer, band, ring, topPx, valuePx, withEnds };
}

function Dial({ value, steps, ends, marks, sizes }: DialProps) {
  const { widthPx, dialPx, named, radius, outer, band, ring, topPx, valuePx, withEnds } = sizes;
  return (
    <>
      <div className="gauge-dial" style={{ height: dialPx }}>
        <svg viewBox={`${-widthPx / 2} ${-radius - topPx} ${widthPx} ${dialPx}`} aria-hidden>
          <path className="gauge-track" d={arcPath(outer - band, outer, sweep)} />
          {value.share === null ? null : (
            <path
              className="gauge-fill"
              style={inked(value.colour)}
              d={arcPath(outer - band, outer, { from: sweep.from, to: Math.max(at(value.share), sweep.from + 0.6) })}
            />
          )}
          {ring === 0
            ? null
            : steps.map((step, index) => (
                <path
                  key={step.from}
                  className="gauge-fill"
                  style={inked(step.colour)}
                  d={arcPath(radius - ring, radius, { from: at(step.from), to: at(steps[index + 1]?.from ?? 1) })}
                />
              ))}
          {marks.map((mark) => (
            <Mark key={mark.at} share={mark.at} text={mark.text} radius={radius + 4} />
          ))}
          {withEnds ? <Ends ends={ends} radius={outer - band / 2} /> : null}
        </svg>
        <span className="gauge-value value-ink" style={{ ...inked(value.colour), top: radius + topPx }}>
          <ValueText value={value} sizePx={valuePx} />
        </span>
      </div>
      {named ? (
        <span className="gauge-name">
          <MiddleText text={value.name} />
        </span>
      ) : (
        <span className="unseen">{value.name}</span>
      )}
    </>
  );
}

function Mark({ share, text, radius }: { share: number; text: string; radius: number }) {
  const angle = (at(share) * Math.PI) / 180;
  const anchor = Math.abs(Math.sin(angle)) < 0.2 ? 'middle' : angle < 0 ? 'end' : 'start';
  return (
    <text className="gauge-mark" x={Math.sin(angle) * radius} y={-Math.cos(angle) * radius} textAnchor={anchor}>
      {text}
    </text>
  );
}

function Ends({ ends, radius }: { ends: GaugePanelProps['ends']; radius: number }) {
  const y = radius * 0.5 + 15;
  const x = radius * 0.87;
  return (
    <>
      <text className="gauge-mark" x={-x} y={y} textAnchor="middle">
        {ends.least}
      </text>
      <text className="gauge-mark" x={x} y={y} textAnchor="middle">
        {ends.greatest}
      </text>
    </>
  );
}
