// A timeline as it stands in a view: of an incident, or of the whole record. The address holds how it is looked at.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { laneWords, type LaneName } from '#shared/model/timeline/lane.ts';
import type { TimelineEvent } from '#shared/model/timeline/timeline.ts';
import type { TimeSpan } from '#shared/model/timeline/zoom.ts';
import { useClock } from '../../components/clock-context.tsx';
import { useSize } from '../../components/chart/use-size.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { lanePx, laneRows, type LaneRow } from '../../components/timeline/lane-rows.ts';
import { TimelineCanvas } from '../../components/timeline/timeline-canvas.tsx';
import { TimelineLegend, type TimelineFlag } from '../../components/timeline/timeline-flags.tsx';
import { TimelineList } from '../../components/timeline/timeline-list.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { EventDrawer } from './event-drawer.tsx';
import { TimelineBar } from './timeline-bar.tsx';
import { OfferedCharts } from './offered-charts.tsx';
import { TimelineCharts } from './timeline-charts.tsx';
import { useTimelinePlace } from './use-timeline-place.ts';
import { useNews, useTimelineAnswers, useTimelineRows } from './use-timeline.ts';

export interface TimelinePaneProps {
  label: string;
  /** Shown while nobody chose another; may move with the clock. */
  span: TimeSpan;
  /** It ends with the present: what is recorded is shown as it comes. */
  follows: boolean;
  flags?: readonly TimelineFlag[];
  pins?: readonly TimelineFlag[];
  /** Queries whose samples were kept with the incident. */
  kept?: readonly string[];
  /** What is said and pinned here is said of this incident; null where there is none. */
  incidentId: string | null;
}

const none: readonly never[] = [];
/** Between the names of the lanes and the edge. */
const namesPx = 188;

export function TimelinePane({
  label,
  span: usual,
  follows,
  flags = none,
  pins = none,
  kept = none,
  incidentId,
}: TimelinePaneProps) {
  const { place, settings } = useConsole();
  const { at, known, review } = useWhole(place.store);
  const { density: rowDensity } = useWhole(settings.store);
  const { now, zone } = useClock();
  const { looked, look } = useTimelinePlace();
  const { span, setSpan } = useSpan(usual, looked.span, (next) => look({ span: next }));
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const widthPx = Math.max(0, (size?.widthPx ?? 0) - namesPx);
  const news = useNews(follows && at === null && span.toMs >= now - 60_000);
  const about = `${at} ${known} ${review} ${news}`;
  const filter = useMemo(() => ({ line: looked.line, hidden: looked.hidden }), [looked.line, looked.hidden]);
  const answers = useTimelineAnswers(span, widthPx, filter, about);
  const [from, setFrom] = useState<{ time: number; sequence: number } | null>(null);
  const within = from !== null && from.time >= span.fromMs && from.time < span.toMs ? from : null;
  const list = useTimelineRows(span, filter, about, within);
  const rows = useMemo(() => laneRows(answers.lanes, looked, lanePx(window.innerHeight)), [answers.lanes, looked]);
  const picked = list.rows.find(({ sequence }) => sequence === looked.event);
  const selected = useMemo(
    () => (picked === undefined ? null : { sequence: picked.sequence, atMs: picked.time }),
    [picked],
  );
  const pinned = useMemo(() => new Set(pins.flatMap(({ sequence }) => sequence ?? [])), [pins]);
  const pick = ({ sequence, atMs }: { sequence: number | null; atMs: number }): void => {
    setFrom({ time: Math.floor(atMs), sequence: sequence ?? 0 });
    if (sequence !== null) look({ event: sequence });
  };
  const open = useCallback((event: TimelineEvent) => look({ event: event.sequence, opened: true }), [look]);
  const total = answers.lanes.reduce((sum, lane) => sum + lane.total, 0);
  return (
    <div className="timeline">
      <div className="timeline-body">
        <TimelineBar looked={looked} look={look} span={span} usual={usual} recordMs={answers.recordMs} onSpan={setSpan} />
        {answers.refused === '' ? null : <p role="alert" className="timeline-note">The timeline could not be read: {answers.refused}</p>}
        <div ref={box} className="timeline-lanes">
          <LaneNames rows={rows} onHide={(lane) => look({ hidden: [...looked.hidden, lane] })} />
          {widthPx < 50 ? null : (
            <TimelineCanvas
              {...{ label: `${label}: lanes`, widthPx, span, rows, flags, pins, selected, zone }}
              density={answers.density}
              intervals={answers.intervals}
              coverage={answers.coverage}
              nowMs={at ?? now}
              cursorMs={at}
              onSpan={setSpan}
              onPick={pick}
            />
          )}
        </div>
        <TimelineLegend flags={flags} span={span} nowMs={at ?? now} zone={zone} onPick={pick} />
        <OfferedCharts words="Kept with it:" queries={kept} looked={looked} look={look} />
        <TimelineCharts queries={looked.charts} span={span} leftPx={namesPx} onRemove={(query) => look({ charts: looked.charts.filter((one) => one !== query) })} />
        <ListHead shown={list.rows.length} before={list.before} fromStart={within === null} more={list.more} onStart={() => setFrom(null)} />
        {list.state === 'asking' ? <Placeholder rows={8} waitingFor="the events" /> : null}
        {list.state === 'refused' ? <p role="alert" className="timeline-note">The events could not be read: {list.reason}</p> : null}
        {list.state === 'here' && list.rows.length === 0 ? <Nothing total={total} filtered={looked.line !== '' || looked.hidden.length > 0} onAll={() => look({ line: '', hidden: [] })} /> : null}
        {list.rows.length === 0 ? null : (
        <TimelineList
          label={`${label}: events`}
          rows={list.rows}
          selected={looked.event}
          more={list.more}
          lengthMs={span.toMs - span.fromMs}
          rowPx={rowDensity === 'compact' ? 24 : 28}
          pinned={pinned}
          onSelect={(event) => look({ event: event.sequence })}
          onOpen={open}
          onMore={list.readOn}
        />
        )}
      </div>
      {looked.opened && looked.event !== null ? <EventDrawer sequence={looked.event} incidentId={incidentId} pinned={pinned.has(looked.event)} about={about} onClose={() => look({ opened: false })} onEvent={(sequence) => look({ event: sequence })} /> : null}
    </div>
  ); // prettier-ignore
}

/** The span under the hand; the address follows once it rests. */
function useSpan(usual: TimeSpan, chosen: TimeSpan | null, onChosen: (span: TimeSpan | null) => void) {
  const [held, setHeld] = useState<TimeSpan | null>(chosen);
  const [known, setKnown] = useState(chosen);
  // The address was changed by something else.
  if (known?.fromMs !== chosen?.fromMs || known?.toMs !== chosen?.toMs) {
    setKnown(chosen);
    setHeld(chosen);
  }
  useEffect(() => {
    if (held === null || (held.fromMs === known?.fromMs && held.toMs === known.toMs)) return undefined;
    const timer = setTimeout(() => {
      const rounded = { fromMs: Math.round(held.fromMs), toMs: Math.round(held.toMs) };
      setKnown(rounded);
      setHeld(rounded);
      onChosen(rounded);
    }, 300);
    return () => clearTimeout(timer);
    // `onChosen` is made anew on each render.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [held, known]);
  const set = (span: TimeSpan | null): void => {
    setHeld(span);
    if (span !== null) return;
    setKnown(null);
    onChosen(null);
  };
  return { span: held ?? usual, setSpan: set };
}

function LaneNames({ rows, onHide }: { rows: readonly LaneRow[]; onHide: (lane: LaneName) => void }) {
  return (
    <ul className="timeline-names" style={{ width: namesPx }} aria-label="Lanes">
      {rows.map(({ lane, total, severe, topPx, heightPx }) => (
        <li key={lane} style={{ top: topPx, height: heightPx }}>
          <span className="timeline-name">{laneWords[lane]}</span>
          {severe > 0 ? <span className="timeline-severe" title={`${grouped(severe)} to act on`}>{grouped(severe)}<span className="unseen"> to act on</span></span> : null}
          <button type="button" className="timeline-hide" aria-label={`Leave out ${laneWords[lane]}`} title={`${grouped(total)} in and beside this span; click to leave the lane out`} onClick={() => onHide(lane)}>×</button>
        </li>
      ))}
    </ul>
  ); // prettier-ignore
}

interface ListHeadProps {
  shown: number;
  before: number;
  fromStart: boolean;
  more: boolean;
  onStart: () => void;
}

function ListHead({ shown, before, fromStart, more, onStart }: ListHeadProps) {
  if (shown === 0) return null;
  return (
    <p className="timeline-count">
      {before > 0 ? `${grouped(before)} before, then ` : ''}
      {grouped(shown)} {shown === 1 ? 'event' : 'events'}
      {more ? ' and more below' : ' to the end of the span'}
      {fromStart ? null : (
        <button type="button" className="timeline-link" onClick={onStart}>
          from the beginning of the span
        </button>
      )}
    </p>
  );
}

function Nothing({ total, filtered, onAll }: { total: number; filtered: boolean; onAll: () => void }) {
  return (
    <div className="empty timeline-empty">
      <p>{filtered ? 'No event of this span passes the filter.' : 'Nothing was recorded in this span.'}</p>
      <p className="quiet">
        {total > 0 ? `${grouped(total)} ${total === 1 ? 'event is' : 'events are'} just before or after it: zoom out with − to see ${total === 1 ? 'it' : 'them'}.` : 'Where a lane is hatched nobody was looking: no event there does not mean that nothing happened.'}
      </p>
      {filtered ? <p className="empty-actions"><button type="button" className="button" onClick={onAll}>Show all</button></p> : null}
    </div>
  ); // prettier-ignore
}
