// Draws the answer of a panel as its kind has it.
import type { ReactNode } from 'react';
import type { Shape } from '#shared/model/dashboard/panel.ts';
import { BarChartDrawing, HistogramDrawing } from './bar-drawings.tsx';
import { HeatmapDrawing, TimeseriesDrawing } from './chart-drawings.tsx';
import type { DrawingProps } from './drawing-props.ts';
import { StatesDrawing } from './states-drawing.tsx';
import { TableDrawing } from './table-drawing.tsx';
import { BarGaugeDrawing, GaugeDrawing, PieDrawing, StatDrawing } from './value-drawings.tsx';

export function PanelDrawing(props: Omit<DrawingProps, 'shape'> & { shape: Shape }): ReactNode {
  const { shape, ...rest } = props;
  switch (shape.kind) {
    case 'timeseries':
      return <TimeseriesDrawing {...rest} shape={shape} />;
    case 'heatmap':
      return <HeatmapDrawing {...rest} shape={shape} />;
    case 'stat':
      return <StatDrawing {...rest} shape={shape} />;
    case 'gauge':
      return <GaugeDrawing {...rest} shape={shape} />;
    case 'bargauge':
      return <BarGaugeDrawing {...rest} shape={shape} />;
    case 'pie':
      return <PieDrawing {...rest} shape={shape} />;
    case 'states':
      return <StatesDrawing {...rest} shape={shape} />;
    case 'barchart':
      return <BarChartDrawing {...rest} shape={shape} />;
    case 'histogram':
      return <HistogramDrawing {...rest} shape={shape} />;
    case 'table':
      return <TableDrawing {...rest} shape={shape} />;
    default:
      return null;
  }
}
