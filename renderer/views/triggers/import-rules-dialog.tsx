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

export interface ImportRulesDialogProps {
  /** What it begins with; its text may be empty. */
  given: Draft;
  onClose: () => void;
}

export function ImportRulesDialog({ given, onClose }: ImportRulesDialogProps) {
  const { operations, settings } = useConsole();
  const [draft, setDraft] = useState<Draft>(given);
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
        {done ? <Vanished vanished={came.report.vanished} file={draft.name} by={by.trim()} /> : null}
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

/** What the file had before and has no more: watched on, unless a person takes it out. */
function Vanished({ vanished, file, by }: { vanished: ImportedRules['vanished']; file: string; by: string }) {
  const { operations } = useConsole();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(vanished.map(({ key }) => key)));
  const [removed, setRemoved] = useState<ReadonlySet<string> | null>(null);
  if (vanished.length === 0) return null;
  const turn = (key: string): void => setChosen(new Set(chosen.has(key) ? [...chosen].filter((one) => one !== key) : [...chosen, key])); // prettier-ignore
  const remove = async (): Promise<void> => {
    const gone = new Set<string>();
    for (const { key, name } of vanished) if (chosen.has(key) && (await operations.removeTrigger(key, name, by))) gone.add(key); // prettier-ignore
    setRemoved(gone);
  };
  if (removed !== null) {
    return (
      <p role="status">
        {grouped(removed.size)} removed, {grouped(vanished.length - removed.size)} kept. What happened to them stays in the journal.
      </p>
    ); // prettier-ignore
  }
  return (
    <fieldset className="trigger-vanished">
      <legend>
        {grouped(vanished.length)} came from {file} before and {vanished.length === 1 ? 'is' : 'are'} not in it any more
      </legend>
      <p className="quiet">They are watched on as they were. Choose those that are to go.</p>
      {vanished.map(({ key, name, group }) => (
        <label key={key}>
          <input type="checkbox" checked={chosen.has(key)} onChange={() => turn(key)} /> {name} <small className="quiet">{group}</small>
        </label>
      ))}
      <Button kind="danger" icon="trash" disabled={chosen.size === 0 ? 'none is chosen' : null} onClick={() => void remove()}>
        Remove {grouped(chosen.size)}, keep {grouped(vanished.length - chosen.size)}
      </Button>
    </fieldset>
  ); // prettier-ignore
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
