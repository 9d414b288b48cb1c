// What can be done from an event: look at everything as of its moment, pin it, write a note at its time.
import { useState } from 'react';
import type { TimelineDetail } from '#shared/model/timeline/timeline.ts';
import { epistemics, type Epistemic } from '#shared/model/incident/incident-word.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';

export interface EventActsProps {
  event: TimelineDetail;
  incidentId: string | null;
  pinned: boolean;
}

export function EventActs({ event, incidentId, pinned }: EventActsProps) {
  const { place, clock, operations, who, trouble, link } = useConsole();
  const { at, review } = useWhole(place.store);
  const live = useWhole(link.store).state === 'live';
  const [writing, setWriting] = useState(false);
  const refusal = refusalOf({ incidentId, past: at !== null || review !== null, live });
  const pin = async (): Promise<void> => {
    if (incidentId === null) return;
    const why = await who.as((by) => operations.actOnIncident('pin', { id: incidentId, by, word: null, event: event.sequence, pinned: !pinned })); // prettier-ignore
    if (why !== null) trouble.add({ what: pinned ? 'Unpin the event' : 'Pin the event', why });
  };
  return (
    <div className="timeline-acts">
      <Button icon="history" title="Every screen then shows what was known at that moment" onClick={() => clock.go(event.recordedTime)}>
        Set the clock to this moment
      </Button>
      <Button disabled={refusal} pressed={pinned} onClick={() => void pin()}>
        {pinned ? 'Unpin' : 'Pin'}
      </Button>
      <Button icon="note" disabled={refusal} onClick={() => setWriting(true)}>
        Note here
      </Button>
      {writing && incidentId !== null ? <NoteHere event={event} incidentId={incidentId} onDone={() => setWriting(false)} /> : null}
    </div>
  ); // prettier-ignore
}

function refusalOf({ incidentId, past, live }: { incidentId: string | null; past: boolean; live: boolean }): string | null {
  if (incidentId === null) return 'open the timeline of an incident for that';
  if (past) return 'the past cannot be changed; go back to live';
  return live ? null : 'the engine cannot be reached';
} // prettier-ignore

const epistemicOptions = epistemics.map((value) => ({ value, word: value }));

function NoteHere({ event, incidentId, onDone }: { event: TimelineDetail; incidentId: string; onDone: () => void }) {
  const { operations, who } = useConsole();
  const [text, setText] = useState('');
  const [epistemic, setEpistemic] = useState<Epistemic>('fact');
  const [refused, setRefused] = useState('');
  const save = async (): Promise<void> => {
    const evidence = [{ kind: 'event' as const, sequence: event.sequence, title: event.title }];
    const word = { kind: 'note' as const, text: text.trim(), occurredAt: event.time, epistemic, evidence };
    await who.as(async (by) => {
      const why = await operations.actOnIncident('say', { id: incidentId, by, word });
      if (why === null) onDone();
      else setRefused(why);
    });
  };
  return (
    <form className="timeline-note-form" onSubmit={(submitted) => { submitted.preventDefault(); if (text.trim() !== '') void save(); }}>
      <label>
        Note at the time of this event
        <textarea rows={3} value={text} maxLength={8000} onChange={(changed) => setText(changed.target.value)} />
      </label>
      <Choice legend="It is" value={epistemic} options={epistemicOptions} onChange={setEpistemic} />
      {refused === '' ? null : <p role="alert">{refused}</p>}
      <p>
        <Button submit kind="primary" disabled={text.trim() === '' ? 'nothing is written yet' : null}>Save the note</Button>
        <Button kind="quiet" onClick={onDone}>Cancel</Button>
      </p>
    </form>
  ); // prettier-ignore
}
