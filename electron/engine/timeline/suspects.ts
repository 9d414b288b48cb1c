// The suspects of an incident, out of the record: what turned, what changed before, how often such changes come, and what
// could not be seen. It proposes an order; what people say of it is recorded and outranks it.
import { setImmediate as turn } from 'node:timers/promises';
import type { CoverageEntry } from '#shared/model/annotation.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { milestoneOf } from '#shared/model/incident/milestone.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { blindSpots } from '#shared/model/suspects/blind-spots.ts';
import { changeOfEvent, changeTypes, kindOfChange, type Change } from '#shared/model/suspects/change-of-event.ts';
import { symptomClassOf } from '#shared/model/suspects/mechanism.ts';
import { onsetOf, turnOf, type Onset } from '#shared/model/suspects/onset.ts';
import { rankSuspects, type Said } from '#shared/model/suspects/rank.ts';
import { scopeOverlap } from '#shared/model/suspects/scope.ts';
import { splitOf } from '#shared/model/suspects/split-of.ts';
import { sameChanges } from '#shared/model/suspects/same-changes.ts';
import { suspectStatuses, type ChangeKind, type SuspectReport } from '#shared/model/suspects/suspect.ts';
import { symptomNames } from '#shared/model/suspects/symptom-names.ts';
import type { ReadDb } from '../store/database.ts';
import { lastSequenceAt } from '../store/moment-rows.ts';
import { changeTallies, suspectWords, type NumberedEvent } from '../store/timeline-rows.ts';
import { always, type AsOf } from './selection.ts';
import type { Timeline } from './timeline.ts';

export interface SuspectsOptions {
  read: ReadDb;
  timeline: Timeline;
  /** As of a moment; null where there is no such incident. */
  incidentOf: (id: string, asOf: AsOf) => Incident | null;
  coverage: (span: { fromMs: number; toMs: number }, asOf: AsOf) => CoverageEntry[];
}

/** How far before it was noticed its beginning is looked for, and how far before that the changes. */
const onsetWithinMs = 2 * 3_600_000;
const lookBackMs = 6 * 3_600_000;
/** What came soon after it began is listed with that reason. */
const lookOnMs = 15 * 60_000;
const ratesOverMs = 14 * 86_400_000;
/** What happened in a time may be recorded some time after it. */
const lateMs = 3_600_000;
const talliedAtOnce = 4_000;
const clockErrorMs = 5_000;
const mostTurns = 4_000;
const mostChanges = 2_000;
const mostDropped = 50;
const turnTypes = ['trigger.pending', 'trigger.firing', 'trigger.resolved', 'trigger.cleared', 'error.first_seen', 'error.regressed', 'item.judged', 'item.turned', 'criterion.judged', 'objective.judged', 'docker.changed', 'kubernetes.changed']; // prettier-ignore

export function createSuspects({ read, timeline, incidentOf, coverage }: SuspectsOptions) {
  return async (id: string, asOf: AsOf = always, signal?: AbortSignal): Promise<SuspectReport> => {
    const incident = incidentOf(id, asOf);
    if (incident === null) throw new OpsError('not_found', 'There is no such incident.');
    const noticedMs = milestoneOf(incident.milestones, 'detected')?.occurredAt ?? incident.declaredAt;
    const start = milestoneOf(incident.milestones, 'impact_started');
    const said = start === null ? null : { atMs: start.occurredAt, certain: start.confidence === 'certain' };
    const fromMs = Math.min(noticedMs, said?.atMs ?? noticedMs) - onsetWithinMs;
    const turns = (await timeline.ofTypes({ types: turnTypes, fromMs, toMs: noticedMs + 1, limit: mostTurns }, asOf, signal)).filter((event) => turnOf(event) !== null); // prettier-ignore
    const onset = onsetOf({ events: turnsOf(incident, turns), fromMs, noticedMs, said });
    const bad = turnsOf(incident, turns).filter((event) => turnOf(event) === 'bad' && event.time >= onset.toMs);
    const names = symptomNames(bad, incident);
    const symptom = { class: symptomClassOf([incident.title, ...names.words]), names: names.names };
    const lookedFromMs = onset.toMs - lookBackMs;
    const changes = await changesBefore(onset, lookedFromMs, asOf, signal);
    const { first, same } = sameChanges(changes);
    const rates = await ratesBefore(onset.toMs, signal);
    const looks = await timeline.ofTypes({ types: ['item.judged', 'item.turned'], fromMs: lookedFromMs, toMs: noticedMs + 1, limit: mostTurns }, asOf, signal); // prettier-ignore
    const firstSeen = turns.filter(({ type }) => type === 'error.first_seen').map(({ data }) => (Object(data) as Record<string, unknown>)['release']); // prettier-ignore
    const ranked = rankSuspects({
      changes: first,
      onset,
      symptom,
      clockErrorMs,
      ...rates,
      splits: new Map(first.map((change) => splitOf(change, looks, onset)).filter((split) => split !== null)),
      firstSeenWith: new Set(firstSeen.filter((release) => typeof release === 'string')),
      said: saidOf(id, asOf),
    });
    const dropped = [...ranked.dropped, ...same].toSorted((a, b) => b.atMs - a.atMs);
    const looked = { fromMs: lookedFromMs, toMs: onset.toMs };
    return { symptom: { class: symptom.class, words: symptomWords(bad, names.names) }, onset, lookedFromMs, clockErrorMs, ...ranked, dropped: dropped.slice(0, mostDropped), blindSpots: blindSpots(coverage(looked, asOf), looked, changes.length >= mostChanges) }; // prettier-ignore
  };

  async function changesBefore({ toMs }: Onset, fromMs: number, asOf: AsOf, signal?: AbortSignal): Promise<Change[]> {
    const span = { types: changeTypes, fromMs, toMs: toMs + lookOnMs, limit: mostChanges };
    const events = await timeline.ofTypes(span, asOf, signal);
    return events.flatMap((event) => changeOfEvent(event) ?? []);
  }

  /** How often changes of each kind came in the record before: at most the last two weeks of it. */
  async function ratesBefore(toMs: number, signal?: AbortSignal): Promise<{ rates: Map<ChangeKind, number>; ratesOverMs: number }> {
    const began = (await timeline.warm(signal))?.fromMs ?? toMs;
    const fromMs = Math.max(began, toMs - ratesOverMs);
    const rates = new Map<ChangeKind, number>();
    const last = lastSequenceAt(read, toMs + lateMs);
    // So many at a time, as a day of a busy record would hold the loop.
    for (let after = lastSequenceAt(read, fromMs - 1); after < last; after += talliedAtOnce) {
      await turn();
      signal?.throwIfAborted();
      for (const { type, change, action, diff, count } of changeTallies(read, { types: changeTypes, fromMs, toMs }, after, Math.min(last, after + talliedAtOnce))) {
        const kind = kindOfChange(type, { change, action, diff, ok: true, faults: ["one"] });
        if (kind !== null) rates.set(kind, (rates.get(kind) ?? 0) + count);
      }
    }
    return { rates, ratesOverMs: Math.max(lookBackMs, toMs - fromMs) };
  } // prettier-ignore

  function saidOf(id: string, { recordedBy }: AsOf): Map<number, Said> {
    const said = new Map<number, Said>();
    for (const { data, source, time } of suspectWords(read, id, recordedBy)) {
      const { change, status: given, reason } = Object(data) as Record<string, unknown>;
      const status = suspectStatuses.find((one) => one === given);
      if (typeof change === 'number' && status !== undefined) said.set(change, { status, by: source.replace(/^person:/, ''), at: time, reason: typeof reason === 'string' ? reason : '' }); // prettier-ignore
    }
    return said;
  }
}

/** Those of the incident: of its triggers, and of what shares names with them; all where none is, as nobody said which. */
function turnsOf({ links }: Incident, turns: readonly NumberedEvent[]): readonly NumberedEvent[] {
  const keys = new Set(links.filter(({ kind }) => kind === 'trigger').map(({ target }) => target));
  const own = turns.filter(({ data }) => keys.has(String((Object(data) as Record<string, unknown>)['key'])));
  if (own.length === 0) return turns;
  const { names } = symptomNames(own, { links, title: '' });
  return turns.filter((event) => own.includes(event) || scopeOverlap(symptomNames([event], { links: [], title: '' }).names, names).share > 0); // prettier-ignore
}

function symptomWords(bad: readonly NumberedEvent[], names: readonly string[]): string {
  if (bad.length === 0) return 'nothing in the record turned for the worse before it was noticed';
  const count = `${bad.length} ${bad.length === 1 ? 'thing' : 'things'} turned for the worse`;
  return names.length === 0
    ? count
    : `${count}: ${names.slice(0, 4).join(', ')}${names.length > 4 ? ' and others' : ''}`;
}
