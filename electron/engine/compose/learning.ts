// Wires what incidents teach: the record, the triggers and plans that controls are made of, and the incidents that grow
// playbooks when they are closed.
import type { FeedMessage } from '#shared/model/feed.ts';
import type { PlanId } from '#shared/model/ids.ts';
import type { Incident, IncidentSummary } from '#shared/model/incident/incident.ts';
import type { BacktestResult } from '#shared/model/learning/backtest-result.ts';
import type { PostMortemDetail, SectionName, SectionRevision } from '#shared/model/learning/post-mortem.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { Broadcast, Feed } from '../feeds/feed.ts';
import type { Learnt } from '../incidents/incident-aids.ts';
import { incidentOf } from '../incidents/incident-record.ts';
import { backtestResult, type BacktestAsked } from '../learning/backtest-result.ts';
import { createControls, type ControlWorld } from '../learning/controls.ts';
import { createCreating, type Creating } from '../learning/creating.ts';
import { createLearningActs, type LearningActs } from '../learning/learning-acts.ts';
import { createLearningBoard, type LearningBoard } from '../learning/learning-board.ts';
import { backtestCriterion } from '../learning/criterion-backtest.ts';
import { createLearningRecord } from '../learning/learning-record.ts';
import { backtestRecord } from '../learning/record-backtest.ts';
import { triggerDefinition } from '../learning/trigger-sight.ts';
import type { PlanLibrary } from '../plans/plan-library.ts';
import { createPdfPieces, type PdfAsked, type PdfPiece, type PrintPdf } from '../postmortem/pdf-pieces.ts';
import { createPostMortemActs, exportOf, pdfSourceOf, postMortemDetail, revisionsOf, type ExportAsked, type PostMortemActs } from '../postmortem/post-mortem-board.ts'; // prettier-ignore
import { probeKinds } from '../probes/index.ts';
import type { WriteDb } from '../store/database.ts';
import { listIncidents, mergedInto } from '../store/incident-rows.ts';
import { readPlaybook, readPostMortem } from '../store/learning-rows.ts';
import { lastResult } from '../store/run-rows.ts';
import type { Recording } from './recording.ts';
import type { Triggers } from './triggers.ts';

export interface Learning {
  board: LearningBoard;
  acts: LearningActs;
  creating: Creating;
  postMortems: PostMortemActs & {
    detail: (id: string) => PostMortemDetail;
    revisions: (id: string, section: SectionName) => SectionRevision[];
    export: (id: string, asked: ExportAsked) => ReturnType<typeof exportOf>;
    pdf: (id: string, asked: PdfAsked) => Promise<PdfPiece>;
  };
  backtest: (asked: BacktestAsked, signal: AbortSignal | undefined) => Promise<BacktestResult>;
  /** For the incidents, which are made after this. */
  mayClose: (incident: Incident, db?: WriteDb) => string[];
  learnt: Learnt;
  /** Follows the incidents from now on. */
  follow: (incidents: Pick<Broadcast<IncidentSummary>, 'subscribe'>) => void;
  close: () => void;
}

export interface LearningOptions {
  triggers: Pick<Triggers, 'board' | 'edits'>;
  library: PlanLibrary;
  sources: Feed<SourceStatus>;
  printPdf: PrintPdf | undefined;
}

export function createLearning(
  recording: Recording,
  { triggers, library, sources, printPdf }: LearningOptions,
): Learning {
  const { read, writer, journal, redactor, now, onDefect } = recording;
  const safeText = (text: string): string => redactor.text(text).text;
  const record = createLearningRecord({ writer, journal });
  const liveSince: ControlWorld['liveSince'] = (source) => {
    const status = sources.get(source);
    return status?.state === 'live' ? status.since : null;
  };
  const controls = createControls(read, controlWorld(recording, { triggers, library, liveSince }), now);
  const board = createLearningBoard({ read, controls, now });
  const acts = createLearningActs({ read, record, board, controls, now, safeText });
  const creating = createCreating({ read, acts, saveTrigger: triggers.edits.save, library, kinds: probeKinds });
  const reviewOf = (id: string) => {
    const incident = incidentOf(read, id);
    const merged = mergedInto(read, id).map((one) => ({ key: one.id, number: one.number, pins: one.pins }));
    return { incident, merged, learning: board.detail(id), postMortem: readPostMortem(read, id), asOf: null }; // prettier-ignore
  };
  const pdf = createPdfPieces(printPdf);
  const closed = new AbortController();
  return {
    board,
    acts,
    creating,
    postMortems: {
      ...createPostMortemActs(record, safeText),
      detail: (id) => postMortemDetail(read, reviewOf(id)),
      revisions: (id, section) => revisionsOf(read, id, section, Number.MAX_SAFE_INTEGER),
      export: (id, asked) => exportOf(read, reviewOf(id), asked),
      pdf: (id, asked) => pdf(() => pdfSourceOf(read, reviewOf(id)), asked),
    },
    backtest: async ({ key, trigger: given, criterion, fromMs, toMs }, signal = closed.signal) => {
      if (criterion !== null)
        return await backtestCriterion(read, { criterion, fromMs, toMs, signal }, listIncidents(read));
      const trigger = given ?? (key === null ? null : triggers.board.get(key).trigger);
      if (trigger === null) throw new OpsError('bad_input', 'Name the trigger that is tried.');
      const report = await backtestRecord(read, { triggers: [{ group: '', trigger }], fromMs, toMs, intervalMs: null, signal, liveSince }); // prettier-ignore
      return backtestResult(report, listIncidents(read));
    },
    mayClose: board.mayClose,
    learnt: board.learnt,
    follow: (incidents) => {
      library.onChange(() => board.definitionsChanged());
      followDefinitions(triggers.board.feed.subscribe({ signal: closed.signal }), board.definitionsChanged).catch(onDefect); // prettier-ignore
      followClosed(incidents.subscribe({ signal: closed.signal }), async (ids, grown) => {
        for (const id of ids) board.changed(id);
        for (const id of grown) await acts.grow(id);
      }).catch(onDefect);
    },
    close: () => closed.abort(),
  };
}

function controlWorld(
  { read }: Recording,
  { triggers, library, liveSince }: Omit<LearningOptions, 'sources' | 'printPdf'> & Pick<ControlWorld, 'liveSince'>,
): ControlWorld {
  return {
    trigger: (key) => {
      const known = triggers.board.find(key);
      return known === undefined ? null : { trigger: known.trigger, savedAtMs: known.savedAtMs, watched: triggers.board.show(known) }; // prettier-ignore
    },
    item: (planId, phaseId, itemId) => {
      const known = library.list().find(({ row }) => row.id === (planId as PlanId));
      const item = known?.plan.phases.find(({ id }) => id === phaseId)?.items.find(({ id }) => id === itemId);
      if (known === undefined || item === undefined) return null;
      const last = lastResult(read, known.row.no, phaseId, itemId);
      return { plan: known.plan.title, item, vars: known.plan.vars, last };
    },
    entry: (named, id) => readPlaybook(read, named)?.entries.find((one) => one.id === id) ?? null,
    kinds: probeKinds,
    liveSince,
  };
}

/** @param onChanged a trigger fires otherwise than before, or is gone; not for every look at one. */
async function followDefinitions(
  feed: AsyncIterable<FeedMessage<WatchedTrigger>>,
  onChanged: () => void,
): Promise<void> {
  const known = new Map<string, string>();
  for await (const message of feed) {
    let changed = false;
    for (const { key, trigger } of message.kind === 'snapshot' ? message.entries : message.upserts) {
      const definition = triggerDefinition(trigger);
      changed ||= message.kind !== 'snapshot' && known.get(key) !== definition;
      known.set(key, definition);
    }
    for (const key of message.kind === 'snapshot' ? [] : message.removes) changed = known.delete(key) || changed;
    if (changed) onChanged();
  }
}

/** @param onNews ids of all that changed, and of those that became closed. */
async function followClosed(
  feed: AsyncIterable<FeedMessage<IncidentSummary>>,
  onNews: (changed: string[], closed: string[]) => Promise<void>,
): Promise<void> {
  const statuses = new Map<string, string>();
  for await (const message of feed) {
    const rows = message.kind === 'snapshot' ? message.entries : message.upserts;
    // What was closed while nobody listened grows now: an entry is added once, however often it is looked at.
    const closed = rows.filter(({ key, status }) => status === 'closed' && statuses.get(key) !== 'closed').map(({ key }) => key); // prettier-ignore
    for (const { key, status } of rows) statuses.set(key, status);
    await onNews(message.kind === 'snapshot' ? [] : rows.map(({ key }) => key), closed);
  }
}
