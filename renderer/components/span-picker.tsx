// Which time is looked at: what moves with the clock in words, the rest by its moments; stepping, widening and going back.
import { useId, useState, type FormEvent } from 'react';
import {
  isMoving,
  quickSpans,
  spanOf,
  spanProblem,
  spanWords,
  stepSpan,
  widenSpan,
  type SpanMs,
} from '#shared/model/span.ts';
import { Button } from './button.tsx';
import { useClock } from './clock-context.tsx';
import { Field } from './field.tsx';
import { Unfolding } from './panels/unfolding.tsx';
import { absoluteInWords, momentInWords, zoneName, type Zone } from './times.ts';

export interface SpanPickerProps {
  /** As in the address; empty for the last hour. */
  text: string;
  onChange: (text: string) => void;
}

export function SpanPicker({ text, onChange }: SpanPickerProps) {
  const { now, zone } = useClock();
  const earlier = useEarlier(text);
  const span = spanOf(text, now, zone);
  const moving = isMoving(text);
  const ahead = span !== null && span.toMs >= now && !moving ? 'This already reaches the present.' : null;
  const broken = span === null ? 'The time range in the address cannot be read.' : null;
  return (
    <div className="span-picker" role="group" aria-label="Time range">
      <Button icon="back" kind="quiet" label="Half a range earlier  ([)" disabled={broken} onClick={() => onChange(stepSpan(text, -1, now, zone))} />
      <Unfolding className="span-menu" button={<span className={span === null ? 'span-broken' : ''}>{spanInWords(text, span, now, zone)}</span>} label={`Time range: ${spanInWords(text, span, now, zone)}`} title={span === null ? spanProblem(text, now, zone) ?? '' : `${absoluteInWords(span.fromMs)}\nto ${absoluteInWords(span.toMs)}`}>
        <SpanForm key={text} text={text} span={span} onChange={onChange} />
      </Unfolding>
      <Button icon="fold" kind="quiet" label="Half a range later  (])" disabled={broken ?? (moving ? 'This already reaches the present.' : ahead)} onClick={() => onChange(stepSpan(text, 1, now, zone))} />
      <Button kind="quiet" disabled={broken} title="Twice as long" onClick={() => onChange(widenSpan(text, now, zone))}>
        Widen
      </Button>
      {earlier.last === null ? null : (
        <Button kind="quiet" title="The time range before" onClick={() => onChange(earlier.take())}>
          Back
        </Button>
      )}
    </div>
  ); // prettier-ignore
}

function spanInWords(text: string, span: SpanMs | null, now: number, zone: Zone): string {
  if (span === null) return 'unreadable range';
  const words = spanWords(text);
  if (words !== null) return words.replace(/^l/, 'L');
  return `${momentInWords(span.fromMs, now, zone)} – ${momentInWords(span.toMs, now, zone)} ${zoneName(zone, span.toMs)}`;
}

const mostEarlier = 30;

/** The ranges shown before this one, wherever the change came from. */
function useEarlier(text: string): { last: string | null; take: () => string } {
  const [kept, setKept] = useState<{ text: string; before: string[]; taking: boolean }>({ text, before: [], taking: false }); // prettier-ignore
  if (kept.text !== text) {
    const before = kept.taking ? kept.before.slice(0, -1) : [...kept.before, kept.text].slice(-mostEarlier);
    setKept({ text, before, taking: false });
  }
  const last = kept.before.at(-1) ?? null;
  return {
    last,
    take: () => {
      setKept({ ...kept, taking: true });
      return last ?? text;
    },
  };
}

function SpanForm({ text, span, onChange }: { text: string; span: SpanMs | null; onChange: (text: string) => void }) {
  const { now, zone } = useClock();
  const [given, setGiven] = useState(() => endsOf(text, span, zone));
  const asText = `${given.from}..${given.to}`;
  const problem = spanProblem(asText, now, zone);
  const meant = spanOf(asText, now, zone);
  const folds = useId();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (problem === null) onChange(moments(asText, now, zone));
  };
  return (
    <div className="menu-list span-form">
      <ul aria-label="Quick ranges">
        {quickSpans.map((quick) => (
          <li key={quick}>
            <button type="button" data-folds="" aria-current={quick === text ? 'true' : undefined} onClick={() => onChange(quick)}>
              {spanWords(quick)}
            </button>
          </li>
        ))}
      </ul>
      <form onSubmit={submit} aria-labelledby={folds}>
        <p id={folds} className="small-head">
          From and to, {zoneName(zone, now)}
        </p>
        <Field label="From" value={given.from} code onChange={(from) => setGiven({ ...given, from })} />
        <Field label="To" value={given.to} code onChange={(to) => setGiven({ ...given, to })} problem={problem ?? ''} hint="now-1d/d, 2026-11-20 14:02, epoch milliseconds" />
        {meant === null ? null : (
          <p className="quiet span-meant">
            {absoluteInWords(meant.fromMs)}
            <br />
            {absoluteInWords(meant.toMs)}
          </p>
        )}
        <Button submit kind="primary" disabled={problem}>
          Show this range
        </Button>
      </form>
    </div>
  ); // prettier-ignore
}

/** Dates in the zone of the page become moments, which mean the same in every zone. */
function moments(text: string, now: number, zone: Zone): string {
  const span = spanOf(text, now, zone);
  return span === null || isMoving(text) ? text : `${span.fromMs}..${span.toMs}`;
}

function endsOf(text: string, span: SpanMs | null, zone: Zone): { from: string; to: string } {
  if (isMoving(text) || span === null) {
    const [from = 'now-1h', to = 'now'] = text === '' ? [] : text.split('..');
    return { from, to };
  }
  return { from: written(span.fromMs, zone), to: written(span.toMs, zone) };
}

function written(atMs: number, zone: Zone): string {
  const shifted = zone === 'utc' ? atMs : atMs - new Date(atMs).getTimezoneOffset() * 60_000;
  return new Date(shifted)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$|Z$/, '');
}
