// The events of the span as a list beside the lanes: the same, in order, for eyes, keys and screen readers. Only the lines
// in sight exist; further ones are asked for when the end comes near.
import { useEffect, useMemo } from 'react';
import { laneWords, severities, statementWords } from '#shared/model/timeline/lane.ts';
import type { TimelineEvent } from '#shared/model/timeline/timeline.ts';
import { Glyph, type GlyphName } from '../glyph.tsx';
import { useClock } from '../clock-context.tsx';
import { absoluteInWords, clockInWords, dayInWords, durationInWords, timeOfDay, type Zone } from '../times.ts';
import { useGridLines } from '../use-grid-lines.ts';

export interface TimelineListProps {
  label: string;
  rows: readonly TimelineEvent[];
  selected: number | null;
  /** There are further ones after the last. */
  more: boolean;
  /** How long the span is: days are told where it is longer than one. */
  lengthMs: number;
  rowPx: number;
  onSelect: (event: TimelineEvent) => void;
  onOpen: (event: TimelineEvent) => void;
  onMore: () => void;
  pinned: ReadonlySet<number>;
}

/** Later than this is worth a word; sources tell most of what they see within it. */
const lateMs = 60_000;
const dayMs = 86_400_000;
const nearEnd = 20;

/** The day and the time, of another year to the minute: its list goes over more than a day. */
function dayAndTime(at: number, now: number, zone: Zone): string {
  const day = dayInWords(at, now + dayMs, zone);
  const time = clockInWords(at, zone);
  return /\d{4}$/.test(day) ? `${day} ${time.slice(0, -3)}` : `${day} ${time}`;
}

const lineId = (sequence: number): string => `timeline-event-${sequence}`;

export function TimelineList(props: TimelineListProps) {
  const { label, rows, selected, more, rowPx, onSelect, onOpen, onMore } = props;
  const key = selected === null ? null : String(selected);
  const lines = useMemo(() => rows.map(({ sequence }) => ({ key: String(sequence) })), [rows]);
  const { box, virtual, at } = useGridLines({ lines, selected: key, rowPx });
  const last = virtual.range?.endIndex ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - nearEnd) onMore();
  }, [more, last, rows.length, onMore]);
  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row !== undefined) onSelect(row);
  };
  return (
    <div
      ref={box}
      className="grid timeline-list"
      role="listbox"
      aria-label={label}
      aria-activedescendant={at >= 0 ? lineId(selected ?? 0) : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const step = stepOf(event.key);
        if (event.key === 'Enter' && rows[at] !== undefined) onOpen(rows[at]);
        else if (step !== null) go(at < 0 ? 0 : at + step);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <div className="grid-all" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            <EventLine
              key={row.sequence}
              row={row}
              selected={row.sequence === selected}
              pinned={props.pinned.has(row.sequence)}
              days={props.lengthMs > dayMs}
              topPx={item.start}
              heightPx={item.size}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

function stepOf(key: string): number | null {
  const steps: Record<string, number> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 20, PageUp: -20, Home: -Infinity, End: Infinity }; // prettier-ignore
  return steps[key] ?? null;
}

interface EventLineProps {
  row: TimelineEvent;
  selected: boolean;
  pinned: boolean;
  days: boolean;
  topPx: number;
  heightPx: number;
  onOpen: (event: TimelineEvent) => void;
}

function EventLine({ row, selected, pinned, days, topPx, heightPx, onOpen }: EventLineProps) {
  const { now, zone } = useClock();
  const { time, recordedTime, tone, severity, lane, title, detail, statement, source, correctedBy, corrects } = row;
  const lateBy = recordedTime - time;
  return (
    // The list has the focus and takes the keys for all of its lines.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={lineId(row.sequence)}
      role="option"
      aria-selected={selected}
      className={`grid-line timeline-line timeline-${severity}${selected ? ' item-selected' : ''}${correctedBy === null ? '' : ' timeline-corrected'}`}
      style={{ height: heightPx, transform: `translateY(${topPx}px)` }}
      onClick={() => onOpen(row)}
    >
      <time title={`happened ${absoluteInWords(time)}\nrecorded ${absoluteInWords(recordedTime)}`}>
        {days ? dayAndTime(time, now, zone) : timeOfDay(time, zone)}
      </time>
      <Glyph name={glyphOf(row)} label={severityWord(severity, tone)} />
      <span className="timeline-lane-word">{laneWords[lane]}</span>
      <span className="timeline-words" title={detail === '' ? title : `${title}: ${detail}`}>
        <span className="timeline-title">{title}</span>
        {detail === '' ? null : <span className="quiet"> {detail}</span>}
      </span>
      <span className="timeline-marks">
        {pinned ? <em className="mark mark-pinned">pinned</em> : null}
        {correctedBy === null ? null : <em className="mark">corrected</em>}
        {corrects === null ? null : <em className="mark">correction</em>}
        {lateBy > lateMs ? <em className="mark" title={`recorded ${durationInWords(lateBy)} after it happened`}>{durationInWords(lateBy)} late</em> : null}
        <em className={`mark mark-${statement}`}>{statementWords[statement]}</em>
      </span>
      <span className="timeline-source" title={source}>{source.replace(/^person:/, '')}</span>
    </div>
  ); // prettier-ignore
}

function glyphOf({ severity, tone }: TimelineEvent): GlyphName {
  if (severity === 'action' || severity === 'urgent') return 'fail';
  if (severity === 'attention') return 'inconclusive';
  return tone === 'good' ? 'pass' : 'not_applicable';
}

export function severityWord(severity: TimelineEvent['severity'], tone: TimelineEvent['tone']): string {
  if (severity === 'info') return tone === 'good' ? 'good news' : 'for information';
  return severity === 'attention' ? 'attention' : severity === severities[3] ? 'urgent' : 'to act on';
}
