// What every drawing of a panel is given.
import type { Ref } from 'react';
import type { Panel, ShapeKind, ShapeOf } from '#shared/model/dashboard/panel.ts';
import type { ChartHandle } from '../../components/chart/use-chart-files.ts';
import type { ChartState, Span } from '../../components/chart/chart-types.ts';
import type { PanelAnswer } from '../../state/panel-answers.ts';
import type { ShownSeries } from './shown-series.ts';

export interface DrawingProps<K extends ShapeKind = ShapeKind> {
  panel: Panel;
  shape: ShapeOf<K>;
  title: string;
  answer: PanelAnswer;
  series: readonly ShownSeries[];
  stepMs: number;
  state: ChartState;
  utc: boolean;
  widthPx: number;
  heightPx: number;
  onZoom: (span: Span) => void;
  /** What the drawing can do for the menu of its panel. */
  handle: Ref<Partial<ChartHandle>>;
}
