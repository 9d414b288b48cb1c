// The note on an item or a phase: written here, saved after a pause, never overwritten by another's revision.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { PlanSummary } from '#shared/model/checklist.ts';
import { NoteEditor, type NoteStatus } from '../../components/note-editor.tsx';
import { usePastRefusal } from '../../state/use-console.ts';
import type { Readiness } from './use-readiness.ts';

export interface NotePaneProps {
  readiness: Readiness;
  plan: PlanSummary;
  phaseId: string;
  itemId: string | null;
}

const pauseMs = 900;

export function NotePane({ readiness, plan, phaseId, itemId }: NotePaneProps) {
  const { stores, notes } = readiness;
  const saved = [...notes.entries.values()].find((note) => note.phaseId === phaseId && note.itemId === itemId) ?? null;
  const key = `readyroom:draft:${plan.planId}/${phaseId}/${itemId ?? ''}`;
  const [draft, setDraft] = useState<Draft | null>(() => readDraft(key));
  const [refused, setRefused] = useState<{ reason: string; conflict: boolean } | null>(null);
  const saving = useRef(false);
  const savedText = saved?.markdown ?? '';
  const past = usePastRefusal();
  // In the past stands what was saved, not what is being written now; that waits.
  const text = past === null ? (draft?.text ?? savedText) : savedText;
  const revision = saved?.revision ?? 0;
  const unsaved = draft !== null && draft.text !== savedText;

  const save = useCallback(
    async (wanted: Draft) => {
      if (saving.current) return;
      saving.current = true;
      const answer = await stores.operations.saveNote(
        { planId: plan.planId, phaseId, itemId },
        wanted.text,
        wanted.basedOn,
      );
      saving.current = false;
      if (!answer.ok)
        return setRefused({ reason: answer.refusal.message, conflict: answer.refusal.code === 'conflict' });
      setRefused(null);
      const { note } = answer;
      // What was typed while saving stays a draft, now on top of the saved revision. The saved text may differ from the
      // one that was sent: secrets in it are replaced.
      setDraft((now) => (now === null || now.text === wanted.text ? null : { text: now.text, basedOn: note.revision }));
    },
    [stores, plan.planId, phaseId, itemId],
  );

  useEffect(() => keepDraft(key, draft), [key, draft]);
  useEffect(() => {
    if (!unsaved || draft === null || refused !== null || past !== null) return undefined;
    const timer = setTimeout(() => void save(draft), pauseMs);
    return () => clearTimeout(timer);
  }, [unsaved, draft, refused, past, save]);

  const status: NoteStatus =
    refused !== null
      ? { state: 'refused', ...refused }
      : unsaved
        ? { state: 'unsaved' }
        : { state: 'saved', at: saved?.savedAt ?? null };
  return (
    <NoteEditor
      text={text}
      status={status}
      theirs={refused?.conflict === true ? savedText : null}
      readOnly={past}
      onChange={(next) => setDraft({ text: next, basedOn: draft?.basedOn ?? revision })}
      onSave={() =>
        draft !== null && void save({ ...draft, basedOn: refused?.conflict === true ? revision : draft.basedOn })
      }
      onTakeTheirs={() => {
        setDraft(null);
        setRefused(null);
      }}
    />
  );
}

interface Draft {
  text: string;
  /** The revision the text was written on top of; 0 for none. */
  basedOn: number;
}

/** A draft outlives the drawer and a reload; it is gone when it is saved. */
function readDraft(key: string): Draft | null {
  const [basedOn = '', ...lines] = (window.sessionStorage.getItem(key) ?? '').split('\n');
  return /^\d+$/.test(basedOn) ? { basedOn: Number(basedOn), text: lines.join('\n') } : null;
}

function keepDraft(key: string, draft: Draft | null): void {
  if (draft === null) window.sessionStorage.removeItem(key);
  else window.sessionStorage.setItem(key, `${draft.basedOn}\n${draft.text}`);
}
