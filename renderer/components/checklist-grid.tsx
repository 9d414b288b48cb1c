// The checklist as a virtualised grid: only the rows in sight exist, so ten thousand items scroll like ten.
import type { ReactNode } from 'react';
import type { ChecklistRow } from './checklist-row.ts';
import { rowId } from './item-row.tsx';
import { useGridLines } from './use-grid-lines.ts';

export type GridLine =
  | { kind: 'phase'; key: string; phaseId: string }
  | { kind: 'item'; key: string; row: ChecklistRow };

export interface ChecklistGridProps {
  label: string;
  lines: GridLine[];
  selected: string | null;
  stale: boolean;
  rowPx: number;
  render: (line: GridLine) => ReactNode;
}

const phasePx = 36;

export function ChecklistGrid({ label, lines, selected, stale, rowPx, render }: ChecklistGridProps) {
  const heightPx = (index: number): number => (lines[index]?.kind === 'phase' ? phasePx : rowPx);
  const { box, virtual, at } = useGridLines({ lines, selected, rowPx, heightPx });
  return (
    <div
      ref={box}
      className={stale ? 'grid grid-stale' : 'grid'}
      role="grid"
      aria-label={label}
      aria-rowcount={lines.length}
      aria-activedescendant={at >= 0 ? rowId(selected ?? '') : undefined}
      tabIndex={0}
    >
      <div className="grid-all" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <div
              key={item.key}
              role="none"
              className="grid-line"
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
            >
              {render(line)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
