// The graph of Explore: all answers in one chart, with what happened meanwhile and when it was watched.
import { useCallback, useMemo, useState } from 'react';
import type { Frame } from '#shared/model/series.ts';
import { isMoving, spanText } from '#shared/model/span.ts';
import { useClock } from '../../components/clock-context.tsx';
import type { ChartOptions, ChartState, Span } from '../../components/chart/chart-types.ts';
import { TimeChart } from '../../components/chart/time-chart.tsx';
import { units } from '../../components/chart/units.ts';
import { annotationsQuestion, coverageQuestion } from '../../state/panel-questions.ts';
import { useConsole } from '../../state/use-console.ts';
import { usePanelQuery, type PanelHold } from '../../state/use-panel-query.ts';
import { exploreSeries, staleOf, totalsOf } from './explore-series.ts';
import { ExploreWaiting } from './explore-waiting.tsx';
import type { Explore } from './use-explore.ts';

const none: readonly never[] = [];

export function ExploreGraph({ explore }: { explore: Explore }) {
  const { zone } = useClock();
  const { look, frames: holds, spanText: text } = explore;
  const everyMs = isMoving(text) ? look.everyMs : 0;
  const events = usePanelQuery(annotationsQuestion(text, zone), everyMs);
  const coverage = usePanelQuery(coverageQuestion(text, zone), everyMs);
  const zoom = useZoom();
  const frames = useSame(holds.map(({ answer }) => answer));
  const { series, shared } = useMemo(() => exploreSeries(frames), [frames]);
  const totals = useMemo(() => totalsOf(frames), [frames]);
  const options = useOptions(explore);
  const state = useChartState(holds);
  const span = useShownSpan(frames);
  if (span === null) return <ExploreWaiting holds={holds} />;
  const unknown = [events, coverage].find(({ failure }) => failure !== null)?.failure?.reason;
  return (
    <TimeChart
      title="Explore"
      head={unknown === undefined ? <span className="explore-shared quiet" title={shared}>{shared}</span> : <span className="quiet">What happened meanwhile is not known: {unknown}</span>}
      series={series}
      span={span}
      stepMs={Math.max(1, ...frames.map((frame) => frame?.stepMs ?? 0))}
      options={options}
      state={state}
      {...totals}
      annotations={events.answer?.entries ?? none}
      coverage={coverage.answer ?? none}
      onZoom={zoom}
    />
  ); // prettier-ignore
}

function useZoom(): (span: Span) => void {
  const { place } = useConsole();
  return useCallback((span) => place.go({ span: spanText(span) }), [place]);
}

/** The same array while its members are the same. */
function useSame<T>(list: readonly T[]): readonly T[] {
  const [kept, setKept] = useState(list);
  if (kept.length === list.length && kept.every((one, at) => one === list[at])) return kept;
  setKept(list);
  return list;
}

function useOptions({ look: { unit, log, stacked } }: Explore): ChartOptions {
  return useMemo(
    () => ({ unit: units[unit], scale: log ? 'log' : 'linear', stacked, legend: 'table' }),
    [unit, log, stacked],
  );
}

function useChartState(holds: readonly PanelHold<Frame>[]): ChartState {
  const { asOfMs, reason } = staleOf(holds) ?? { asOfMs: null, reason: '' };
  return useMemo(() => (asOfMs === null ? { kind: 'live' } : { kind: 'stale', asOfMs, reason }), [asOfMs, reason]);
}

/** What the answers are about, which is not yet what is asked while a newer one is on its way. */
function useShownSpan(frames: readonly (Frame | null)[]): Span | null {
  const present = frames.filter((frame) => frame !== null);
  const fromMs = Math.min(...present.map((frame) => frame.fromMs));
  const toMs = Math.max(...present.map((frame) => frame.toMs));
  return useMemo(() => (fromMs < toMs ? { fromMs, toMs } : null), [fromMs, toMs]);
}
