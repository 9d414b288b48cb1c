// What a person can ask of the engine. A refusal is put into the list of troubles; the caller learns only whether it worked.
import type { PlanId, RunId } from '#shared/model/ids.ts';
import type { KubeKind } from '#shared/model/kubernetes.ts';
import type { Note, OpenResult, PlanSummary } from '#shared/model/checklist.ts';
import type { Tick } from '#shared/model/run.ts';
import type { DemoFault, JournalEvent } from '#shared/model/system.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf, type Refusal } from '../client/refusal.ts';
import { changeOperations } from './change-operations.ts';
import { dashboardOperations } from './dashboard-operations.ts';
import { recorderOperations } from './recorder-operations.ts';
import { errorOperations } from './error-operations.ts';
import { incidentOperations } from './incident-operations.ts';
import { learningOperations } from './learning-operations.ts';
import { timelineOperations } from './timeline-operations.ts';
import { reviewOperations } from './review-operations.ts';
import { criteriaOperations } from './criteria-operations.ts';
import type { TroubleStore } from './problems.ts';
import { prometheusOperations } from './prometheus-operations.ts';
import { scrapeOperations } from './scrape-operations.ts';
import { secretOperations } from './secret-operations.ts';
import { triggerOperations } from './trigger-operations.ts';

export type TickWord = Pick<Tick, 'outcome' | 'by' | 'note' | 'evidence'>;
export interface ItemRef {
  planId: PlanId;
  phaseId: string;
  itemId: string;
}
export type SaveAnswer = { ok: true; note: Note } | { ok: false; refusal: Refusal };
/** As many runs come at once, from the feed as from a question for older ones. */
export const runsAtOnce = 50;
export type Vars = Record<string, string | number | boolean>;

export type Operations = ReturnType<typeof createOperations>;

/** @param client the client for one call; throws while there is none. */
export function createOperations(client: () => EngineClient, trouble: TroubleStore) {
  /** @returns null where it was refused; the words are then in the list of troubles. */
  async function attempt<T>(what: string, ask: (engine: EngineClient) => Promise<T>): Promise<T | null> {
    try {
      return await ask(client());
    } catch (error) {
      trouble.add({ what, why: refusalOf(error).message });
      return null;
    }
  }
  const done = async (what: string, ask: (engine: EngineClient) => Promise<void>): Promise<boolean> =>
    (await attempt(what, async (engine) => (await ask(engine), true))) ?? false;

  async function opened(what: string, ask: (engine: EngineClient) => Promise<OpenResult>): Promise<PlanId | null> {
    const answer = await attempt(what, ask);
    if (answer === null) return null;
    if (answer.ok) return answer.planId;
    trouble.add({ what, file: answer.file, problems: answer.problems });
    return null;
  }

  return {
    ...reads(client),
    ...changeOperations(client, done),
    ...dashboardOperations(client, done),
    ...prometheusOperations(done),
    ...scrapeOperations(client, done),
    ...secretOperations(client),
    ...triggerOperations(client, done),
    ...criteriaOperations(client, done),
    ...reviewOperations(client, done),
    ...timelineOperations(client, done),
    ...learningOperations(client, done),
    ...incidentOperations(client, done),
    ...errorOperations(client, done),
    ...recorderOperations(client, done),
    openPlan: (path: string) => opened(`Open ${path}`, (engine) => engine.plans.open({ path })),
    importPlan: (name: string, text: string) =>
      opened(`Import ${name}`, (engine) => engine.plans.import({ name, text })),
    reloadPlan: (plan: PlanSummary) =>
      opened(`Reload ${plan.title}`, (engine) => engine.plans.reload({ planId: plan.planId })),
    removePlan: (plan: PlanSummary) =>
      done(`Remove ${plan.title}`, (engine) => engine.plans.remove({ planId: plan.planId })),
    trustPlan: (plan: PlanSummary, by: string) =>
      done(`Trust ${plan.title}`, (engine) => engine.plans.trust({ planId: plan.planId, hash: plan.hash, by })),
    startRun: (plan: PlanSummary, selection: { phaseIds: string[]; itemIds: string[] }, vars: Vars = {}) =>
      attempt(`Run ${plan.title}`, (engine) =>
        engine.runs.start({ planId: plan.planId, hash: plan.hash, selection, vars }),
      ),
    cancelRun: (runId: RunId) => done('Cancel the run', (engine) => engine.runs.cancel({ runId })),
    /** @param digest of the item's definition that the person read; a changed one is not ticked in its place. */
    tick: (item: ItemRef, digest: string, tick: TickWord) =>
      done('Tick', (engine) => engine.checklist.tick({ ...item, digest, tick })),
    untick: (item: ItemRef, by: string) => done('Untick', (engine) => engine.checklist.untick({ ...item, by })),
    exportRun: (runId: RunId, format: 'json' | 'junit' | 'markdown') =>
      attempt('Export the run', (engine) => engine.runs.export({ runId, format })),
    startDemo: () => attempt('Start the demo', (engine) => engine.demo.start()),
    stopDemo: () => done('Stop the demo', (engine) => engine.demo.stop()),
    setFault: (fault: DemoFault, on: boolean) =>
      done('Change the demo', (engine) => engine.demo.setFault({ fault, on })),
    retryDocker: () => done('Reach Docker', (engine) => engine.docker.retry()),
    disconnectDocker: () => done('Disconnect from Docker', (engine) => engine.docker.disconnect()),
    /** @param agreedDigest of the login command that the person agreed to; null where none is run. */
    connectKube: (context: string, namespaces: string[], agreedDigest: string | null) =>
      done(`Connect to ${context}`, (engine) => engine.kubernetes.connect({ context, namespaces, agreedDigest })),
    disconnectKube: () => done('Disconnect from Kubernetes', (engine) => engine.kubernetes.disconnect()),
    retryKube: () => done('Reach Kubernetes', (engine) => engine.kubernetes.retry()),
    /** Answers with the refusal itself, because the text that could not be saved stays where it is. */
    saveNote: async (item: Omit<ItemRef, 'itemId'> & { itemId: string | null }, markdown: string, basedOn: number) => {
      try {
        const note = await client().checklist.saveNote({ ...item, markdown, basedOn });
        return { ok: true, note } satisfies SaveAnswer;
      } catch (error) {
        return { ok: false, refusal: refusalOf(error) } satisfies SaveAnswer;
      }
    },
  };
}

/** Questions whose refusal is shown where the answer would have been: these throw. */
function reads(client: () => EngineClient) {
  return {
    planItems: async () => await client().plans.items(),
    planDetail: async (planId: PlanId) => await client().plans.get({ planId }),
    result: async (runId: RunId, phaseId: string, itemId: string) =>
      await client().runs.result({ runId, phaseId, itemId }),
    report: async (runId: RunId) => await client().runs.get({ runId }),
    compare: async (runId: RunId, against?: RunId) => await client().runs.compare({ runId, against }),
    olderRuns: async (planId: PlanId, before: RunId) => await client().runs.list({ planId, before, limit: runsAtOnce }),
    container: async (id: string) => await client().docker.container({ id }),
    images: async () => await client().docker.images(),
    volumes: async () => await client().docker.volumes(),
    networks: async () => await client().docker.networks(),
    kubeConfig: async () => await client().kubernetes.contexts(),
    kubeObject: async (kind: KubeKind, namespace: string | null, name: string) =>
      await client().kubernetes.object({ kind, namespace, name }),
    diagnose: async () => await client().system.diagnose(),
    journal: async (before: number | null, type: string): Promise<JournalEvent[]> =>
      await client().system.journal({ before, limit: 100, ...(type === '' ? {} : { type }) }),
  };
}
