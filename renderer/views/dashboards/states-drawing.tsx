// States over time, a lane for each series.
import { useMemo } from 'react';
import { LanesPanel } from '../../components/panels/lanes-panel.tsx';
import type { DrawingProps } from './drawing-props.ts';
import { laneStates, lanesOf } from './lanes-of.ts';
import { rangeOf } from './values-of.ts';

export function StatesDrawing({ panel, shape, title, answer, series, stepMs, utc, widthPx, heightPx }: DrawingProps<'states'>) {
  const { fromMs, toMs } = answer;
  const span = useMemo(() => ({ fromMs, toMs }), [fromMs, toMs]);
  const range = useMemo(() => rangeOf(series), [series]);
  const lanes = useMemo(() => lanesOf(series, { joined: shape.joined, stepMs, span, range, utc }), [series, shape, stepMs, span, range, utc]);
  const states = useMemo(() => (shape.legend.as === 'hidden' ? [] : laneStates(series, panel.style, range)), [shape, series, panel, range]);
  return (
    <LanesPanel
      label={title}
      lanes={lanes}
      span={span}
      states={states}
      words={shape.words}
      rowShare={shape.rowShare}
      parted={!shape.joined}
      widthPx={widthPx}
      heightPx={heightPx}
    />
  );
} // prettier-ignore
