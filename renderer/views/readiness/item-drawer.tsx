// An item in full: its result, evidence, note and history, under tabs that the address remembers.
import type { PlanSummary } from '#shared/model/checklist.ts';
import type { ItemResult } from '#shared/model/run.ts';
import type { ChecklistRow } from '../../components/checklist-row.ts';
import { EvidencePane } from '../../components/evidence-pane.tsx';
import { Glyph, glyphWords } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { useAnswer, type Answer } from '../../state/use-console.ts';
import { DeclareButton } from '../incidents/declare-button.tsx';
import { HistoryPane } from './history-pane.tsx';
import { NotePane } from './note-pane.tsx';
import { ResultPane } from './result-pane.tsx';
import type { Readiness } from './use-readiness.ts';

const tabs = [
  { name: 'result', word: 'Result' },
  { name: 'evidence', word: 'Evidence' },
  { name: 'note', word: 'Note' },
  { name: 'history', word: 'History' },
] as const;

export function ItemTitle({ row }: { row: ChecklistRow }) {
  return (
    <>
      <p className={`drawer-state state-${row.glyph}`}>
        <Glyph name={row.glyph} /> {glyphWords[row.glyph]}
      </p>
      <h2>{row.title}</h2>
    </>
  );
}

export interface ItemBodyProps {
  readiness: Readiness;
  plan: PlanSummary;
  row: ChecklistRow;
}

export function ItemBody({ readiness, plan, row }: ItemBodyProps) {
  const { stores, place } = readiness;
  const item = readiness.checklist.entries.get(row.key) ?? null;
  const result = useResult(readiness, row);
  return (
    <>
      <Tabs tabs={[...tabs]} current={place.tab} onChange={(tab) => stores.place.go({ tab })} />
      <div role="tabpanel" aria-label={place.tab} className="tab-panel">
        {place.tab === 'result' ? <ResultPane readiness={readiness} row={row} item={item} result={result} /> : null}
        {place.tab === 'result' && row.glyph === 'fail' ? (
          <DeclareButton
            from={{ kind: 'object', key: `item/${plan.name}/${row.key}`, title: `${row.title}: failed`, atMs: row.at }}
          />
        ) : null}
        {place.tab === 'evidence' ? <EvidenceTab result={result} never={row.at === null} /> : null}
        {place.tab === 'note' ? (
          <NotePane readiness={readiness} plan={plan} phaseId={row.phaseId} itemId={row.itemId} />
        ) : null}
        {place.tab === 'history' ? <HistoryPane readiness={readiness} row={row} /> : null}
      </div>
    </>
  );
}

/** The whole result behind the row: out of the past run, or asked for by the run it came from. */
function useResult({ stores, place, report, checklist }: Readiness, row: ChecklistRow): Answer<ItemResult> {
  const last = checklist.entries.get(row.key)?.last ?? null;
  const past = place.runId === null ? null : (report.value?.results.find((one) => one.phaseId === row.phaseId && one.itemId === row.itemId) ?? null); // prettier-ignore
  const key = last === null || place.runId !== null ? null : `${last.runId} ${row.key} ${last.finishedAt}`;
  const asked = useAnswer(key, async () => {
    if (last === null) throw new Error('there is no result yet');
    return await stores.operations.result(last.runId, row.phaseId, row.itemId);
  });
  return past === null ? asked : { state: 'here', value: past, reason: '' };
}

function EvidenceTab({ result, never }: { result: Answer<ItemResult>; never: boolean }) {
  if (never) return <p className="quiet">It has not been looked at yet, so there is no evidence.</p>;
  if (result.state === 'refused') return <p role="alert">The evidence could not be read: {result.reason}</p>;
  if (result.value === null) return <Placeholder rows={5} waitingFor="the evidence" />;
  return <EvidencePane evidence={result.value.evidence} />;
}
