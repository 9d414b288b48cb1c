// Single values, large: one tile for each, with its name and, where wanted, its recent course below it.
import type { ReactNode } from 'react';
import { MiddleText } from '../middle-text.tsx';
import { wholeText, type ShownValue } from './shown-value.ts';
import { inked, Tiles } from './tiles.tsx';
import { emsOf, fittingPx, tileLayout } from './tile-layout.ts';

export interface StatPanelProps {
  label: string;
  values: readonly ShownValue[];
  colourMode: 'none' | 'value' | 'background' | 'background_solid';
  textMode: 'auto' | 'value' | 'value_and_name' | 'name' | 'none';
  direction: 'across' | 'down' | 'auto';
  /** In the middle where there is one value and it is asked for; at the left where there are several. */
  centred: boolean;
  /** Pixels of the value's and the name's text; null to fill the tile. */
  valuePx: number | null;
  namePx: number | null;
  widthPx: number;
  heightPx: number;
  /** Draws the recent course of a value into that room; left out where none is wanted. */
  spark?: ((key: string, widthPx: number, heightPx: number) => ReactNode) | undefined;
}

const gapPx = 6;
const padPx = 8;
const sparkShare = 0.4;

export function StatPanel(props: StatPanelProps) {
  const { label, values, widthPx, heightPx } = props;
  const layout = tileLayout({ count: values.length, widthPx, heightPx, direction: props.direction, gapPx, leastWidthPx: 90, leastHeightPx: 44, shape: 2.2 }); // prettier-ignore
  const sizes = sizesOf(props, layout);
  return (
    <Tiles label={label} layout={layout} gapPx={gapPx}>
      {values.map((value) => (
        <StatTile key={value.key} value={value} sizes={sizes} {...props} />
      ))}
    </Tiles>
  );
}

interface Sizes {
  tileWidthPx: number;
  tileHeightPx: number;
  valuePx: number;
  namePx: number;
  named: boolean;
  valued: boolean;
}

/** One size for all tiles, that of the longest text: figures that are compared are written alike. */
function sizesOf(
  props: StatPanelProps,
  { tileWidthPx, tileHeightPx }: { tileWidthPx: number; tileHeightPx: number },
): Sizes {
  const { values, textMode, spark } = props;
  const many = values.length > 1;
  const named = textMode === 'value_and_name' || (textMode === 'auto' && many);
  const valued = textMode !== 'none';
  const roomPx = (spark === undefined ? tileHeightPx : tileHeightPx * (1 - sparkShare)) - padPx;
  const inPx = tileWidthPx - padPx * 2;
  const texts = values.map((value) => wholeText(largeOf(value, textMode)));
  const longest = texts.reduce((most, text) => (emsOf(text) > emsOf(most) ? text : most), '');
  const namePx = props.namePx ?? Math.max(11, Math.min(16, Math.round(tileHeightPx * 0.14)));
  const leftPx = named && valued ? roomPx - namePx * 1.5 : roomPx;
  return {
    tileWidthPx,
    tileHeightPx,
    named,
    valued,
    namePx,
    valuePx: props.valuePx ?? fittingPx(longest, inPx, leftPx, 13, 64),
  };
}

/** What stands large: the value, or the name in its place. */
const largeOf = (value: ShownValue, textMode: StatPanelProps['textMode']): ShownValue =>
  textMode === 'name' ? { ...value, prefix: '', text: value.name, suffix: '' } : value;

function StatTile({
  value,
  sizes,
  textMode,
  colourMode,
  centred,
  spark,
}: StatPanelProps & { value: ShownValue; sizes: Sizes }) {
  const filled = value.colour !== null && colourMode.startsWith('background');
  const tone = filled ? `stat-${colourMode}` : colourMode === 'value' && value.colour !== null ? 'stat-value-ink' : '';
  const sparkPx = Math.floor(sizes.tileHeightPx * sparkShare);
  return (
    <li
      className={`stat ${tone} ${centred && spark === undefined ? 'stat-centred' : ''}`}
      style={colourMode === 'none' ? {} : inked(value.colour)}
      title={value.name === '' ? value.exact : `${value.name}: ${value.exact}`}
    >
      {sizes.named && value.name !== '' ? (
        <span className="stat-name" style={{ fontSize: sizes.namePx }}>
          <MiddleText text={value.name} />
        </span>
      ) : (
        <span className="unseen">{textMode === 'name' ? wholeText(value) : value.name}</span>
      )}
      {sizes.valued ? (
        <ValueText value={largeOf(value, textMode)} sizePx={sizes.valuePx} />
      ) : (
        <span className="unseen">{wholeText(value)}</span>
      )}
      {spark === undefined ? null : (
        <span className="stat-spark" style={{ height: sparkPx }}>
          {spark(value.key, sizes.tileWidthPx, sparkPx)}
        </span>
      )}
    </li>
  );
}

/** The number large, its unit a little smaller. */
export function ValueText({ value, sizePx }: { value: ShownValue; sizePx: number }) {
  const unitPx = Math.max(11, Math.round(sizePx * 0.68));
  return (
    <span className="shown-value" style={{ fontSize: sizePx }}>
      {value.prefix === '' ? null : <span style={{ fontSize: unitPx }}>{value.prefix}</span>}
      {value.text}
      {value.suffix === '' ? null : <span style={{ fontSize: unitPx }}>{value.suffix}</span>}
    </span>
  );
}
