// Whether a trigger would have fired, or a criterion failed, over recorded time: when, how often during an incident and how often for nothing, and
// of which moments nothing can be said.
import { useState } from 'react';
import type { Criterion } from '#shared/model/criteria/criterion.ts';
import type { BacktestFiring, BacktestResult } from '#shared/model/learning/backtest-result.ts';
import { labelKey } from '#shared/model/triggers/label-key.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Moment, useClock } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { Part } from '../../components/part.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';

const hourMs = 3_600_000;
const spans = [
  { value: '1', word: 'last hour' },
  { value: '24', word: 'last day' },
  { value: '168', word: 'last 7 days' },
];

export function BacktestPart({ watched }: { watched: WatchedTrigger }) {
  if (watched.trigger.condition.kind === 'manual') return null;
  return <TryOnRecord key={watched.key} asked={{ key: watched.key, trigger: null, criterion: null }} />;
}

/** What is tried: a trigger by its key, or a criterion. */
export interface Tried {
  key: string | null;
  trigger: null;
  criterion: Criterion | null;
}

export function TryOnRecord({ asked }: { asked: Tried }) {
  const { operations } = useConsole();
  const { now } = useClock();
  const [hours, setHours] = useState('24');
  const [trying, setTrying] = useState(false);
  const [result, setResult] = useState<BacktestResult | null>(null);
  const [refused, setRefused] = useState('');
  const tryIt = async (): Promise<void> => {
    setTrying(true);
    setRefused('');
    const answer = await operations.backtest({ ...asked, fromMs: now - Number(hours) * hourMs, toMs: now }); // prettier-ignore
    setTrying(false);
    if (answer.ok) setResult(answer.value);
    else setRefused(answer.refusal.message);
  };
  return (
    <Part title="Try on the record">
      <div className="backtest-ask">
        <Choice legend="Over the" value={hours} onChange={setHours} options={spans} />
        <Button disabled={trying ? 'it is being tried' : null} onClick={() => void tryIt()}>
          {trying ? 'Trying…' : 'Try'}
        </Button>
      </div>
      {refused === '' ? null : (
        <p role="alert" className="field-problem">
          {refused}
        </p>
      )}
      {result === null ? null : (
        <BacktestView
          result={result}
          did={asked.criterion === null ? ['have fired', 'fired'] : ['have failed', 'failed']}
        />
      )}
    </Part>
  );
}

const alarms: Record<BacktestFiring['alarm'], { glyph: GlyphName; word: string }> = {
  true_alarm: { glyph: 'pass', word: 'during an incident' },
  false_alarm: { glyph: 'fail', word: 'for nothing' },
  unknown: { glyph: 'inconclusive', word: 'not judged' },
};
const shownFirings = 50;
const shownGaps = 5;

export function BacktestView({ result, did: [not, would] }: { result: BacktestResult; did: [string, string] }) {
  const { firings, totalFirings, evaluations, unknownEvaluations, unknown, missed } = result;
  const count = (alarm: BacktestFiring['alarm']): number => firings.filter((one) => one.alarm === alarm).length;
  const seen = evaluations - unknownEvaluations;
  return (
    <div className="backtest">
      <p>
        {seen === 0 ? (
          <strong>Nothing can be said: it could not be evaluated at any moment.</strong>
        ) : totalFirings === 0 ? (
          <strong>It would not {not}{unknownEvaluations > 0 ? ', as far as was recorded' : ''}.</strong>
        ) : (
          <strong>
            It would have {would} {totalFirings} {totalFirings === 1 ? 'time' : 'times'}: {count('true_alarm')} during an incident,{' '}
            {count('false_alarm')} for nothing{count('unknown') > 0 ? `, ${count('unknown')} not judged` : ''}.
          </strong>
        )}
      </p>
      <p className="quiet">
        <Moment at={result.fromMs} /> to <Moment at={result.toMs} />, {grouped(seen)} of {grouped(evaluations)} evaluations
      </p>
      {unknown.slice(0, shownGaps).map(({ fromMs, toMs, reason }) => (
        <p key={`${fromMs} ${reason}`} className="backtest-gap">
          <Glyph name="inconclusive" /> <Moment at={fromMs} /> to <Moment at={toMs} />: {reason}
        </p>
      ))}
      {unknown.length > shownGaps ? <p className="quiet">and {unknown.length - shownGaps} more times</p> : null}
      {missed.map(({ id, number, title, known }) => (
        <p key={id} className="backtest-gap">
          <Glyph name={known ? 'fail' : 'inconclusive'} /> INC-{number} {title}: {known ? 'it would have stayed quiet' : 'not everything of it was recorded'}
        </p>
      ))}
      <ol className="backtest-firings">
        {firings.slice(0, shownFirings).map((one, at) => (
          <Firing key={at} firing={one} />
        ))}
      </ol>
      {totalFirings > shownFirings ? <p className="quiet">and {totalFirings - shownFirings} more</p> : null}
    </div>
  ); // prettier-ignore
}

function Firing({ firing: { labels, fromMs, toMs, value, alarm, incident } }: { firing: BacktestFiring }) {
  const { glyph, word } = alarms[alarm];
  const { alertname: _name, ...shown } = labels;
  return (
    <li>
      <span className={`learning-state state-${glyph}`}>
        <Glyph name={glyph} /> {word}
        {incident === null ? '' : `, INC-${incident.number}`}
      </span>
      <span>
        <Moment at={fromMs} /> {toMs === null ? 'and goes on' : <>to <Moment at={toMs} /></>}
      </span>
      <code>{labelKey(shown)}</code>
      <span className="quiet">value {value}</span>
    </li>
  ); // prettier-ignore
}
