// Declares an incident: the record is looked back over, what it shows is proposed, and a person changes what is not right.
import { useState } from 'react';
import { lookBackLimitsMs, type DeclareFrom } from '#shared/model/incident/declare.ts';
import { Choice } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { DeclareForm } from './declare-form.tsx';

const minute = 60_000;
const lookBacks = [
  { value: '15', word: '15 min' },
  { value: '60', word: '1 h' },
  { value: '240', word: '4 h' },
  { value: '1440', word: '24 h' },
];

export function DeclareDialog({ from, onClose }: { from: DeclareFrom; onClose: () => void }) {
  const { operations } = useConsole();
  const [back, setBack] = useState(String(lookBackLimitsMs.usual / minute));
  const lookBackMs = Number(back) * minute;
  const { value, state, reason } = useAnswer(back, () => operations.proposeIncident(from, lookBackMs));
  // The form stands while the record is looked back over anew, with what was written in it.
  const [kept, setKept] = useState(value);
  if (value !== null && value !== kept) setKept(value);
  const proposal = value ?? kept;
  return (
    <Dialog title="Declare an incident" onClose={onClose} wide>
      <div className="dialog-body declare">
        <Choice legend="Look back over the record" value={back} onChange={setBack} options={lookBacks} />
        {state === 'refused' ? (
          <p className="field-problem">The record could not be looked back over: {reason}</p>
        ) : null}
        {value === null && kept !== null && state !== 'refused' ? (
          <p role="status" className="quiet">
            Looking back over the record …
          </p>
        ) : null}
        {proposal === null ? (
          state === 'refused' ? null : (
            <Placeholder rows={6} waitingFor="what the record shows" />
          )
        ) : (
          <DeclareForm from={from} lookBackMs={lookBackMs} proposal={proposal} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}
