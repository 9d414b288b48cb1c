// The runs of a plan, newest first: open one to read it, take it out as a file, see what changed since the last green one.
import { useState } from 'react';
import type { PlanSummary } from '#shared/model/checklist.ts';
import type { RunSummary } from '#shared/model/run.ts';
import { Button } from '../../components/button.tsx';
import { ChangeList } from '../../components/change-list.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { RunCard } from '../../components/run-card.tsx';
import { runsAtOnce } from '../../state/operations.ts';
import { useAnswer, useFeed } from '../../state/use-console.ts';
import { saveAsFile } from './save-as-file.ts';
import type { Readiness } from './use-readiness.ts';

export const runsNewestFirst = (runs: Iterable<RunSummary>): RunSummary[] =>
  [...runs].toSorted((a, b) => b.startedAt - a.startedAt);

export function RunsBody({ readiness, plan }: { readiness: Readiness; plan: PlanSummary }) {
  const { stores, place } = readiness;
  const feed = useFeed(stores.runs);
  const [older, setOlder] = useState<RunSummary[]>([]);
  const [whole, setWhole] = useState(false);
  const [compared, setCompared] = useState<string | null>(null);
  if (feed.heardAt === null) return <Placeholder rows={4} waitingFor="the runs" />;
  const known = new Map([...older, ...feed.entries.values()].map((run) => [run.key, run]));
  const runs = runsNewestFirst(known.values());
  const loadOlder = async (): Promise<void> => {
    const last = runs.at(-1);
    if (last === undefined) return;
    const page = await stores.operations.olderRuns(plan.planId, last.runId).catch(() => null);
    if (page === null) return stores.trouble.add({ what: 'Read older runs', why: 'the engine did not answer' });
    setOlder([...older, ...page]);
    setWhole(page.length < runsAtOnce);
  };
  if (runs.length === 0) return <p className="quiet">This plan has not been run yet.</p>;
  return (
    <>
      <ol className="runs">
        {runs.map((run) => (
          <li key={run.key}>
            <RunCard
              run={run}
              open={run.runId === place.runId}
              compared={run.runId === compared}
              onOpen={() => stores.place.go({ runId: run.runId, selected: null })}
              onCompare={() => setCompared(run.runId === compared ? null : run.runId)}
              onExport={(format) => {
                void stores.operations.exportRun(run.runId, format).then((file) => file !== null && saveAsFile(file));
              }}
            />
            {run.runId === compared ? <Comparison readiness={readiness} run={run} /> : null}
          </li>
        ))}
      </ol>
      {whole ? <p className="quiet">These are all.</p> : null}
      {whole || runs.length < runsAtOnce ? null : <Button onClick={() => void loadOlder()}>Load older</Button>}
    </>
  );
}

function Comparison({ readiness, run }: { readiness: Readiness; run: RunSummary }) {
  const answer = useAnswer(`compare ${run.runId}`, async () => await readiness.stores.operations.compare(run.runId));
  if (answer.state === 'refused') return <p role="alert">They could not be compared: {answer.reason}</p>;
  if (answer.state === 'asking') return <Placeholder rows={3} waitingFor="the comparison" />;
  if (answer.value === null)
    return <p className="quiet">No earlier run of this plan passed whole, so there is nothing to compare with.</p>;
  return <ChangeList changes={answer.value.changes} />;
}
