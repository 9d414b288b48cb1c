// The root cause in a person's words, with those that it replaced; what contributed, the lesson, and what goes into the
// playbook of the class when the incident is closed.
import { useState } from 'react';
import type { Incident } from '#shared/model/incident/incident.ts';
import { causeOf, type Learning, type LessonEntry } from '#shared/model/learning/learning.ts';
import { playbookListWords } from '#shared/model/learning/playbook.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { useConsole } from '../../state/use-console.ts';
import { ActForm, TextArea } from './act-form.tsx';
import { LearningPart } from './learning-part.tsx';

interface PartProps {
  learning: Learning;
  /** Why nothing can be changed; null where it can. */
  refusal: string | null;
}

export function CausePart({ id, learning, refusal }: PartProps & { id: string }) {
  const [writing, setWriting] = useState(false);
  const cause = causeOf(learning);
  const replaced = learning.causes.filter(({ superseded }) => superseded).toReversed();
  return (
    <LearningPart
      title="Root cause"
      way={<Button kind={cause === null ? 'primary' : 'quiet'} disabled={refusal} onClick={() => setWriting(true)}>{cause === null ? 'Write it…' : 'Write it anew…'}</Button>} // prettier-ignore
    >
      {cause === null ? (
        <p className="quiet">Nobody has written it yet. A person has to: it is not inferred.</p>
      ) : (
        <div className="learning-cause">
          <p>{cause.text}</p>
          <small className="quiet">
            {cause.by}, <Moment at={cause.at} />
          </small>
        </div>
      )}
      {replaced.map(({ text, by, at }) => (
        <p key={at} className="incident-replaced">
          <span className="quiet">
            in place of {by}, <Moment at={at} />:
          </span>{' '}
          <del>{text}</del>
        </p>
      ))}
      {writing ? <CauseForm id={id} before={cause?.text ?? ''} onClose={() => setWriting(false)} /> : null}
    </LearningPart>
  );
}

function CauseForm({ id, before, onClose }: { id: string; before: string; onClose: () => void }) {
  const { operations } = useConsole();
  const [text, setText] = useState(before);
  return (
    <ActForm
      title="Root cause"
      button="Record"
      wide
      missing={text.trim() === '' ? 'write what caused it' : text.trim() === before ? 'say something else than before' : null}
      onClose={onClose}
      act={(by) => operations.learn('cause', { id, by, text })}
    >
      <TextArea label="What caused it, in your words" value={text} rows={6} maxLength={8000} onChange={setText} />
      {before === '' ? null : <p className="quiet">What was written before stays to be seen, struck through.</p>}
    </ActForm>
  ); // prettier-ignore
}

export function LessonPart({ incident, learning, refusal }: PartProps & { incident: Incident }) {
  const [writing, setWriting] = useState(false);
  const { factors, lesson, entries } = learning;
  const empty = factors.length + entries.length === 0 && lesson === '';
  return (
    <LearningPart
      title="Contributing factors and lesson"
      way={<Button kind="quiet" disabled={refusal} onClick={() => setWriting(true)}>{empty ? 'Write them…' : 'Change…'}</Button>} // prettier-ignore
    >
      {empty ? <p className="quiet">What contributed to it, and what is worth knowing next time.</p> : null}
      {factors.length === 0 ? null : (
        <ul className="learning-list">
          {factors.map((factor) => (
            <li key={factor}>{factor}</li>
          ))}
        </ul>
      )}
      {lesson === '' ? null : <p className="learning-lesson">{lesson}</p>}
      {entries.length === 0 ? null : (
        <>
          <h4>For the playbook{incident.class === '' ? ', once it has a class' : ` of ${incident.class}`}</h4>
          <ul className="learning-list">
            {entries.map(({ list, text }) => (
              <li key={`${list} ${text}`}>
                <span className="mark mark-plain">{playbookListWords[list].toLowerCase()}</span> {text}
              </li>
            ))}
          </ul>
        </>
      )}
      {writing ? <LessonForm id={incident.id} learning={learning} onClose={() => setWriting(false)} /> : null}
    </LearningPart>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

function LessonForm({ id, learning, onClose }: { id: string; learning: Learning; onClose: () => void }) {
  const { operations } = useConsole();
  const of = (list: LessonEntry['list']): string => learning.entries.filter((one) => one.list === list).map(({ text }) => text).join('\n'); // prettier-ignore
  const [factors, setFactors] = useState(learning.factors.join('\n'));
  const [lesson, setLesson] = useState(learning.lesson);
  const [first, setFirst] = useState(of('check_first'));
  const [never, setNever] = useState(of('never_again'));
  const entries = [
    ...linesOf(first).map((text) => ({ list: 'check_first' as const, text })),
    ...linesOf(never).map((text) => ({ list: 'never_again' as const, text })),
  ];
  return (
    <ActForm
      title="Contributing factors and lesson"
      button="Record"
      wide
      missing={null}
      onClose={onClose}
      act={(by) => operations.learn('describe', { id, by, factors: linesOf(factors), lesson: lesson.trim(), entries })}
    >
      <TextArea
        label="Contributing factors, one a line"
        value={factors}
        rows={4}
        maxLength={20_000}
        onChange={setFactors}
      />
      <TextArea label="Lesson" value={lesson} rows={3} onChange={setLesson} />
      <TextArea
        label="Check first the next time, one a line"
        value={first}
        rows={3}
        maxLength={10_000}
        onChange={setFirst}
      />
      <TextArea label="Never again, one a line" value={never} rows={3} maxLength={10_000} onChange={setNever} />
      <p className="quiet">The last two go into the playbook of its class when the incident is closed.</p>
    </ActForm>
  );
}
