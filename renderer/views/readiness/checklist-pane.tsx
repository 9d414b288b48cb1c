// The filter and the checklist under it; hands rows their events.
import { useCallback, useMemo } from 'react';
import { ChecklistGrid, type GridLine } from '../../components/checklist-grid.tsx';
import type { ChecklistRow } from '../../components/checklist-row.ts';
import { FilterBar } from '../../components/filter-bar.tsx';
import { ItemRow } from '../../components/item-row.tsx';
import { PhaseRow } from '../../components/phase-row.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { noCounts } from '#shared/model/outcome.ts';
import { useWhole } from '../../state/use-console.ts';
import type { Readiness } from './use-readiness.ts';

export interface ChecklistPaneProps {
  readiness: Readiness;
  onRun: (phaseIds: string[], itemIds: string[]) => void;
  runRefusal: string | null;
}

export function ChecklistPane({ readiness, onRun, runRefusal }: ChecklistPaneProps) {
  const { stores, place, checklist, model } = readiness;
  const { density } = useWhole(stores.settings.store);
  const render = useLine({ readiness, onRun, runRefusal });
  const waits = checklist.heardAt === null || (place.runId !== null && readiness.report.value === null);
  if (waits && readiness.report.state !== 'refused') return <Placeholder rows={10} waitingFor="the checklist" />;
  return (
    <>
      <FilterBar
        text={place.text}
        show={place.show}
        counts={model.glyphCounts}
        onText={(text) => stores.place.go({ text })}
        onShow={(show) => stores.place.go({ show })}
      />
      {model.lines.length === 0 && model.rows.size > 0 ? (
        <p className="grid-none quiet">No item is let through by the filter.</p>
      ) : (
        <ChecklistGrid
          label="Items"
          lines={model.lines}
          selected={place.selected}
          stale={checklist.state === 'stale' && place.runId === null}
          rowPx={density === 'compact' ? 24 : 28}
          render={render}
        />
      )}
    </>
  );
}

function useLine({ readiness, onRun, runRefusal }: ChecklistPaneProps): (line: GridLine) => React.ReactNode {
  const { stores, place, detail, model, notes } = readiness;
  const select = useCallback((selected: string) => stores.place.go({ selected, panel: null }), [stores]);
  const runItem = useCallback((row: ChecklistRow) => onRun([], [row.itemId]), [onRun]);
  const tick = useCallback(
    (row: ChecklistRow) => stores.dialog.setState({ open: { kind: 'tick', key: row.key } }),
    [stores],
  );
  const phases = useMemo(() => new Map(detail.value?.phases.map((phase) => [phase.id, phase])), [detail.value]);
  const noted = useMemo(
    () =>
      new Set(
        Array.from(notes.entries.values(), (note) =>
          note.itemId === null && note.markdown !== '' ? note.phaseId : '',
        ),
      ),
    [notes.entries],
  );
  const run = place.runId === null ? { runDisabled: runRefusal } : {};
  return (line) => {
    const selected = line.key === place.selected;
    if (line.kind === 'item') {
      return <ItemRow row={line.row} selected={selected} {...run} onSelect={select} onRun={runItem} onTick={tick} />;
    }
    const { phaseId } = line;
    const counts = model.phaseCounts.get(phaseId) ?? noCounts();
    const phase = phases.get(phaseId) ?? { id: phaseId, title: phaseId, description: null, needs: [] };
    return (
      <PhaseRow
        phase={phase}
        counts={counts}
        needs={phase.needs.map((need) => phases.get(need)?.title ?? need)}
        hasNote={noted.has(phaseId)}
        selected={selected}
        {...run}
        onSelect={select}
        onRun={(id) => onRun([id], [])}
      />
    );
  };
}
