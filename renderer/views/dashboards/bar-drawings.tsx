// Bars over rows, and over how often values come.
import { useMemo } from 'react';
import { BarChartPanel } from '../../components/panels/bar-chart-panel.tsx';
import { grouped } from '../../components/times.ts';
import { barsOf, frequencies, type Bars } from './bars-of.ts';
import { chartUnit } from './chart-of.ts';
import type { DrawingProps } from './drawing-props.ts';
import { shownTables } from './shown-tables.ts';

const notePx = 20;

export function BarChartDrawing({ panel, shape, title, answer, utc, widthPx, heightPx }: DrawingProps<'barchart'>) {
  const bars = useMemo(() => barsOf(shownTables(panel, answer), panel, shape, { utc, nowMs: answer.toMs }), [panel, shape, answer, utc]); // prettier-ignore
  const percent = shape.stack === 'percent';
  const { style } = panel;
  const more = bars.rows > bars.categories.length;
  return (
    <>
      <BarChartPanel
        label={title}
        {...bars}
        direction={shape.direction === 'down' ? 'across' : 'up'}
        stack={shape.stack}
        touching={false}
        words={shape.words}
        whole={false}
        unit={chartUnit(percent ? { unit: 'percentunit' } : style)}
        min={percent ? 0 : (style.min ?? null)}
        max={percent ? 1 : (style.max ?? null)}
        legend={shape.legend.as !== 'hidden' && bars.groups.length > 1}
        widthPx={widthPx}
        heightPx={heightPx - (more ? notePx : 0)}
      />
      {more ? <p className="quiet">{moreWords(bars)}</p> : null}
    </>
  );
}

const moreWords = ({ rows, categories }: Bars): string =>
  `The first ${grouped(categories.length)} of ${grouped(rows)} rows are drawn.`;

const countUnit = chartUnit({ unit: 'short', decimals: 0 });

export function HistogramDrawing({ panel, shape, title, series, widthPx, heightPx }: DrawingProps<'histogram'>) {
  const { style } = panel;
  const bars = useMemo(() => {
    const unit = chartUnit(style);
    return frequencies(series, shape, (value) => unit.format(value));
  }, [series, shape, style]);
  return (
    <BarChartPanel
      label={title}
      {...bars}
      direction="up"
      stack="none"
      touching={bars.groups.length === 1}
      words={false}
      whole
      unit={countUnit}
      min={null}
      max={null}
      legend={shape.legend.as !== 'hidden' && bars.groups.length > 1}
      widthPx={widthPx}
      heightPx={heightPx}
    />
  );
}
