// What an item came to and how: the reason in full, expectations beside what was seen, attempts, facts, definition.
import type { ItemState } from '#shared/model/checklist.ts';
import type { ItemResult } from '#shared/model/run.ts';
import { useAction } from '../../components/actions-context.ts';
import { AttemptList } from '../../components/attempt-list.tsx';
import { ActionButton } from '../../components/button.tsx';
import { CheckList } from '../../components/check-list.tsx';
import type { ChecklistRow } from '../../components/checklist-row.ts';
import { Ago } from '../../components/clock-context.tsx';
import { FactTable } from '../../components/fact-table.tsx';
import type { GlyphName } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { durationInWords } from '../../components/times.ts';
import type { Answer } from '../../state/use-console.ts';
import { TickPane } from './tick-pane.tsx';
import type { Readiness } from './use-readiness.ts';

export interface ResultPaneProps {
  readiness: Readiness;
  row: ChecklistRow;
  item: ItemState | null;
  result: Answer<ItemResult>;
}

export function ResultPane({ readiness, row, item, result }: ResultPaneProps) {
  const past = readiness.place.runId !== null;
  const whole = result.value;
  return (
    <>
      <Summary row={row} past={past} />
      {row.manual ? <TickPane readiness={readiness} row={row} item={item} past={past} result={whole} /> : null}
      {row.manual ? null : (
        <section>
          <h3>Expected</h3>
          {row.at === null ? (
            <Written expectations={item?.expectations ?? []} />
          ) : (
            <CheckList checks={whole?.checks ?? item?.last?.checks ?? []} />
          )}
        </section>
      )}
      {result.state === 'refused' ? (
        <p role="alert">The rest of the result could not be read: {result.reason}</p>
      ) : null}
      {result.state === 'asking' && row.at !== null && !row.manual ? (
        <Placeholder rows={4} waitingFor="the whole result" />
      ) : null}
      {whole === null || row.manual ? null : (
        <>
          <AttemptList attempts={whole.attempts} />
          <FactTable caption="Facts seen" facts={whole.facts} />
        </>
      )}
      <Definition row={row} item={item} result={whole} />
    </>
  );
}

/** What was done where nothing was looked at. */
const notSeen: Partial<Record<GlyphName, string>> = { error: 'tried', cancelled: 'cancelled', skipped: 'skipped' };

function Summary({ row, past }: { row: ChecklistRow; past: boolean }) {
  const run = useAction('run.item');
  return (
    <section className="result-summary">
      <p className={`result-reason state-${row.glyph}`}>{row.reason}</p>
      <p className="quiet">
        {row.at === null ? null : <>{row.manual ? 'said' : (notSeen[row.glyph] ?? 'looked at')} <Ago at={row.at} /></>}
        {row.durationMs === null || row.busy ? null : `, took ${durationInWords(row.durationMs)}`}
      </p>
      {row.recorded ? null : <p className="mark mark-bad">Not recorded: this result is held in memory only.</p>}
      {row.outdated ? <p className="mark">From an earlier version of this item. Run it again to know.</p> : null}
      {past || row.manual ? null : <ActionButton action={run} />}
    </section>
  ); // prettier-ignore
}

function Written({ expectations }: { expectations: string[] }) {
  if (expectations.length === 0) return <CheckList checks={[]} />;
  return (
    <ul className="checks">
      {expectations.map((text) => (
        <li key={text} className="check">
          <code>{text}</code>
        </li>
      ))}
    </ul>
  );
}

function Definition({ row, item, result }: { row: ChecklistRow; item: ItemState | null; result: ItemResult | null }) {
  return (
    <section>
      <h3>Definition</h3>
      {item === null || item.description === null ? null : <p>{item.description}</p>}
      <dl className="definition">
        <dt>kind</dt>
        <dd>
          <code>{row.kind}</code>
        </dd>
        <dt>id</dt>
        <dd>
          <code>{row.key}</code>
        </dd>
        {item === null ? null : (
          <>
            <dt>in the plan</dt>
            <dd>line {item.line}</dd>
          </>
        )}
      </dl>
      {result === null ? null : <FactTable caption="Parameters as used" facts={result.params} />}
    </section>
  );
}
