// A phase in full: what it is for, what it needs, what its items came to, and its note.
import type { PhaseState, PlanSummary } from '#shared/model/checklist.ts';
import { countsInWords } from '#shared/model/outcome.ts';
import { NotePane } from './note-pane.tsx';
import type { Readiness } from './use-readiness.ts';

export interface PhaseBodyProps {
  readiness: Readiness;
  plan: PlanSummary;
  phase: PhaseState;
}

export function PhaseBody({ readiness, plan, phase }: PhaseBodyProps) {
  const counts = readiness.model.phaseCounts.get(phase.id);
  const titles = new Map(readiness.detail.value?.phases.map((one) => [one.id, one.title]));
  return (
    <>
      {phase.description === null ? null : <p>{phase.description}</p>}
      <p>{counts === undefined ? 'It has no items.' : countsInWords(counts)}</p>
      {phase.needs.length === 0 ? null : (
        <p className="quiet">
          Looked at only when these have passed: {phase.needs.map((need) => titles.get(need) ?? need).join(', ')}
        </p>
      )}
      <NotePane readiness={readiness} plan={plan} phaseId={phase.id} itemId={null} />
    </>
  );
}
