// What is to be done because of an incident: a table with who, until when and what became of it.
import { useState } from 'react';
import { actionKinds, isOverdue, type ActionKind, type ActionStatus, type LearntAction } from '#shared/model/learning/action.ts'; // prettier-ignore
import type { Learning } from '#shared/model/learning/learning.ts';
import { momentOf } from '#shared/model/span.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useClock } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { absoluteInWords, calendarDayInWords } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import { ActForm, TextArea } from './act-form.tsx';
import { LearningPart } from './learning-part.tsx';

const statusGlyphs: Record<ActionStatus, GlyphName> = { open: 'open', done: 'pass', declined: 'cancelled' };

type Form = { do: 'save'; action: LearntAction | null } | { do: 'settle'; action: LearntAction; status: ActionStatus };

export function ActionsPart({ id, learning, refusal }: { id: string; learning: Learning; refusal: string | null }) {
  const [form, setForm] = useState<Form | null>(null);
  const close = (): void => setForm(null);
  return (
    <LearningPart
      title="Actions"
      way={<Button kind="quiet" disabled={refusal} onClick={() => setForm({ do: 'save', action: null })}>Add…</Button>} // prettier-ignore
    >
      {learning.actions.length === 0 ? (
        <p className="quiet">No action yet: what prevents it, detects it sooner, or makes it smaller.</p>
      ) : (
        <table className="learning-actions">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">What</th>
              <th scope="col">Owner</th>
              <th scope="col">Due</th>
              <th scope="col">
                <span className="unseen">Ways</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {learning.actions.map((action) => (
              <ActionLine key={action.id} action={action} refusal={refusal} onForm={setForm} />
            ))}
          </tbody>
        </table>
      )}
      {form?.do === 'save' ? <ActionForm id={id} action={form.action} onClose={close} /> : null}
      {form?.do === 'settle' ? <SettleForm id={id} action={form.action} status={form.status} onClose={close} /> : null}
    </LearningPart>
  );
}

interface LineProps {
  action: LearntAction;
  refusal: string | null;
  onForm: (form: Form) => void;
}

/** As it is entered: a day is one, whatever the time in it. */
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

function ActionLine({ action, refusal, onForm }: LineProps) {
  const { now } = useClock();
  const { kind, words, owner, dueMs, status, reason, history } = action;
  const settle = (to: ActionStatus) => () => onForm({ do: 'settle', action, status: to });
  const told = history.map(({ at, by, words: said }) => `${absoluteInWords(at)}, ${by}: ${said}`);
  return (
    <tr className={status === 'open' ? '' : 'learning-settled'}>
      <td>
        <span className={`learning-state state-${statusGlyphs[status]}`}>
          <Glyph name={statusGlyphs[status]} /> {status}
        </span>
      </td>
      <td title={told.join('\n')}>
        <span className="mark mark-plain">{kind}</span> {words}
        {reason === '' ? null : <small className="quiet"> {reason}</small>}
      </td>
      <td>{owner === '' ? <span className="mark mark-bad">nobody</span> : owner}</td>
      <td>
        <span className="learning-due">
          {dueMs === null ? <span className="quiet">no day</span> : calendarDayInWords(dueMs)}
          {isOverdue(action, now) ? <span className="mark mark-bad">overdue</span> : null}
        </span>
      </td>
      <td className="learning-ways">
        {status === 'open' ? (
          <>
            <Button kind="quiet" disabled={refusal} onClick={settle('done')}>
              Done…
            </Button>
            <Button kind="quiet" disabled={refusal} onClick={settle('declined')}>
              Decline…
            </Button>
          </>
        ) : (
          <Button kind="quiet" disabled={refusal} onClick={settle('open')}>
            Take up again…
          </Button>
        )}
        <Button kind="quiet" disabled={refusal} onClick={() => onForm({ do: 'save', action })}>
          Change…
        </Button>
      </td>
    </tr>
  );
}

function ActionForm({ id, action, onClose }: { id: string; action: LearntAction | null; onClose: () => void }) {
  const { operations } = useConsole();
  const { now } = useClock();
  const [kind, setKind] = useState<ActionKind>(action?.kind ?? 'prevent');
  const [words, setWords] = useState(action?.words ?? '');
  const [owner, setOwner] = useState(action?.owner ?? '');
  const [due, setDue] = useState(action === null || action.dueMs === null ? '' : dayOf(action.dueMs));
  const dueMs = due.trim() === '' ? null : momentOf(due.trim(), now, 'utc', false);
  const unread = due.trim() !== '' && dueMs === null;
  return (
    <ActForm
      title={action === null ? 'New action' : 'Action'}
      button="Record"
      missing={words.trim() === '' ? 'say what is to be done' : unread ? 'give a day such as 2026-12-24' : null}
      onClose={onClose}
      act={(by) => operations.learn('saveAction', { id, by, action: action?.id ?? null, fields: { kind, words, owner, dueMs } })} // prettier-ignore
    >
      <Choice legend="So that it is" value={kind} onChange={setKind} options={actionKinds.map((value) => ({ value, word: { prevent: 'prevented', detect: 'detected', mitigate: 'mitigated' }[value] }))} />
      <TextArea label="What is to be done" value={words} rows={2} maxLength={1000} onChange={setWords} />
      <Field label="Owner" value={owner} maxLength={200} hint="Who sees to it. Nobody is a choice that is shown." onChange={setOwner} />
      <Field label="Due" value={due} code hint="A day, such as 2026-12-24; empty for none." problem={unread ? 'write 2026-12-24' : ''} onChange={setDue} />
    </ActForm>
  ); // prettier-ignore
}

function SettleForm({
  id,
  action,
  status,
  onClose,
}: {
  id: string;
  action: LearntAction;
  status: ActionStatus;
  onClose: () => void;
}) {
  // prettier-ignore
  const { operations } = useConsole();
  const [reason, setReason] = useState('');
  const title = { done: 'Done', declined: 'Declined', open: 'Taken up again' }[status];
  return (
    <ActForm
      title={title}
      button="Record"
      missing={status !== 'done' && reason.trim() === '' ? 'say why' : null}
      onClose={onClose}
      act={(by) => operations.learn('settleAction', { id, by, action: action.id, status, reason })}
    >
      <p>{action.words}</p>
      <TextArea label={status === 'done' ? 'How (not required)' : 'Why'} value={reason} rows={2} onChange={setReason} />
    </ActForm>
  );
}
