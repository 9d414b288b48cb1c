// Wires incidents to the record, to the triggers that may fire again, and to what is learnt of them and kept elsewhere.
import type { FeedMessage } from '#shared/model/feed.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { Broadcast } from '../feeds/feed.ts';
import type { Learnt } from '../incidents/incident-aids.ts';
import { createIncidentBoard, type IncidentBoard } from '../incidents/incident-board.ts';
import { errorsIn } from '../incidents/errors-in.ts';
import { freezeSamples } from '../incidents/freeze-samples.ts';
import type { WriteDb } from '../store/database.ts';
import type { Recording } from './recording.ts';

export interface Incidents {
  board: IncidentBoard;
  close: () => void;
}

export interface IncidentsOptions {
  triggers: Pick<Broadcast<WatchedTrigger>, 'subscribe'>;
  /** What keeps an incident from being closed, in words. */
  mayClose?: (incident: Incident, db?: WriteDb) => string[];
  learnt?: Learnt;
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
  const { triggers, mayClose = () => [], learnt = nothingLearnt, later = afterTimeout } = options;
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
    onDefect,
  });
  const closed = new AbortController();
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
    close: () => {
      closed.abort();
      for (const cancel of waiting) cancel();
    },
  };
}

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
