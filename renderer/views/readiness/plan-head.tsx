// The headline of a plan: what it came to in words, how old that is, and what can be done about it.
import type { PlanSummary } from '#shared/model/checklist.ts';
import { missingResults } from '#shared/model/run.ts';
import { useMemo } from 'react';
import { useAction } from '../../components/actions-context.ts';
import { Banner } from '../../components/banner.tsx';
import { ActionButton } from '../../components/button.tsx';
import type { ChecklistRow } from '../../components/checklist-row.ts';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { DemandList } from '../../components/demand-list.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { grouped } from '../../components/times.ts';
import { headlineOf } from '../../components/verdict-words.ts';
import { countAll } from './checklist-model.ts';
import type { Readiness } from './use-readiness.ts';

export function PlanHead({ readiness, plan }: { readiness: Readiness; plan: PlanSummary }) {
  const { report, place, checklist } = readiness;
  const past = place.runId === null ? null : report.value;
  const run = past?.run ?? null;
  // While a run is under way the plan's counts still hold what items came to before; the rows do not.
  const underWay = plan.running !== null && readiness.model.rows.size > 0;
  const head =
    run === null
      ? headlineOf(plan.verdict, underWay ? countAll(readiness.model) : plan.counts, plan.running !== null)
      : headlineOf(run.verdict ?? 'inconclusive', run.counts, run.state === 'running');
  const stale = checklist.state === 'stale' && run === null;
  return (
    <>
      {place.runId === null ? null : <PastBand readiness={readiness} />}
      <header className={`plan-head verdict-${stale ? 'stale' : head.glyph}`}>
        <Glyph name={stale ? 'stale' : head.glyph} large />
        <div className="plan-head-words">
          <p className="plan-head-name" title={plan.title}>
            {run?.planTitle ?? plan.title}
          </p>
          <h2>
            {stale ? 'As last known: ' : run === null ? '' : 'At that time: '}
            {head.title}
          </h2>
          <p className="plan-head-detail">
            {head.detail}
            {run === null ? <Freshness readiness={readiness} /> : null}
          </p>
        </div>
        <HeadActions running={plan.running !== null} past={run !== null} />
      </header>
      {run === null && plan.untrusted.length > 0 ? <TrustBand plan={plan} /> : null}
      {plan.file === 'changed' || plan.file === 'missing' ? <FileBand plan={plan} /> : null}
    </>
  );
}

function HeadActions({ running, past }: { running: boolean; past: boolean }) {
  const [all, cancel, runs, remove] = [
    useAction('run.all'),
    useAction('run.cancel'),
    useAction('runs'),
    useAction('plan.remove'),
  ];
  return (
    <div className="plan-head-actions">
      {running ? <ActionButton action={cancel} kind="danger" /> : null}
      {past || running ? null : <ActionButton action={all} kind="primary" />}
      <ActionButton action={runs} />
      <ActionButton action={remove} kind="quiet" bare />
    </div>
  );
}

function freshnessOf(rows: Iterable<ChecklistRow>) {
  const found = { oldest: Infinity, outdated: 0, unrecorded: 0 };
  for (const row of rows) {
    if (row.at !== null) found.oldest = Math.min(found.oldest, row.at);
    if (row.outdated) found.outdated++;
    if (!row.recorded) found.unrecorded++;
  }
  return found;
}

/** How sure the headline is: its oldest result, and what is missing from it. */
function Freshness({ readiness }: { readiness: Readiness }) {
  const { rows } = readiness.model;
  const { oldest, outdated, unrecorded } = useMemo(() => freshnessOf(rows.values()), [rows]);
  if (oldest === Infinity) return null;
  return (
    <span className="plan-head-fresh">
      oldest result <Ago at={oldest} />
      {outdated > 0 ? <em className="mark">{grouped(outdated)} from an earlier version</em> : null}
      {unrecorded > 0 ? <em className="mark mark-bad">{grouped(unrecorded)} not recorded</em> : null}
    </span>
  );
}

function PastBand({ readiness }: { readiness: Readiness }) {
  const { report } = readiness;
  const live = useAction('live');
  const run = report.value?.run ?? null;
  const missing = report.value === null ? 0 : missingResults(report.value);
  return (
    <Banner tone="past" title={run === null ? 'A past run' : 'As recorded at'} actions={<ActionButton action={live} />}>
      {run === null ? (
        report.reason === '' ? (
          ' is being read.'
        ) : (
          ` could not be read: ${report.reason}`
        )
      ) : (
        <>
          <Moment at={run.finishedAt ?? run.startedAt} />.{' '}
          {run.state === 'finished'
            ? 'This is not the present state.'
            : `The run was ${run.state}; what it did not reach was not looked at.`}
          {missing === 0
            ? ''
            : ` ${grouped(missing)} of its results are not in the record any more: they were evicted, or could not be recorded.`}
        </>
      )}
    </Banner>
  );
}

function TrustBand({ plan }: { plan: PlanSummary }) {
  return (
    <Banner tone="warn" title="This plan is not trusted." actions={<ActionButton action={useAction('plan.trust')} />}>
      Until a person consents, it will not do the following, and the items that need it cannot be looked at:
      <DemandList demands={plan.untrusted} most={6} />
    </Banner>
  );
}

function FileBand({ plan }: { plan: PlanSummary }) {
  const reload = useAction('plan.reload');
  if (plan.file === 'missing') {
    return (
      <Banner tone="warn" title="The file is gone.">
        <code>{plan.path}</code> cannot be read any more; what was loaded <Ago at={plan.loadedAt} /> is still used.
      </Banner>
    );
  }
  return (
    <Banner tone="warn" title="The file has changed." actions={<ActionButton action={reload} />}>
      <code>{plan.path}</code> no longer says what was loaded <Ago at={plan.loadedAt} />.
    </Banner>
  );
}
