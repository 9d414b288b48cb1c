// What unfolds below the clock: a moment typed in, steps, a scale to drag on, how it is meant, and time that goes on from there.
import { useState, type FormEvent } from 'react';
import type { Known, Moment } from '#shared/model/moment.ts';
import { Button } from './button.tsx';
import { Choice } from './choice.tsx';
import { useClock } from './clock-context.tsx';
import { ClockScale, type ClockTick } from './clock-scale.tsx';
import { enteredMoment, knownWords, writtenMoment } from './clock-words.ts';
import { Field } from './field.tsx';
import { zoneName } from './times.ts';

const clockSpans = ['incident', 'hour', 'day', 'week'] as const;
export type ClockSpan = (typeof clockSpans)[number];

export interface ClockPanelProps {
  moment: Moment | null;
  known: Known;
  speed: number;
  speeds: readonly number[];
  span: ClockSpan;
  /** Of each that can be chosen. */
  spanWords: Partial<Record<ClockSpan, string>>;
  fromMs: number;
  toMs: number;
  ticks: readonly ClockTick[];
  onSpan: (span: ClockSpan) => void;
  onGo: (at: number | null) => void;
  /** The same while a hand drags. */
  onDrag: (at: number) => void;
  onStep: (ms: number) => void;
  onKnown: (known: Known) => void;
  onPlay: (speed: number) => void;
}

const steps = [
  { ms: -3_600_000, word: '−1 h', label: 'An hour earlier' },
  { ms: -300_000, word: '−5 min', label: 'Five minutes earlier' },
  { ms: -60_000, word: '−1 min', label: 'A minute earlier  ([)' },
  { ms: 60_000, word: '+1 min', label: 'A minute later  (])' },
];

export function ClockPanel(props: ClockPanelProps) {
  const { moment, known, span, spanWords, fromMs, toMs, ticks, onSpan, onGo, onDrag, onStep, onKnown } = props;
  const { present, zone } = useClock();
  const live = moment === null ? 'The present is shown.' : null;
  return (
    <div className="clock-panel">
      <Entry at={moment?.at ?? null} onGo={onGo} />
      <div className="clock-steps" role="group" aria-label="Steps">
        {steps.map(({ ms, word, label }) => (
          <Button key={ms} title={label} disabled={ms > 0 ? live : null} onClick={() => onStep(ms)}>
            {word}
          </Button>
        ))}
        <Button
          kind={moment === null ? 'plain' : 'primary'}
          disabled={live}
          title="Back to live  (l)"
          onClick={() => onGo(null)}
        >
          {' '}
          {/* prettier-ignore */}
          Back to live
        </Button>
      </div>
      <Choice
        legend="Time to drag through"
        headed
        value={span}
        options={clockSpans.flatMap((value) => {
          const word = spanWords[value];
          return word === undefined ? [] : [{ value, word }];
        })}
        onChange={onSpan}
      />
      <ClockScale
        fromMs={fromMs}
        toMs={toMs}
        at={moment?.at ?? present}
        present={present}
        zone={zone}
        ticks={ticks}
        onMove={onDrag}
      />{' '}
      {/* prettier-ignore */}
      <Play {...props} live={live} />
      <Choice
        legend="What is shown of it"
        value={known}
        options={(['then', 'now'] as const).map((value) => ({ value, word: knownWords(value).word }))}
        onChange={onKnown}
      />
      <p className="quiet">{knownWords(known).sentence}</p>
    </div>
  );
}

function Entry({ at, onGo }: { at: number | null; onGo: (at: number) => void }) {
  const { present, zone } = useClock();
  // What is being written stays, whatever moment is shown meanwhile.
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? (at === null ? '' : writtenMoment(at, zone));
  const [problem, setProblem] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = enteredMoment(text, present, zone);
    const wrong = wanted === null ? 'No moment. Allowed: 14:05, 2026-11-20 14:05:30, ISO 8601, now-2h' : wanted >= present ? 'This moment has not come yet.' : ''; // prettier-ignore
    setProblem(wrong);
    if (wanted === null || wrong !== '') return;
    setDraft(null);
    onGo(wanted);
  };
  return (
    <form className="clock-entry" onSubmit={submit}>
      <Field
        label={`Moment (${zoneName(zone, present)})`}
        value={text}
        problem={problem}
        placeholder="14:05, 2026-11-20 14:05:00 or now-2h"
        code
        maxLength={40}
        onChange={setDraft}
      />
      <Button submit>Show</Button>
    </form>
  );
}

function Play({ speed, speeds, live, onPlay }: ClockPanelProps & { live: string | null }) {
  return (
    <div className="clock-play" role="group" aria-label="Let time go on">
      <Button
        icon="pause"
        label="Pause"
        disabled={live ?? (speed === 0 ? 'Time stands already.' : null)}
        onClick={() => onPlay(0)}
      />{' '}
      {/* prettier-ignore */}
      {speeds.map((one) => (
        <Button key={one} icon="run" pressed={speed === one} disabled={live} title={`Let time go on ${one} times as fast`} onClick={() => onPlay(one)}> {/* prettier-ignore */}
          {one}×
        </Button>
      ))}
    </div>
  );
}
