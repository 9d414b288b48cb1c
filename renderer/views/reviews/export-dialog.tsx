// Exports an incident: a bundle is made first and shown, what leaves and what was redacted; only then it is written to where
// the person wants it.
import { useEffect, useState } from 'react';
import { usualLookAround } from '#shared/model/bundle/limits.ts';
import type { BundleDraft } from '#shared/model/bundle/review.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { ManifestFacts, RedactedPart, TablesPart } from './manifest-part.tsx';

const minute = 60_000;
const mostMinutes = 7 * 24 * 60;
const minutesOf = (text: string): number | null =>
  /^\d{1,5}$/.test(text.trim()) && Number(text) <= mostMinutes ? Number(text) : null;

export function ExportDialog({ incidentId, onClose }: { incidentId: string; onClose: () => void }) {
  const { operations, reviews } = useConsole();
  const { entries } = useFeed(reviews.drafts);
  const [key, setKey] = useState<string | null>(null);
  const draft = key === null ? undefined : entries.get(key);
  const drop = (): void => {
    if (key !== null && draft !== undefined) void operations.discardBundle(key);
    onClose();
  };
  return (
    <Dialog title="Export the incident as a bundle" onClose={drop} wide>
      <div className="dialog-body bundle">
        {draft === undefined ? (
          <AroundForm incidentId={incidentId} onMaking={setKey} onClose={onClose} />
        ) : draft.state === 'making' ? (
          <Making draft={draft} onClose={drop} />
        ) : draft.state === 'failed' ? (
          <>
            <p role="alert" className="field-problem">
              It could not be made: {draft.reason}
            </p>
            <footer className="dialog-foot">
              <Button onClick={drop}>Close</Button>
              <Button kind="primary" onClick={() => setKey(null)}>
                Once more
              </Button>
            </footer>
          </>
        ) : (
          <Preview draft={draft} onClose={drop} />
        )}
      </div>
    </Dialog>
  );
}

function AroundForm({
  incidentId,
  onMaking,
  onClose,
}: {
  incidentId: string;
  onMaking: (key: string) => void;
  onClose: () => void;
}) {
  // prettier-ignore
  const { operations } = useConsole();
  const [before, setBefore] = useState(String(usualLookAround.beforeMs / minute));
  const [after, setAfter] = useState(String(usualLookAround.afterMs / minute));
  const [refused, setRefused] = useState('');
  const [beforeMin, afterMin] = [minutesOf(before), minutesOf(after)];
  const problem = (minutes: number | null): string => (minutes === null ? `0 to ${mostMinutes}, a week` : '');
  const make = async (): Promise<void> => {
    if (beforeMin === null || afterMin === null) return;
    const answer = await operations.prepareBundle({ incidentId, beforeMs: beforeMin * minute, afterMs: afterMin * minute }); // prettier-ignore
    if (answer.ok) onMaking(answer.value.key);
    else setRefused(answer.reason);
  };
  return (
    <form
      className="bundle-around"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <p>
        One file with all that a review needs: the events of the incident and around it, states, samples, errors, runs,
        plans, dashboards and triggers. It is redacted once more, and you see what leaves before it is written.
      </p>
      <div className="bundle-minutes">
        <Field label="Minutes before it" value={before} problem={problem(beforeMin)} onChange={setBefore} />
        <Field label="Minutes after it" value={after} problem={problem(afterMin)} onChange={setAfter} />
      </div>
      {refused === '' ? null : (
        <p role="alert" className="field-problem">
          {refused}
        </p>
      )}
      <footer className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="primary" submit disabled={beforeMin === null || afterMin === null ? 'mend the minutes' : null}>
          Show what would leave
        </Button>
      </footer>
    </form>
  );
}

function Making({ draft, onClose }: { draft: BundleDraft; onClose: () => void }) {
  const of = Math.max(draft.rowsOfAbout, draft.rowsDone);
  return (
    <>
      <p role="status">
        {of === 0 ? `${draft.doing}…` : `${draft.doing}: ${grouped(draft.rowsDone)} rows of about ${grouped(of)}`}
      </p>
      <progress aria-label="Made so far" value={draft.rowsDone} max={Math.max(1, of)} />
      <footer className="dialog-foot">
        <Button onClick={onClose}>Cancel</Button>
      </footer>
    </>
  );
}

function Preview({ draft, onClose }: { draft: BundleDraft; onClose: () => void }) {
  const { operations, settings, said } = useConsole();
  const [path, setPath] = useState(draft.proposedFile);
  const [sign, setSign] = useState(true);
  const [by, setBy] = useState(settings.store.getState().name);
  const [refused, setRefused] = useState('');
  const missing = path.trim() === '' ? 'say where to' : by.trim() === '' ? 'say who you are' : null;
  const { savedTo, manifest } = draft;
  useEffect(() => {
    if (savedTo !== null) said.say(`Written to ${savedTo}`);
  }, [savedTo, said]);
  const save = async (): Promise<void> => {
    const answer = await operations.saveBundle({ draft: draft.key, path: path.trim(), sign, by: by.trim() });
    if (!answer.ok) return setRefused(answer.reason);
    settings.set({ name: by.trim() });
    onClose();
  };
  if (manifest === null) return null;
  return (
    <form
      className="bundle-preview"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) void save();
      }}
    >
      <ManifestFacts manifest={manifest} fileBytes={draft.fileBytes} />
      <RedactedPart manifest={manifest} />
      <details>
        <summary>What is in it, and what was left out</summary>
        <TablesPart manifest={manifest} />
      </details>
      <Field label="Write it to" code value={path} maxLength={4096} problem={refused} hint="A new file on the machine that runs Ready Room; one that is there is never written over." onChange={setPath} />
      <label className="bundle-sign-it">
        <input type="checkbox" checked={sign} onChange={(event) => setSign(event.target.checked)} /> Sign it with the key of
        this machine
      </label>
      <Field label="Your name" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
      <footer className="dialog-foot">
        {missing === null ? null : <span className="quiet">First {missing}.</span>}
        <Button onClick={onClose}>Discard it</Button>
        <Button kind="primary" submit disabled={missing}>
          Write the file
        </Button>
      </footer>
    </form>
  ); // prettier-ignore
}
