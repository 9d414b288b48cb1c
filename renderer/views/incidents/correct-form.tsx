// Says anew what somebody said: the old words stay to be seen below the new ones.
import { useState } from 'react';
import { incidentName } from '#shared/model/incident/incident.ts';
import type { IncidentWord } from '#shared/model/incident/incident-word.ts';
import { useClock } from '../../components/clock-context.tsx';
import { useAnswer, useConsole } from '../../state/use-console.ts';
import { ActForm } from './act-form.tsx';
import type { FormProps } from './lead-forms.tsx';
import { useWordDraft, WordFields, wordTextOf } from './word-form.tsx';

export function CorrectForm({ incident, word: before, onClose }: FormProps & { word: IncidentWord }) {
  const { operations } = useConsole();
  const { zone } = useClock();
  const { id, sequence } = incident;
  const aids = useAnswer(`${id} ${sequence}`, () => operations.incidentAids(id)).value;
  const [word, setWord] = useState(() => wordTextOf(before, zone));
  const draft = useWordDraft(word, before.id);
  return (
    <ActForm
      title={`Correct what ${before.author} said of ${incidentName(incident)}`}
      button="Correct"
      wide
      missing={draft === null ? 'say what and when' : null}
      onClose={onClose}
      act={async (by) =>
        draft === null ? 'nothing was said' : operations.actOnIncident('say', { id, by, word: draft })
      }
    >
      <p>What was said stays to be seen, struck through, with who said it.</p>
      <WordFields word={word} onChange={setWord} findings={[...(aids?.turned ?? []), ...(aids?.changed ?? [])]} />
    </ActForm>
  );
}
