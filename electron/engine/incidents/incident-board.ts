// All incidents: the feed of them, one of them whole, and what is proposed and declared. How they change is incident-acts.ts.
import type { IncidentAids, IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import type { DeclareDraft, DeclareFrom, Proposal } from '#shared/model/incident/declare.ts';
import type { IncidentEventData } from '#shared/model/incident/incident-event.ts';
import { summaryOf, type Incident, type IncidentSummary } from '#shared/model/incident/incident.ts';
import { linkRefusal } from '#shared/model/incident/incident-link.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { severitySchema, type Severity } from '#shared/model/triggers/trigger.ts';
import type { KeepAsked, PanelKeeper } from '../dashboards/panel-keeper.ts';
import { createFeed, type Feed } from '../feeds/feed.ts';
import type { Journal } from '../journal/journal.ts';
import type { ReadDb } from '../store/database.ts';
import { eventOfSequence, listIncidents, mergedInto, nextIncidentNumber, pendingBefore, readIncident } from '../store/incident-rows.ts'; // prettier-ignore
import { uuidText, v7 } from '../store/uuid-v7.ts';
import type { Writer } from '../store/writer.ts';
import { firedAgain, untilNow } from './fired-again.ts';
import { detailOf } from './incident-detail.ts';
import {
  createIncidentActs,
  safeEvidence,
  safeLink,
  type IncidentActs,
  type IncidentActsOptions,
} from './incident-acts.ts';
import { incidentAids, type Learnt } from './incident-aids.ts';
import { createIncidentRecord, incidentOf } from './incident-record.ts';
import { lookBack, mostTelling, type ErrorsIn } from './look-back.ts';
import { propose } from './propose.ts';

export interface IncidentBoard {
  feed: Pick<Feed<IncidentSummary>, 'subscribe' | 'get'>;
  acts: IncidentActs;
  /** @throws OpsError `not_found`. */
  detail: (id: string) => IncidentDetail;
  aids: (id: string) => Promise<IncidentAids>;
  propose: (from: DeclareFrom, lookBackMs: number) => Promise<Proposal>;
  declare: (asked: { from: DeclareFrom; lookBackMs: number; draft: DeclareDraft; by: string }) => Promise<{ id: string; number: number }>; // prettier-ignore
  /** Begins to keep what these dashboards show of an incident; its history tells what came of it. @throws OpsError `not_found`. */
  keepDashboards: (asked: { id: string; keys: readonly string[]; by: string }) => void;
  /** The same for the time that leaves in a bundle; resolves when it is done. */
  keepForExport: (span: { incidentId: string; fromMs: number; toMs: number }, signal: AbortSignal) => Promise<void>;
  /** Resolves when nothing is being kept any more. */
  settled: () => Promise<void>;
  /** These triggers may have begun to fire: what is over looks whether one of its own did. */
  triggersFired: (keys: ReadonlySet<string>) => void;
}

/** Keeps what queries came to with an incident, so that it outlives the samples that age. */
export interface Freezing {
  queries: () => string[];
  /** `refused`: those of which nothing could be kept. */
  freeze: (span: { incidentId: string; fromMs: number; toMs: number }) => Promise<IncidentEventData<'incident.frozen'>>;
}

export interface IncidentBoardOptions {
  read: ReadDb;
  writer: Writer;
  journal: Journal;
  now: () => number;
  safeText: (text: string) => string;
  mayClose: IncidentActsOptions['mayClose'];
  learnt: Learnt;
  errorsIn: ErrorsIn;
  freezing: Freezing;
  panels: PanelKeeper;
  /** Ends what is being kept. */
  closing: AbortSignal;
  onDefect: (error: unknown) => void;
}

/** Somebody waits for a bundle. */
const exportWithinMs = 30_000;
/** Lines that are recorded with a declaration. */
const foundKept = 40;

export function createIncidentBoard(options: IncidentBoardOptions): IncidentBoard {
  const { read, writer, journal, now, safeText, mayClose, learnt, errorsIn, freezing, panels, closing, onDefect } =
    options;
  const summaries = new Map<string, IncidentSummary>();
  const summarize = (incident: Incident): IncidentSummary => {
    const summary = summaryOf(incident, firedAgain(read, incident));
    summaries.set(summary.key, summary);
    return summary;
  };
  const feed = createFeed<IncidentSummary>(listIncidents(read).map(summarize));
  const record = createIncidentRecord({ writer, journal });
  const publish = (incident: Incident): void => feed.publish([summarize(incident)]);
  const onChanged = (ids: string[]): void => {
    for (const id of ids) {
      const incident = readIncident(read, id);
      if (incident !== null) publish(incident);
    }
  };
  const lookAt = async (from: DeclareFrom, lookBackMs: number): Promise<Proposal> => {
    const toMs = now();
    const fromMs = Math.min(from.atMs ?? toMs, toMs) - lookBackMs;
    const known = { incidents: listIncidents(read), pendingOf: (trigger: string, firedMs: number) => pendingBefore(read, trigger, firedMs), severityOf: severityOf(read), queries: freezing.queries() }; // prettier-ignore
    return propose({ from, fromMs, toMs }, await lookBack(read, { fromMs, toMs }, errorsIn), known);
  };

  const acts = createIncidentActs({ record, now, mayClose, safeText, onChanged });
  /** It stands declared, or resolved, whatever comes of this. */
  const keepSamples = async (span: { incidentId: string; fromMs: number; toMs: number }): Promise<void> => {
    const kept = await freezing.freeze(span);
    if (kept.queries.length + kept.refused.length === 0) return;
    publish(await record.change(span.incidentId, () => ({ type: 'incident.frozen', data: kept })));
  };

  const keepPanels = async ({ by, ...asked }: KeepAsked & { by?: string }): Promise<void> => {
    const dashboards = await panels.keep(asked);
    if (dashboards.length === 0) return;
    publish(await record.change(asked.incidentId, () => ({ type: 'incident.frozen', data: { ...(by !== undefined && { by }), queries: [], refused: [], dashboards } }))); // prettier-ignore
  };
  const under = new Set<Promise<void>>();
  /** Nobody waits for Prometheus. */
  const keepBeside = (asked: Omit<KeepAsked, 'signal'> & { by?: string }): void => {
    const work = keepPanels({ ...asked, signal: closing }).catch(onDefect).finally(() => under.delete(work)); // prettier-ignore
    under.add(work);
  };

  return {
    feed,
    acts: {
      ...acts,
      move: async (asked) => {
        await acts.move(asked);
        if (asked.to !== 'resolved') return;
        const span = spanOf(incidentOf(read, asked.id), now());
        await keepSamples(span).catch(onDefect);
        keepBeside(span);
      },
    },
    keepDashboards: ({ id, keys, by }) => keepBeside({ ...spanOf(incidentOf(read, id), now()), keys, by }),
    keepForExport: async ({ incidentId, fromMs, toMs }, signal) =>
      keepPanels({ incidentId, fromMs, toMs: Math.min(toMs, now()), signal: AbortSignal.any([signal, closing]), withinMs: exportWithinMs }).catch(onDefect), // prettier-ignore
    settled: async () => void (await Promise.all(under)),
    detail: (id) => {
      const incident = incidentOf(read, id);
      return detailOf(read, incident, {
        merged: mergedInto(read, id),
        closeReasons: mayClose(incident),
        until: untilNow,
      });
    },
    aids: (id) => incidentAids(read, incidentOf(read, id), { ...learnt, errorsIn, incidents: listIncidents(read), until: { ...untilNow, toMs: now() } }), // prettier-ignore
    propose: lookAt,
    declare: async ({ from, lookBackMs, draft, by }) => {
      for (const link of draft.links) {
        const refusal = linkRefusal(link);
        if (refusal !== null) throw new OpsError('bad_input', `${link.target}: ${refusal}`);
      }
      const { fromMs, toMs, findings, counts } = await lookAt(from, lookBackMs);
      const { impactStart, detected } = draft;
      if (impactStart !== null && impactStart.atMs > toMs + 60_000) throw new OpsError('bad_input', 'The impact cannot start in the time to come.'); // prettier-ignore
      if (detected !== null && detected.atMs > toMs + 60_000) throw new OpsError('bad_input', 'It cannot have been detected in the time to come.'); // prettier-ignore
      const marked = (moment: DeclareDraft['detected']) => moment && { ...moment, evidence: safeEvidence(moment.evidence, safeText) }; // prettier-ignore
      const safe = { ...draft, title: safeText(draft.title), summary: safeText(draft.summary), links: draft.links.map((link) => safeLink(link, safeText)), impactStart: marked(impactStart), detected: marked(detected) }; // prettier-ignore
      const id = uuidText(v7(toMs));
      const incident = await record.declare(id, (db) => ({
        type: 'incident.declared',
        data: { by, number: nextIncidentNumber(db), from, draft: safe, lookedFromMs: fromMs, found: mostTelling(findings, foundKept), counts }, // prettier-ignore
      }));
      publish(incident);
      await keepSamples({ incidentId: id, fromMs, toMs }).catch(onDefect);
      keepBeside({ incidentId: id, fromMs, toMs });
      return { id, number: incident.number };
    },
    triggersFired: (keys) => {
      for (const { key, triggers, firedAgain: known } of summaries.values()) {
        const incident = triggers.some((trigger) => keys.has(trigger)) ? readIncident(read, key) : null;
        if (incident !== null && JSON.stringify(firedAgain(read, incident)) !== JSON.stringify(known))
          publish(incident);
      }
    },
  };
}

/** From what was looked back over to when it was over. */
const spanOf = ({ id, lookedFromMs, milestones }: Incident, nowMs: number) => ({
  incidentId: id,
  fromMs: lookedFromMs,
  toMs: milestoneOf(milestones, 'resolved')?.occurredAt ?? nowMs,
});

/** Of a trigger, as its event says. */
const severityOf =
  (read: ReadDb) =>
  (sequence: number): Severity | null => {
    const { severity } = Object(eventOfSequence(read, sequence)?.data) as { severity?: unknown };
    const known = severitySchema.safeParse(severity);
    return known.success ? known.data : null;
  };
