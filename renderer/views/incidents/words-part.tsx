// What people said of an incident, by when it happened. What was corrected stays below what replaced it, struck through.
import { useState } from 'react';
import type { IncidentAids } from '#shared/model/incident/incident-detail.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { inOrder, type IncidentWord } from '#shared/model/incident/incident-word.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Part } from '../../components/part.tsx';
import { durationInWords } from '../../components/times.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { useMayAct } from './use-may-act.ts';
import { blankWord, useWordDraft, WordFields } from './word-form.tsx';

export function WordsPart({ incident, aids }: { incident: Incident; aids: IncidentAids | null }) {
  const words = inOrder(incident.words).filter(({ supersededBy }) => supersededBy === null);
  const refusal = useMayAct();
  return (
    <Part title="What was said">
      {words.length === 0 ? (
        <p className="quiet">Nobody has said anything yet: what was seen, thought, decided and done.</p>
      ) : null}
      <ol className="incident-words">
        {words.map((word) => (
          <li key={word.id}>
            <Word incident={incident} word={word} refusal={refusal} />
            <Replaced words={incident.words} id={word.supersedes} />
          </li>
        ))}
      </ol>
      {refusal === null ? <Composer incident={incident} aids={aids} /> : null}
    </Part>
  );
}

/** Said long after it happened. */
const lateMs = 60_000;

function Word({ incident, word, refusal }: { incident: Incident; word: IncidentWord; refusal: string | null }) {
  const { dialog, operations, who } = useConsole();
  const { kind, text, author, occurredAt, recordedAt, epistemic, precision, timeSource, pinned, evidence, addedDuring } = word; // prettier-ignore
  const late = recordedAt - occurredAt;
  const pin = (): void => void who.as((by) => operations.actOnIncident('pin', { id: incident.id, by, word: word.id, event: null, pinned: !pinned })); // prettier-ignore
  const correct = (): void => dialog.setState({ open: { kind: 'incident-act', id: incident.id, act: { do: 'correct', word: word.id } } }); // prettier-ignore
  return (
    <article className={`incident-word incident-word-${epistemic}`}>
      <header>
        <span className="incident-at">
          {precision === 'approx' ? 'about ' : ''}
          <Moment at={occurredAt} />
        </span>
        <span className="mark mark-plain">{kind}</span>
        <span className={`mark incident-${epistemic}`}>{epistemic}</span>
        {pinned ? <span className="mark mark-plain">pinned</span> : null}
        <strong>{author}</strong>
        <span className="quiet">
          {late > lateMs ? `said ${durationInWords(late)} later, from ${timeSource}` : ''}
          {addedDuring === 'review' ? ' in review' : ''}
        </span>
        <span className="incident-word-ways">
          <Button
            kind="quiet"
            disabled={refusal}
            onClick={pin}
            title={pinned ? 'Do not keep it on top' : 'Mark it as telling'}
          >
            {pinned ? 'Unpin' : 'Pin'}
          </Button>
          <Button kind="quiet" disabled={refusal} onClick={correct} title="Say it anew; this one stays to be seen">
            Correct…
          </Button>
        </span>
      </header>
      <p>{text}</p>
      {evidence.length === 0 ? null : (
        <ul className="incident-rests" aria-label="Rests on">
          {evidence.map((one, at) => (
            <li key={at}>
              {one.kind === 'event' ? `#${one.sequence} ` : ''}
              {one.title}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Replaced({ words, id }: { words: readonly IncidentWord[]; id: string | null }) {
  const before = words.find((one) => one.id === id);
  if (before === undefined) return null;
  return (
    <>
      <p className="incident-replaced">
        <span className="quiet">
          in place of {before.author}, <Moment at={before.recordedAt} />:
        </span>{' '}
        <del>{before.text}</del> <span className="quiet">({before.epistemic})</span>
      </p>
      <Replaced words={words} id={before.supersedes} />
    </>
  );
}

function Composer({ incident, aids }: { incident: Incident; aids: IncidentAids | null }) {
  const { operations, settings } = useConsole();
  const [word, setWord] = useState(blankWord);
  const [refused, setRefused] = useState('');
  const draft = useWordDraft(word, null);
  const { name } = useWhole(settings.store);
  const [written, setWritten] = useState('');
  const by = name.trim() === '' ? written : name;
  /** Each thing that is said begins with a form of its own. */
  const [said, setSaid] = useState(0);
  const missing = word.text.trim() === '' ? 'write what it is' : draft === null ? 'correct the time' : by.trim() === '' ? 'say who you are' : null; // prettier-ignore
  const say = async (): Promise<void> => {
    if (draft === null || missing !== null) return;
    const refusal = await operations.actOnIncident('say', { id: incident.id, by: by.trim(), word: draft });
    setRefused(refusal ?? '');
    if (refusal !== null) return;
    settings.set({ name: by.trim() });
    setWord({ ...blankWord, kind: word.kind, epistemic: word.epistemic });
    setSaid(said + 1);
  };
  const findings = [...(aids?.turned ?? []), ...(aids?.changed ?? []), ...(aids?.gaps ?? [])];
  return (
    <form
      className="incident-composer"
      aria-label="Say something"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void say();
      }}
    >
      <WordFields key={said} word={word} onChange={setWord} findings={findings} />
      {refused === '' ? null : (
        <p role="alert" className="field-problem">
          {refused}
        </p>
      )}
      <footer>
        {name.trim() !== '' ? (
          <span className="quiet">as {by}</span>
        ) : (
          <label className="field">
            <span>Your name</span>
            <input
              type="text"
              value={by}
              maxLength={200}
              autoComplete="name"
              onChange={(event) => setWritten(event.target.value)}
            />
          </label>
        )}
        <Button kind="primary" submit disabled={missing}>
          Say it
        </Button>
      </footer>
    </form>
  );
}
