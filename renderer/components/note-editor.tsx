// A Markdown editor with its preview. Says at all times whether what is written has been saved.
import { useState } from 'react';
import { Button } from './button.tsx';
import { Ago } from './clock-context.tsx';
import { Markdown } from './markdown.tsx';

export type NoteStatus =
  | { state: 'saved'; at: number | null }
  | { state: 'unsaved' }
  | { state: 'refused'; reason: string; conflict: boolean };

export interface NoteEditorProps {
  text: string;
  status: NoteStatus;
  /** The text that someone else saved meanwhile; null while there is no conflict. */
  theirs: string | null;
  /** Why it can only be read; null where it can be written. */
  readOnly: string | null;
  onChange: (text: string) => void;
  onSave: () => void;
  onTakeTheirs: () => void;
}

const longest = 65_536;

export function NoteEditor({ text, status, theirs, readOnly, onChange, onSave, onTakeTheirs }: NoteEditorProps) {
  const [reading, setPreview] = useState(text !== '');
  const preview = reading || readOnly !== null;
  return (
    <section className="note" aria-label="Note">
      <div className="note-head">
        <Button kind="quiet" pressed={!preview} disabled={readOnly} onClick={() => setPreview(false)}>
          Write
        </Button>
        <Button kind="quiet" pressed={preview} onClick={() => setPreview(true)}>
          Preview
        </Button>
        <span className="note-state" role="status">
          {readOnly === null ? <StatusWords status={status} /> : null}
        </span>
      </div>
      {status.state === 'refused' && readOnly === null ? (
        <div className="note-refused" role="alert">
          <p>
            {status.conflict
              ? 'Someone else saved this note meanwhile. Your text is still here, unsaved.'
              : `Not saved: ${status.reason}`}
          </p>
          <div className="row-of-buttons">
            <Button onClick={onSave}>{status.conflict ? 'Save mine over theirs' : 'Try again'}</Button>
            {status.conflict ? <Button onClick={onTakeTheirs}>Drop mine, take theirs</Button> : null}
          </div>
          {theirs === null ? null : (
            <details>
              <summary>What they saved</summary>
              <Markdown text={theirs} />
            </details>
          )}
        </div>
      ) : null}
      {preview ? (
        text === '' ? (
          <p className="quiet">Nothing is written yet.</p>
        ) : (
          <Markdown text={text} />
        )
      ) : (
        <textarea
          aria-label="Note in Markdown"
          // With a text there was a preview first, so it is here because someone asked to write.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus={text !== ''}
          placeholder="Markdown: what you saw, what you decided, links."
          maxLength={longest}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </section>
  );
}

function StatusWords({ status }: { status: NoteStatus }) {
  if (status.state === 'unsaved') return <em className="mark">unsaved</em>;
  if (status.state === 'refused') return <em className="mark mark-bad">not saved</em>;
  return status.at === null ? null : (
    <span className="quiet">
      saved <Ago at={status.at} />
    </span>
  );
}
