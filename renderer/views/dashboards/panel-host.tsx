// One panel at work: asks while it is in sight, and shows its answer, or in words why there is none. What happens to it
// happens to no other.
import { memo, useMemo, useRef, useState, type ReactNode, type Ref } from 'react';
import { useStore } from 'zustand';
import type { PlacedPanel } from '#shared/model/dashboard/layout.ts';
import { samplingWords } from '../../components/chart/sampling-words.ts';
import type { ChartHandle } from '../../components/chart/use-chart-files.ts';
import type { ChartState, Span } from '../../components/chart/chart-types.ts';
import { useSize, type Size } from '../../components/chart/use-size.ts';
import { Button } from '../../components/button.tsx';
import { PanelFrame } from '../../components/panels/panel-frame.tsx';
import { PanelGuard } from '../../components/panels/panel-guard.tsx';
import { PanelAsking, PanelWords, UnsupportedPanel } from '../../components/panels/panel-state.tsx';
import { TextPanel } from '../../components/panels/text-panel.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import type { PanelAnswer } from '../../state/panel-answers.ts';
import { usePanelAnswer, type PanelAnswerHold } from '../../state/use-panel-answer.ts';
import { AlertsDrawing } from './alerts-drawing.tsx';
import { InspectDialog } from './inspect-dialog.tsx';
import { PanelDrawing } from './panel-drawing.tsx';
import { keptWords } from './kept-words.ts';
import { panelChoices } from './panel-choices.ts';
import { factsOf, shownSeries, type AnswerFacts, type ShownSeries } from './shown-series.ts';
import { shownTables } from './shown-tables.ts';
import { isOfOtherTime } from './shown-time.ts';
import { panelQuestions, panelTexts, type PanelQuestions, type PanelSetting } from './questions-of.ts';

export interface PanelHostProps {
  placed: PlacedPanel;
  setting: Omit<PanelSetting, 'variables'>;
  /** A new number asks again. */
  round: number;
  /** Why variables have no value, by name. */
  problems: ReadonlyMap<string, string>;
  inSight: boolean;
  enlarged: boolean;
  inspected: boolean;
  onEnlarge: (key: string | null) => void;
  onInspect: (key: string | null) => void;
  onZoom: (span: Span) => void;
}

/** Series that one query of a panel draws. */
const seriesLimit = 50;
/** A few pixels more or less are no reason to ask again. */
const roundPx = 50;

export const PanelHost = memo(function PanelHost(props: PanelHostProps) {
  const { placed, setting, round, inSight, enlarged, inspected, onEnlarge, onInspect } = props;
  const { panel, key } = placed;
  const stores = useConsole();
  const room = useRef<HTMLDivElement>(null);
  // Told what the chart can do without being drawn anew for it.
  const [chart] = useState<{ current: Partial<ChartHandle> | null }>(() => ({ current: null }));
  const size = useSize(room);
  const own = useMemo(() => ({ ...setting, variables: placed.variables }), [setting, placed.variables]);
  const texts = useMemo(() => panelTexts(panel, own), [panel, own]);
  const widthPx = size === null ? 0 : Math.max(100, Math.ceil(size.widthPx / roundPx) * roundPx);
  const asks = useMemo(() => panelQuestions(panel, own, widthPx), [panel, own, widthPx]);
  const mayAsk = inSight && size !== null && asks.questions.length > 0 && asks.waitsFor.length === 0;
  const hold = usePanelAnswer(mayAsk ? { panelKey: key, targets: asks.questions, ...asks.span, seriesLimit } : null, round); // prettier-ignore
  const { answer } = hold;
  const series = useMemo(() => (answer === null ? [] : shownSeries(panel, answer)), [panel, answer]);
  const tables = useMemo(() => (answer === null || panel.shape.kind !== 'table' ? null : shownTables(panel, answer)), [panel, answer]);
  const facts = useMemo(() => (answer === null ? null : factsOf(answer)), [answer]);
  const stale = useStale(hold);
  return (
    <>
      <PanelFrame
        panelKey={key}
        title={texts.title}
        description={texts.description}
        stale={answer === null ? null : stale}
        asking={hold.askedAt !== null && answer !== null}
        earlier={answer !== null && isOfOtherTime(answer, asks.span, setting.moving)}
        facts={factWords(asks, facts)}
        notes={[...noteWords(props, asks, facts), ...skipWords(answer)]}
        choices={panelChoices(stores, { panel, key, title: texts.title, asks, series, tables, chart, enlarged, onEnlarge, onInspect })}
        enlarged={enlarged}
        onShrink={() => onEnlarge(null)}
      >
        <div ref={room} className="panel-room">
          <PanelGuard of={answer}>
            <Content {...props} {...{ texts, asks, hold, series, facts, size, stale }} handle={chart} />
          </PanelGuard>
        </div>
      </PanelFrame>
      {inspected ? <InspectDialog title={texts.title} panel={panel} asks={asks} hold={hold} facts={facts} onClose={() => onInspect(null)} /> : null}
    </>
  );
}); // prettier-ignore

/** Not live any more: its own last question failed, or nobody can be asked. */
function useStale({ answeredAt, failure }: PanelAnswerHold): { asOf: number; reason: string } | null {
  const { link } = useConsole();
  const lost = useStore(link.store, ({ state }) => state !== 'live');
  return useMemo(() => {
    if (answeredAt === null) return null;
    if (failure !== null) return { asOf: answeredAt, reason: failure.reason };
    return lost ? { asOf: answeredAt, reason: 'the engine cannot be reached' } : null;
  }, [answeredAt, failure, lost]);
}

function factWords({ spanWords }: PanelQuestions, facts: AnswerFacts | null): string[] {
  const partial = facts !== null && facts.totalSeries > facts.series;
  const kept = facts?.kept[0]?.kept.incident;
  return [
    kept === undefined ? '' : `kept with ${kept}`,
    spanWords,
    partial ? `showing ${grouped(facts.series)} of ${grouped(facts.totalSeries)}` : '',
  ].filter(Boolean);
}

function noteWords(
  { placed: { panel }, setting }: PanelHostProps,
  asks: PanelQuestions,
  facts: AnswerFacts | null,
): string[] {
  const zone = setting.utc ? 'utc' : 'local';
  return [
    ...new Set(facts?.kept.map(({ kept, shown }) => keptWords(kept, shown, zone)) ?? []),
    ...(facts?.refused.map(({ refId, reason }) => `Query ${refId} was refused: ${reason}`) ?? []),
    ...(facts?.warnings.map((words) => `Prometheus warns: ${words}`) ?? []),
    ...(facts?.infos.map((words) => `Prometheus notes: ${words}`) ?? []),
    ...asks.unknown.map((name) => `${name} stands in a query and is not known; it was sent as it is`),
    ...panel.notes.map(({ words }) => `Import: ${words}`),
  ];
}

/** What lines of steps do not show, once for all queries of which it is the same. */
function skipWords(answer: PanelAnswer | null): string[] {
  const words = answer?.targets.map(({ result }) => (result.kind === 'range' ? samplingWords(result.frame.sampling) : null)); // prettier-ignore
  return [...new Set(words?.filter((one) => one !== null))];
}

interface ContentProps extends PanelHostProps {
  texts: ReturnType<typeof panelTexts>;
  asks: PanelQuestions;
  hold: PanelAnswerHold;
  series: readonly ShownSeries[];
  facts: AnswerFacts | null;
  size: Size | null;
  stale: { asOf: number; reason: string } | null;
  handle: Ref<Partial<ChartHandle>>;
}

const live: ChartState = { kind: 'live' };

function Content(props: ContentProps): ReactNode {
  const { placed, texts, asks, hold, series, size, stale, setting, problems, handle } = props;
  const { panel } = placed;
  const { shape } = panel;
  const state = useMemo<ChartState>(() => (stale === null ? live : { kind: 'stale', asOfMs: stale.asOf, reason: stale.reason }), [stale]); // prettier-ignore
  if (shape.kind === 'placeholder') return <UnsupportedPanel kind={shape.type} reason={shape.reason} />;
  if (shape.kind === 'text') return <TextPanel text={texts.text} mode={shape.mode} />;
  if (shape.kind === 'alerts') return <AlertsDrawing shape={shape} title={texts.title} round={props.round} inSight={props.inSight} />; // prettier-ignore
  if (asks.waitsFor.length > 0) return <Waits names={asks.waitsFor} problems={problems} />;
  if (panel.queries.length === 0) return <PanelWords glyph="never" title="It asks nothing" >This panel has no query.</PanelWords>; // prettier-ignore
  if (asks.questions.length === 0) return <PanelWords glyph="never" title="It asks nothing">All its queries are hidden or empty.</PanelWords>; // prettier-ignore
  if (hold.answer === null) return <Unanswered hold={hold} title={texts.title} />;
  if (!series.some(hasValues)) return <NoData facts={props.facts} noValue={panel.style.noValue} />;
  const overTime = shape.kind === 'timeseries' || shape.kind === 'heatmap' || shape.kind === 'states';
  if (overTime && !series.some(({ times }) => times.length > 0)) return <PanelWords glyph="inconclusive" title="Nothing to draw over time">Its transformations leave values without times.</PanelWords>; // prettier-ignore
  if (size === null) return null;
  return (
    <PanelDrawing
      panel={panel}
      shape={shape}
      title={texts.title === '' ? 'Panel without a title' : texts.title}
      answer={hold.answer}
      series={series}
      stepMs={props.facts?.stepMs ?? 0}
      state={state}
      utc={setting.utc}
      widthPx={size.widthPx}
      heightPx={size.heightPx}
      onZoom={props.onZoom}
      handle={handle}
    />
  );
}

const hasValues = ({ values, raws }: ShownSeries): boolean => values.length > 0 || (raws?.length ?? 0) > 0;

function Waits({ names, problems }: { names: readonly string[]; problems: ReadonlyMap<string, string> }) {
  const why = names.flatMap((name) => problems.get(name) ?? []);
  return (
    <PanelWords glyph={why.length === 0 ? 'waiting' : 'error'} title={`Waiting for ${names.map((name) => `$${name}`).join(', ')}`}>
      {why.length === 0 ? 'It has no value yet, so nothing is asked.' : why.join('; ')}
    </PanelWords>
  ); // prettier-ignore
}

function Unanswered({ hold, title }: { hold: PanelAnswerHold; title: string }) {
  const { failure, askedAt } = hold;
  if (failure === null || askedAt !== null) return <PanelAsking what={title} onCancel={hold.cancel} />;
  return (
    <PanelWords glyph="error" title={failure.code === 'cancelled' ? 'Cancelled' : 'Could not look'} action={<Button onClick={hold.again}>Try again</Button>}>
      {failure.reason}
    </PanelWords>
  ); // prettier-ignore
}

/** Nothing is not zero: it says what nothing means. */
function NoData({ facts, noValue }: { facts: AnswerFacts | null; noValue: string | undefined }) {
  const some = facts !== null && facts.refused.length > 0;
  return (
    <PanelWords glyph={some ? 'error' : 'inconclusive'} title={noValue === undefined || noValue === '' ? 'No data' : noValue}>
      {some ? facts.refused.map(({ refId, reason }) => `Query ${refId}: ${reason}`).join('; ') : facts !== null && facts.kept.length > 0 ? 'What was kept of this has no samples in the time shown.' : 'Prometheus has no samples for this in the time shown.'}
    </PanelWords>
  ); // prettier-ignore
}
