// One suspect: what it is, every factor of its score, what to look at, and what people said of it.
import { useState } from 'react';
import {
  changeKindWords,
  suspectStatuses,
  type Factor,
  type Suspect,
  type SuspectStatus,
} from '#shared/model/suspects/suspect.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import type { Place } from '../../state/place.ts';
import { plainTimelinePlace, timelineAsOf } from '../../state/timeline-place.ts';
import { useConsole } from '../../state/use-console.ts';
import { kubeKinds } from '#shared/model/kubernetes.ts';
import { durationInWords } from '#shared/model/duration.ts';
import { useMayAct } from './use-may-act.ts';

export interface SuspectCardProps {
  suspect: Suspect;
  /** In the order of the list, from 1. */
  place: number;
  onsetMs: number;
  incidentId: string;
  /** Something was said of it. */
  onJudged: () => void;
}

const statusWords: Record<SuspectStatus, string> = { none: 'cleared', suspect: 'suspect', match: 'the cause' };
const ownWords: Record<SuspectStatus, string> = { none: 'little speaks for it', suspect: 'worth a look', match: '' };

export function SuspectCard({ suspect, place, onsetMs, incidentId, onJudged }: SuspectCardProps) {
  const { place: address } = useConsole();
  const { kind, title, detail, atMs, score, factors, check, status, said, change } = suspect;
  const before = onsetMs - atMs;
  return (
    <li className={`suspect suspect-${status}`} aria-label={title}>
      <header>
        <span className="suspect-place">{place}</span>
        <span className="suspect-title">
          <strong>{title}</strong> <span className="quiet">{detail}</span>
        </span>
        <em className={`mark suspect-mark-${said === null ? 'own' : status}`}>{said === null ? ownWords[status] : statusWords[status]}</em>
      </header>
      <p className="suspect-when">
        <span>
          {changeKindWords[kind]}, <Moment at={atMs} />,{' '}
          {before >= 0 ? `${durationInWords(before)} before it was seen` : `${durationInWords(-before)} after, within the error of clocks`}
        </span>
        <Button kind="quiet" onClick={() => address.go(inTimeline(suspect))}>Show it in the timeline</Button>
      </p>
      <table className="suspect-factors">
        <caption className="unseen">What the score of {title} is made of</caption>
        <tbody>
          {factors.map((factor: Factor) => (
            <tr key={`${factor.name} ${factor.words}`}>
              <th scope="row">{factor.name}</th>
              <td className="number">{factor.points.toFixed(2)}</td>
              <td aria-hidden className="suspect-bar"><i style={{ width: `${Math.min(100, factor.points * 20)}%` }} /></td>
              <td>{factor.words}</td>
            </tr>
          ))}
          <tr className="suspect-sum"><th scope="row">score</th><td className="number">{score.toFixed(2)}</td><td aria-hidden /><td className="quiet">a sum, of no unit; it only orders</td></tr>
        </tbody>
      </table>
      <p className="suspect-check">
        <strong>Look:</strong> {check.words} <Button onClick={() => address.go(placeOfCheck(suspect))}>{checkWords[check.at]}</Button>
      </p>
      {said === null ? null : <p className="suspect-said">{said.by} said <strong>{statusWords[status]}</strong>, <Moment at={said.at} />: {said.reason}</p>}
      {said !== null && status === 'match' ? <Next /> : null}
      <Judge key={change} suspect={suspect} incidentId={incidentId} onJudged={onJudged} />
    </li>
  ); // prettier-ignore
}

const aroundMs = 15 * 60_000;

const inTimeline = ({ atMs, change }: Suspect): Partial<Place> => ({
  incidentTab: 'timeline',
  timelineAs: timelineAsOf({
    ...plainTimelinePlace,
    span: { fromMs: atMs - aroundMs, toMs: atMs + 2 * aroundMs },
    event: change,
    opened: true,
  }),
});

const checkWords: Record<Suspect['check']['at'], string> = { container_log: 'Open its log', workload: 'Open the object', trigger: 'Open the trigger', readiness: 'Open the plan', demo: 'Open the demo', timeline: 'Open the timeline' }; // prettier-ignore

function placeOfCheck(suspect: Suspect): Partial<Place> {
  const { at, key } = suspect.check;
  if (at === 'container_log') return { view: 'logs', log: `container:${key}` };
  if (at === 'trigger') return { view: 'triggers', trigger: key };
  if (at === 'readiness') return { view: 'readiness' };
  if (at === 'demo') return { view: 'readiness', panel: 'demo' };
  const [kindName = '', ...rest] = key.split('/');
  const kind = kubeKinds.find((one) => one === kindName);
  if (at === 'workload' && kind !== undefined) return { view: 'workloads', kind, object: rest.join('/'), opened: true };
  return inTimeline(suspect);
}

/** A named cause ends the search: what is left is to record it where the timer and the rule of closing look. */
function Next() {
  const { place } = useConsole();
  return (
    <p className="suspect-next">
      Next:{' '}
      <button type="button" className="link" onClick={() => place.go({ incidentTab: 'overview' })}>
        record when it was diagnosed
      </button>
      , then{' '}
      <button type="button" className="link" onClick={() => place.go({ incidentTab: 'learning' })}>
        write the root cause
      </button>
      .
    </p>
  );
}

/** Who said which word writes its reason next. */
const focused = (field: HTMLTextAreaElement | null): void => field?.focus();

/** A word is never taken without its reason. */
function Judge({ suspect, incidentId, onJudged }: Pick<SuspectCardProps, 'suspect' | 'incidentId' | 'onJudged'>) {
  const { operations, who } = useConsole();
  const refusal = useMayAct();
  const [chosen, setChosen] = useState<SuspectStatus | null>(null);
  const [reason, setReason] = useState('');
  const words: Record<SuspectStatus, string> = { none: 'Clear it', suspect: 'Keep as a suspect', match: 'It is the cause' };
  if (chosen === null) {
    return (
      <p className="suspect-acts">
        {suspectStatuses.toReversed().map((status) => (
          <Button key={status} disabled={refusal} onClick={() => setChosen(status)}>{words[status]}</Button>
        ))}
        {refusal === null ? null : <small className="quiet">{refusal}</small>}
      </p>
    );
  }
  const save = async (): Promise<void> => {
    const done = await who.as((by) => operations.judgeSuspect({ incidentId, change: suspect.change, status: chosen, reason: reason.trim(), by }));
    if (done !== true) return;
    setChosen(null);
    setReason('');
    onJudged();
  };
  return (
    <form className="suspect-form" onSubmit={(event) => { event.preventDefault(); if (reason.trim() !== '') void save(); }}>
      <label>
        {words[chosen]}, because
        <textarea ref={focused} rows={2} value={reason} maxLength={4000} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Button submit kind="primary" disabled={reason.trim() === '' ? 'give the reason first' : null}>{words[chosen]}</Button>
      <Button kind="quiet" onClick={() => setChosen(null)}>Cancel</Button>
    </form>
  );
} // prettier-ignore
