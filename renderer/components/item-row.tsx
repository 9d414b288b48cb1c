// One item of the checklist: its sign, title, reason, duration and age. The full text is in the drawer.
import { memo } from 'react';
import type { ChecklistRow } from './checklist-row.ts';
import { Button } from './button.tsx';
import { Ago } from './clock-context.tsx';
import { Glyph, glyphWords } from './glyph.tsx';
import { durationInWords } from './times.ts';

export interface ItemRowProps {
  row: ChecklistRow;
  selected: boolean;
  /** Why it cannot be run now; null when it can. Absent where nothing can be run, as in a past run. */
  runDisabled?: string | null;
  onSelect: (key: string) => void;
  onRun: (row: ChecklistRow) => void;
  onTick: (row: ChecklistRow) => void;
}

export const ItemRow = memo(function ItemRow({ row, selected, runDisabled, onSelect, onRun, onTick }: ItemRowProps) {
  const classes = [
    'item',
    `state-row-${row.glyph}`,
    selected ? 'item-selected' : '',
    row.outdated ? 'item-outdated' : '',
  ];
  return (
    // The grid is walked by j/k and Enter; a pointer may press anywhere on the row.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      className={classes.join(' ')}
      role="row"
      aria-selected={selected}
      id={rowId(row.key)}
      onClick={() => onSelect(row.key)}
    >
      <span role="gridcell" className="item-state" title={glyphWords[row.glyph]}>
        <Glyph name={row.glyph} label={glyphWords[row.glyph]} />
      </span>
      <span role="gridcell" className="item-title" title={row.title}>
        {row.title}
      </span>
      <span role="gridcell" className="item-reason" title={row.reason}>
        {row.recorded ? null : <em className="mark mark-bad">not recorded</em>}
        {row.outdated ? <em className="mark">from an earlier version of this item</em> : null}
        {row.reason}
      </span>
      <span role="gridcell" className="item-duration">
        {row.durationMs === null || row.busy || unlooked.includes(row.glyph) ? '' : durationInWords(row.durationMs)}
      </span>
      <span role="gridcell" className="item-age">
        {row.at === null || row.busy ? '' : <Ago at={row.at} />}
      </span>
      <span role="gridcell" className="item-actions">
        {runDisabled === undefined ? null : row.manual ? (
          <Button kind="quiet" icon="readiness" label={`Tick: ${row.title}`} onClick={() => onTick(row)} />
        ) : (
          <Button
            kind="quiet"
            icon="run"
            label={`Run: ${row.title}`}
            disabled={runDisabled}
            onClick={() => onRun(row)}
          />
        )}
      </span>
    </div>
  );
});

/** What was not looked at took no time worth showing. */
const unlooked = ['skipped', 'not_applicable', 'open', 'never'];

export const rowId = (key: string): string => `row-${key.replace(/[^\w-]/g, '_')}`;
