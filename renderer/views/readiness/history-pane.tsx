// What this item came to in earlier runs, and what changed in it since the last run that passed whole.
import type { ItemResult, RunSummary } from '#shared/model/run.ts';
import type { ChecklistRow } from '../../components/checklist-row.ts';
import { ChangeList } from '../../components/change-list.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph, glyphWords } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { durationInWords } from '../../components/times.ts';
import { useAnswer, useFeed, type Answer } from '../../state/use-console.ts';
import { runsNewestFirst } from './runs-body.tsx';
import type { Readiness } from './use-readiness.ts';

/** So many runs are looked into; older ones are in the list of runs. */
const runsLookedInto = 12;

interface PastResult {
  run: RunSummary;
  /** null where the run did not include the item, or its result is not in the record any more. */
  result: ItemResult | null;
}

export function HistoryPane({ readiness, row }: { readiness: Readiness; row: ChecklistRow }) {
  const { stores } = readiness;
  const runs = runsNewestFirst(useFeed(stores.runs).entries.values()).slice(0, runsLookedInto);
  const finished = runs.filter((run) => run.state !== 'running');
  const key = `history ${row.key} ${finished.map((run) => run.runId).join(' ')}`;
  const history = useAnswer<PastResult[]>(key, async () => {
    const all = await Promise.allSettled(
      finished.map(async (run) => await stores.operations.result(run.runId, row.phaseId, row.itemId)),
    );
    return finished.map((run, at) => {
      const answer = all[at];
      return { run, result: answer?.status === 'fulfilled' ? answer.value : null };
    });
  });
  return (
    <>
      <SinceGreen readiness={readiness} row={row} />
      <section>
        <h3>In each run</h3>
        <HistoryList history={history} onOpen={(runId) => stores.place.go({ runId })} />
      </section>
    </>
  );
}

function SinceGreen({ readiness, row }: { readiness: Readiness; row: ChecklistRow }) {
  const { stores, place, checklist } = readiness;
  const runId = readiness.report.value?.run.runId ?? checklist.entries.get(row.key)?.last?.runId ?? null;
  const compared = useAnswer(runId === null ? null : `since ${runId} ${place.runId}`, async () =>
    runId === null ? null : await stores.operations.compare(runId),
  );
  const change = compared.value?.changes.find((one) => one.phaseId === row.phaseId && one.itemId === row.itemId);
  return (
    <section>
      <h3>Since the last run that passed whole</h3>
      {runId === null ? <p className="quiet">It has not been looked at yet.</p> : null}
      {compared.state === 'refused' ? <p role="alert">Not known: {compared.reason}</p> : null}
      {compared.state === 'asking' && runId !== null ? <Placeholder rows={2} waitingFor="the comparison" /> : null}
      {compared.state === 'here' && compared.value === null ? (
        <p className="quiet">No earlier run passed whole.</p>
      ) : null}
      {compared.value === null ? null : <ChangeList changes={change === undefined ? [] : [change]} />}
    </section>
  );
}

const noResult = 'no result in the record: not part of this run, or evicted';

function HistoryList({ history, onOpen }: { history: Answer<PastResult[]>; onOpen: (runId: string) => void }) {
  if (history.value === null) return <Placeholder rows={3} waitingFor="earlier results" />;
  if (history.value.length === 0) return <p className="quiet">No run has finished yet.</p>;
  return (
    <ol className="history">
      {history.value.map(({ run, result }) => (
        <li key={run.runId}>
          <button type="button" className="history-line" onClick={() => onOpen(run.runId)}>
            <Glyph name={result?.outcome ?? 'never'} label={result === null ? noResult : glyphWords[result.outcome]} />
            <Moment at={run.startedAt} />
            <span className="history-took">{result === null ? '' : durationInWords(result.durationMs)}</span>
            <span className="history-reason">{result?.reason ?? noResult}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
