// Imports a rule file of Prometheus or of the console: a sample that came along, a file, or text. What is wrong is said
// with its place and nothing is taken; what was taken is listed.
import { useState } from 'react';
import type { ImportedRules, TriggerSample } from '#shared/contract/triggers.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { grouped } from '../../components/times.ts';
import { useAnswer, useConsole } from '../../state/use-console.ts';

interface Draft {
  name: string;
  text: string;
}

type Came = { kind: 'asking' } | { kind: 'refused'; why: string } | { kind: 'read'; report: ImportedRules } | null;

export function ImportRulesDialog({ onClose }: { onClose: () => void }) {
  const { operations, settings } = useConsole();
  const [draft, setDraft] = useState<Draft>({ name: 'rules.yaml', text: '' });
  const [by, setBy] = useState(settings.store.getState().name);
  const [came, setCame] = useState<Came>(null);
  const missing = by.trim() === '' ? 'say who you are' : draft.text.trim() === '' ? 'choose a sample or a file, or give its text' : null; // prettier-ignore
  const change = (next: Draft): void => {
    setDraft(next);
    setCame(null);
  };
  const submit = async (): Promise<void> => {
    setCame({ kind: 'asking' });
    const answer = await operations.importRules(draft.name, draft.text, by.trim());
    if (!answer.ok) return setCame({ kind: 'refused', why: answer.refusal.message });
    settings.set({ name: by.trim() });
    setCame({ kind: 'read', report: answer.value });
  };
  const done = came?.kind === 'read' && came.report.problems.length === 0;
  return (
    <Dialog title="Import rules" onClose={onClose} wide>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null && came?.kind !== 'asking' && !done) void submit();
        }}
      >
        {done ? null : <Source draft={draft} onDraft={change} />}
        {done ? null : (
          <Field label="Your name (required)" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
        )}
        <Report came={came} file={draft.name} onDismiss={() => setCame(null)} />
        <footer className="dialog-foot">
          {missing === null || done ? null : <span className="quiet">First {missing}.</span>}
          {done ? (
            <Button kind="primary" onClick={onClose}>
              Done
            </Button>
          ) : (
            <>
              <Button onClick={onClose}>Cancel</Button>
              <Button kind="primary" submit disabled={came?.kind === 'asking' ? 'it is being read' : missing}>
                {came?.kind === 'asking' ? 'Reading …' : 'Import'}
              </Button>
            </>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

function Source({ draft, onDraft }: { draft: Draft; onDraft: (draft: Draft) => void }) {
  const { operations } = useConsole();
  const samples = useAnswer<TriggerSample[]>('samples', () => operations.triggerSamples());
  const choose = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onDraft({ name: file.name, text: await file.text() });
  };
  return (
    <>
      {samples.value === null || samples.value.length === 0 ? null : (
        <section className="trigger-samples" aria-label="Samples">
          {samples.value.map(({ name, title, about, text }) => (
            <button
              key={name}
              type="button"
              className="trigger-sample"
              aria-pressed={draft.text === text}
              onClick={() => onDraft({ name, text })}
            >
              <strong>{title}</strong>
              <span className="quiet">{about}</span>
            </button>
          ))}
        </section>
      )}
      <label className="field">
        <span>A file</span>
        <input type="file" accept=".yaml,.yml,.rules,text/yaml" onChange={(event) => void choose(event.target.files?.[0])} /> {/* prettier-ignore */}
      </label>
      <label className="field">
        <span>Or its text</span>
        <textarea
          className="code-area"
          value={draft.text}
          spellCheck={false}
          placeholder={'groups:\n  - name: …\n    rules:\n      - alert: …'}
          onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        />
        <small>A rule that Prometheus has with the same name, expression and time is followed there; the rest is evaluated here.</small>
      </label>
    </>
  ); // prettier-ignore
}

function Report({ came, file, onDismiss }: { came: Came; file: string; onDismiss: () => void }) {
  if (came === null || came.kind === 'asking') return null;
  if (came.kind === 'refused') return <ProblemList what={`Import ${file}`} why={came.why} file={file} problems={[]} onDismiss={onDismiss} />; // prettier-ignore
  const { added, updated, same, recording, notes, problems } = came.report;
  if (problems.length > 0) return <ProblemList what={`Import ${file}`} why="" file={file} problems={problems} onDismiss={onDismiss} />; // prettier-ignore
  return (
    <div className="trigger-report" role="status">
      <p>
        <Glyph name="pass" /> {file} was read.
      </p>
      <Names words="added" names={added} />
      <Names words="updated" names={updated} />
      <Names words="already the same" names={same} />
      <Names words="recording rules, listed and not run" names={recording} />
      {notes.map(({ line, message }) => (
        <p key={`${line} ${message}`} className="state-inconclusive">
          Line {line}: {message}
        </p>
      ))}
    </div>
  );
}

const mostNames = 40;

function Names({ words, names }: { words: string; names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p>
      <strong>
        {grouped(names.length)} {words}:
      </strong>{' '}
      {names.slice(0, mostNames).join(', ')}
      {names.length > mostNames ? ` and ${grouped(names.length - mostNames)} more` : ''}
    </p>
  );
}
