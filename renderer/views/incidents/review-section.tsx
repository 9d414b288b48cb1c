// One section of a post-mortem: read as it stands, or written as Markdown; what the record says is marked as such.
import { useState } from 'react';
import { sectionLimit, sectionTitles, type PostMortemSection, type SectionRevision } from '#shared/model/learning/post-mortem.ts'; // prettier-ignore
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Markdown } from '../../components/markdown.tsx';
import { useConsole } from '../../state/use-console.ts';

export interface ReviewSectionProps {
  id: string;
  section: PostMortemSection;
  /** Why it cannot be written; null where it can. */
  refusal: string | null;
  again: () => void;
}

export function ReviewSection({ id, section, refusal, again }: ReviewSectionProps) {
  const [writing, setWriting] = useState<{ text: string; revision: number } | null>(null);
  const [revisions, setRevisions] = useState<SectionRevision[] | null>(null);
  const { operations, who } = useConsole();
  const { name, text, generated, by, at, revision } = section;
  const title = sectionTitles[name];
  const back = async (): Promise<void> => {
    if ((await who.as((person) => operations.learn('regenerateSection', { id, section: name, by: person }))) === null)
      again();
  };
  return (
    <section id={`review-${name}`} className="review-section" aria-label={title}>
      <header className="incident-part-head">
        <h2>{title}</h2>
        <span className="quiet review-mark">
          {generated ? 'made of the record' : <>{by}, {at === null ? null : <Moment at={at} />}, revision {revision}</>}
        </span>
        {writing === null ? (
          <span className="review-ways">
            <Button kind="quiet" label={`Write ${title}`} disabled={refusal} onClick={() => setWriting({ text, revision })}>
              Write…
            </Button>
            {generated ? null : (
              <>
                <Button kind="quiet" label={`Revisions of ${title}`} onClick={() => void operations.sectionRevisions(id, name).then(setRevisions, () => setRevisions([]))}>
                  Revisions
                </Button>
                <Button kind="quiet" disabled={refusal} title="Shows what the record says again; what was written stays among the revisions" onClick={() => void back()}>
                  Back to the record
                </Button>
              </>
            )}
          </span>
        ) : null}
      </header>
      {writing === null ? (
        <Markdown text={text} />
      ) : (
        <SectionEditor id={id} section={section} started={writing} onClose={() => setWriting(null)} onDone={again} />
      )}
      {revisions === null ? null : <Revisions revisions={revisions} onClose={() => setRevisions(null)} />}
    </section>
  ); // prettier-ignore
}

interface EditorProps {
  id: string;
  section: PostMortemSection;
  started: { text: string; revision: number };
  onClose: () => void;
  onDone: () => void;
}

function SectionEditor({ id, section, started, onClose, onDone }: EditorProps) {
  const { operations, who } = useConsole();
  const [text, setText] = useState(started.text);
  const [preview, setPreview] = useState(false);
  const [refused, setRefused] = useState('');
  const title = sectionTitles[section.name];
  const theirs = section.revision !== started.revision;
  const save = async (): Promise<void> => {
    const answer = await who.as(async (by) => ({
      refusal: await operations.learn('writeSection', { id, section: section.name, by, text, revision: started.revision }), // prettier-ignore
    }));
    if (answer === null) return;
    if (answer.refusal !== null) return setRefused(answer.refusal);
    onDone();
    onClose();
  };
  return (
    <div className="review-editor">
      <div className="row-of-buttons">
        <Button kind="quiet" pressed={!preview} onClick={() => setPreview(false)}>
          Write
        </Button>
        <Button kind="quiet" pressed={preview} onClick={() => setPreview(true)}>
          Preview
        </Button>
        {text === started.text ? null : <em className="mark">unsaved</em>}
      </div>
      {preview ? (
        <Markdown text={text} />
      ) : (
        <textarea aria-label={`${title} in Markdown`} rows={Math.min(24, Math.max(6, text.split('\n').length + 1))} maxLength={sectionLimit} value={text} onChange={(event) => setText(event.target.value)} />
      )}
      {theirs ? (
        <p role="alert" className="field-problem">
          Somebody has written this section meanwhile. Your text is still here; copy what you need of it and cancel to see theirs.
        </p>
      ) : null}
      {refused === '' ? null : (
        <p role="alert" className="field-problem">
          {refused}
        </p>
      )}
      <div className="row-of-buttons">
        <Button kind="primary" disabled={theirs ? 'somebody has written it meanwhile' : null} onClick={() => void save()}>
          Save
        </Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
    </div>
  ); // prettier-ignore
}

function Revisions({ revisions, onClose }: { revisions: SectionRevision[]; onClose: () => void }) {
  return (
    <div className="review-revisions">
      {revisions.length === 0 ? <p className="quiet">None could be read.</p> : null}
      {revisions.map(({ revision, by, at, text, sequence }) => (
        <details key={revision}>
          <summary>
            Revision {revision}, {by}, <Moment at={at} /> <span className="quiet">#{sequence}</span>
          </summary>
          {text === '' ? <p className="quiet">Back to what the record said.</p> : <pre>{text}</pre>}
        </details>
      ))}
      <Button kind="quiet" onClick={onClose}>
        Hide the revisions
      </Button>
    </div>
  );
}
