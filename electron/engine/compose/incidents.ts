// Wires incidents to the record, to the triggers that may fire again, and to what is learnt of them and kept elsewhere.
import type { FeedMessage } from '#shared/model/feed.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { createPanelKeeper, type PanelKeeper, type PanelKeeperOptions } from '../dashboards/panel-keeper.ts';
import type { Broadcast } from '../feeds/feed.ts';
import type { Learnt } from '../incidents/incident-aids.ts';
import { createIncidentBoard, type IncidentBoard } from '../incidents/incident-board.ts';
import { errorsIn } from '../incidents/errors-in.ts';
import { freezeSamples } from '../incidents/freeze-samples.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { eventsInSpan } from '../store/journal-times.ts';
import type { Recording } from './recording.ts';

export interface Incidents {
  board: IncidentBoard;
  /** What is being kept with incidents ends, and says so. */
  close: () => Promise<void>;
}

export interface IncidentsOptions {
  triggers: Pick<Broadcast<WatchedTrigger>, 'subscribe'>;
  /** What keeps an incident from being closed, in words. */
  mayClose?: (incident: Incident, db?: WriteDb) => string[];
  learnt?: Learnt;
  /** Whom dashboards are asked of, and which there are; without it none is kept. */
  panels?: { reader: PrometheusReader; dashboards: PanelKeeperOptions['dashboards'] };
  /** Calls back after a time; returns how to stop it. */
  later?: (callback: () => void, ms: number) => () => void;
}

/** What fires is told before it is recorded, and the record is what is asked. */
const recordedWithinMs = 1000;

const nothingLearnt: Learnt = { controlsOf: () => null, playbookOf: () => null };

export function createIncidents(
  { read, writer, journal, redactor, now, onDefect }: Recording,
  options: IncidentsOptions,
): Incidents {
  const { triggers, mayClose = () => [], learnt = nothingLearnt, panels, later = afterTimeout } = options;
  const closed = new AbortController();
  const board = createIncidentBoard({
    read,
    writer,
    journal,
    now,
    safeText: (text) => redactor.text(text).text,
    mayClose,
    learnt,
    errorsIn: (span) => errorsIn(read, span),
    freezing: freezeSamples({ read, writer, now }),
    panels: panels === undefined ? nothingKept : createPanelKeeper({ ...panels, read, writer, now, later, otherSince: otherEnvironment(read) }), // prettier-ignore
    closing: closed.signal,
    onDefect,
  });
  const waiting = new Set<() => void>();
  followFiring(triggers.subscribe({ signal: closed.signal }), (keys) => {
    const cancel = later(() => {
      waiting.delete(cancel);
      board.triggersFired(keys);
    }, recordedWithinMs);
    waiting.add(cancel);
  }).catch(onDefect);
  return {
    board,
    close: async () => {
      closed.abort(new OpsError('cancelled', 'not asked: Ready Room was closed'));
      for (const cancel of waiting) cancel();
      await board.settled();
    },
  };
}

const nothingKept: PanelKeeper = { keep: async () => [] };

/** Where another environment was chosen since, its Prometheus may be another too. */
const otherEnvironment =
  (read: ReadDb) =>
  (fromMs: number): string | null => {
    const chosen = eventsInSpan(read, {
      types: ['environment.activated'],
      fromMs,
      toMs: Number.MAX_SAFE_INTEGER,
      limit: 1,
    });
    return chosen.length === 0 ? null : 'another environment was chosen since then, and its Prometheus would tell of other systems'; // prettier-ignore
  };

function afterTimeout(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** Told of triggers of which something fires that did not when they were last told of. */
async function followFiring(
  feed: AsyncIterable<FeedMessage<WatchedTrigger>>,
  onFiring: (keys: ReadonlySet<string>) => void,
): Promise<void> {
  const known = new Map<string, string>();
  for await (const message of feed) {
    const rows = message.kind === 'snapshot' ? message.entries : message.upserts;
    const anew = rows.filter((row) => row.firing > 0 && known.get(row.key) !== firingOf(row)).map(({ key }) => key);
    for (const row of rows) known.set(row.key, firingOf(row));
    if (anew.length > 0) onFiring(new Set(anew));
  }
}

/** Another text where other label sets fire, or the same ones again: what ceased and began within one message is seen too. */
const firingOf = ({ firing, sinceMs, instances }: WatchedTrigger): string =>
  [firing, sinceMs, ...instances.map(({ firedAtMs }) => firedAtMs)].join(' ');
