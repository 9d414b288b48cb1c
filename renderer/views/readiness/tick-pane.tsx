// A manual item: what a person is to do, and who said what about it when.
import type { ItemState } from '#shared/model/checklist.ts';
import type { PlanId } from '#shared/model/ids.ts';
import type { ItemResult } from '#shared/model/run.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import type { ChecklistRow } from '../../components/checklist-row.ts';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph, glyphWords } from '../../components/glyph.tsx';
import { pastReason, useWhole } from '../../state/use-console.ts';
import type { Readiness } from './use-readiness.ts';

export interface TickPaneProps {
  readiness: Readiness;
  row: ChecklistRow;
  item: ItemState | null;
  past: boolean;
  result: ItemResult | null;
}

export function TickPane({ readiness, row, item, past, result }: TickPaneProps) {
  const { stores, place } = readiness;
  const { name } = useWhole(stores.settings.store);
  const { moment } = useWhole(stores.clock.store);
  const unnamed = name.trim() === '' ? 'say who you are in the settings first' : null;
  const refusal = moment === null ? unnamed : pastReason;
  const tickAction = useAction('item.tick');
  const tick = past ? (result?.tick ?? null) : (item?.tick ?? null);
  const untick = (): void => {
    const ref = { planId: place.planId as PlanId, phaseId: row.phaseId, itemId: row.itemId };
    void stores.operations.untick(ref, name);
  };
  return (
    <section>
      {item === null || item.manual === null ? null : (
        <>
          <h3>What to do</h3>
          <p className="instructions">{item.manual.instructions}</p>
          <p className="quiet">
            {item.manual.evidence === 'required' ? 'A tick needs evidence.' : 'Evidence is welcome.'}
          </p>
        </>
      )}
      <h3>Tick</h3>
      {tick === null ? (
        <p className="quiet">Nobody has ticked it yet.</p>
      ) : (
        <div className="tick">
          <p>
            <Glyph name={tick.outcome} /> {glyphWords[tick.outcome]}, says <strong>{tick.by}</strong>,{' '}
            <Moment at={tick.at} />
          </p>
          {tick.note === '' ? null : <p>{tick.note}</p>}
          {tick.evidence === '' ? null : (
            <p>
              Evidence: <code>{tick.evidence}</code>
            </p>
          )}
        </div>
      )}
      {past ? null : (
        <p className="row-of-buttons">
          <ActionButton action={tickAction} kind={tick === null ? 'primary' : 'plain'} />
          {tick === null ? null : (
            <Button onClick={untick} disabled={refusal}>
              Take the tick back
            </Button>
          )}
        </p>
      )}
    </section>
  );
}
