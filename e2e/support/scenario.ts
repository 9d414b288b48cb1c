// The shape of a made-up state of the console, and how its parts are built. No judging: outcomes are what a test says.
import type { Container, ContainerDetail } from '#shared/model/container.ts';
import type { ItemState, PhaseState, PlanSummary } from '#shared/model/checklist.ts';
import { itemKey } from '#shared/model/checklist.ts';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { countOutcomes, verdictOf, type Outcome } from '#shared/model/outcome.ts';
import type { Check, ItemResult, RunSummary } from '#shared/model/run.ts';
import type { LogScenario } from './fake-logs.ts';
import type { ChangesScenario } from './scenario-changes.ts';
import type { MetricsScenario } from './scenario-metrics.ts';
import type { ScrapesScenario } from './scenario-scrapes.ts';
import type { DashboardsScenario } from './scenario-dashboards.ts';
import type { TriggersScenario } from './scenario-triggers.ts';
import type { CriteriaScenario } from './scenario-criteria.ts';
import type { ReviewsScenario } from './scenario-reviews.ts';
import type { TimelineScenario } from './scenario-timeline.ts';
import type { LearningScenario } from './scenario-learning.ts';
import type { IncidentsScenario } from './scenario-incidents.ts';
import type { ErrorsScenario } from './scenario-errors.ts';
import type { RecorderScenario } from './scenario-recorder.ts';
import type { KubeScenario } from './scenario-kubernetes.ts';
import type { WallScenario } from './scenario-watch.ts';
import type { DemoState, JournalEvent, RecordStatus, SourceStatus } from '#shared/model/system.ts';

export interface Scenario {
  name: string;
  plans: PlanSummary[];
  phases: PhaseState[];
  /** Of the first plan; the others have none. */
  items: ItemState[];
  results: Map<string, ItemResult>;
  runs: RunSummary[];
  notes: { phaseId: string; itemId: string | null; markdown: string }[];
  record: RecordStatus;
  sources: SourceStatus[];
  demo: DemoState;
  journal: JournalEvent[];
  containers: Container[];
  containerDetail: (container: Container) => ContainerDetail;
  kube: KubeScenario;
  wall: WallScenario;
  changes: ChangesScenario;
  logs: LogScenario;
  metrics: MetricsScenario;
  /** None where it is left out. */
  scrapes?: ScrapesScenario;
  dashboards: DashboardsScenario;
  triggers: TriggersScenario;
  criteria: CriteriaScenario;
  reviews: ReviewsScenario;
  timeline: TimelineScenario;
  learning: LearningScenario;
  incidents: IncidentsScenario;
  errors: ErrorsScenario;
  recorder: RecorderScenario;
}

export const minuteMs = 60_000;
export const hashOf = (letter: string): PlanHash => letter.repeat(64) as PlanHash;

export interface ItemDraft {
  phaseId: string;
  itemId: string;
  title: string;
  kind: string;
  outcome: Outcome | null;
  reason: string;
  expectations?: string[];
  checks?: Check[];
  facts?: ItemResult['facts'];
  params?: ItemResult['params'];
  evidence?: string;
  agoMs?: number;
  durationMs?: number;
  attempts?: number;
  patch?: Partial<ItemState>;
}

export function itemOf(draft: ItemDraft, runId: RunId, now: number): ItemState {
  const { phaseId, itemId, title, kind, outcome, reason } = draft;
  return {
    key: itemKey(phaseId, itemId),
    phaseId,
    itemId,
    title,
    kind,
    description: null,
    expectations: draft.expectations ?? [],
    manual: null,
    digest: 'd'.repeat(64),
    line: 12,
    running: null,
    last:
      outcome === null
        ? null
        : {
            runId,
            outcome,
            reason,
            checks: draft.checks ?? [],
            durationMs: draft.durationMs ?? 12,
            finishedAt: now - (draft.agoMs ?? 12_000),
            attempts: draft.attempts ?? 1,
            hasEvidence: draft.evidence !== undefined,
            recorded: true,
            outdated: false,
          },
    tick: null,
    open: false,
    ...draft.patch,
  };
}

export function resultOf(draft: ItemDraft, item: ItemState, runId: RunId): ItemResult {
  const finishedAt = item.last?.finishedAt ?? 0;
  const durationMs = item.last?.durationMs ?? 0;
  const outcome = draft.outcome ?? 'inconclusive';
  const text = draft.evidence;
  return {
    runId,
    phaseId: draft.phaseId,
    itemId: draft.itemId,
    title: draft.title,
    kind: draft.kind,
    outcome,
    reason: draft.reason,
    checks: draft.checks ?? [],
    facts: draft.facts ?? {},
    params: draft.params ?? {},
    attempts: Array.from({ length: draft.attempts ?? 1 }, (_, at) => ({
      startedAt: finishedAt - durationMs * ((draft.attempts ?? 1) - at),
      durationMs,
      outcome,
      reason: draft.reason,
    })),
    startedAt: finishedAt - durationMs,
    durationMs,
    evidence:
      text === undefined
        ? null
        : { mediaType: 'text/plain', text, sizeBytes: text.length * 9, truncated: true, redactions: 2 },
    tick: item.tick,
  };
}

export function summaryOf(
  plan: Partial<PlanSummary> & { title: string },
  items: ItemState[],
  now: number,
): PlanSummary {
  const counts = countOutcomes(
    items.map((item) => ({
      outcome:
        item.running === null
          ? (item.tick?.outcome ?? (item.open ? 'inconclusive' : (item.last?.outcome ?? null)))
          : null,
      open: item.open,
    })),
  );
  const planId = (plan.planId ?? 'plan-1') as PlanId;
  return {
    key: planId,
    planId,
    name: 'phase-ix',
    hash: hashOf('a'),
    origin: 'file',
    path: '/srv/plans/phase-ix.yaml',
    file: 'same',
    loadedAt: now - 40 * minuteMs,
    untrusted: [],
    running: null,
    counts,
    verdict: verdictOf(counts),
    ...plan,
  };
}

export function runOf(
  runId: string,
  plan: PlanSummary,
  startedAt: number,
  patch: Partial<RunSummary> = {},
): RunSummary {
  return {
    key: runId,
    runId: runId as RunId,
    planId: plan.planId,
    planHash: plan.hash,
    planTitle: plan.title,
    selection: { phaseIds: [], itemIds: [] },
    state: 'finished',
    verdict: plan.verdict,
    counts: plan.counts,
    startedAt,
    finishedAt: startedAt + 1_840,
    startedBy: 'screen',
    vars: {},
    judge: 'readyroom 1',
    ...patch,
  };
}
