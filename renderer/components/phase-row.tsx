// The head of a phase: its title, how many of its items came to what, what it needs, and its own actions.
import type { PhaseState } from '#shared/model/checklist.ts';
import type { Counts } from '#shared/model/outcome.ts';
import { Button } from './button.tsx';
import { CountSigns } from './counts.tsx';
import { rowId } from './item-row.tsx';
import { grouped } from './times.ts';
import { lookedAt } from './verdict-words.ts';

export interface PhaseRowProps {
  phase: PhaseState;
  /** Of all its items, before filtering. */
  counts: Counts;
  needs: string[];
  hasNote: boolean;
  selected: boolean;
  runDisabled?: string | null;
  onSelect: (key: string) => void;
  onRun: (phaseId: string) => void;
}

export function PhaseRow({ phase, counts, needs, hasNote, selected, runDisabled, onSelect, onRun }: PhaseRowProps) {
  const key = `${phase.id}/`;
  const looked = lookedAt(counts);
  return (
    // As for items: the keys walk the grid, a pointer may press anywhere.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className={selected ? 'phase item-selected' : 'phase'}
      role="row"
      aria-selected={selected}
      id={rowId(key)}
      onClick={() => onSelect(key)}
    >
      <span role="rowheader" className="phase-title" title={phase.title}>
        {phase.title}
      </span>
      <span role="gridcell" className="phase-counts">
        <CountSigns counts={counts} />
        {looked.all === 0 ? null : (
          <span className="quiet">
            {grouped(looked.done)} of {grouped(looked.all)} looked at
            {counts.open === 0 ? '' : `, ${grouped(counts.open)} for a person`}
          </span>
        )}
      </span>
      <span role="gridcell" className="phase-needs" title={needs.length > 0 ? `Needs ${needs.join(', ')}` : ''}>
        {needs.length > 0 ? `needs ${needs.join(', ')}` : ''}
      </span>
      <span role="gridcell" className="item-actions">
        <Button
          kind="quiet"
          icon="note"
          label={`${hasNote ? 'Read the note' : 'Write a note'} on ${phase.title}`}
          pressed={hasNote}
          onClick={() => onSelect(key)}
        />
        {runDisabled === undefined ? null : (
          <Button
            kind="quiet"
            icon="run"
            label={`Run the phase ${phase.title}`}
            disabled={runDisabled}
            onClick={() => onRun(phase.id)}
          />
        )}
      </span>
    </div>
  );
}
