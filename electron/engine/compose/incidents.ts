// Wires incidents to the record, to the triggers that may fire again, and to what is learnt of them and kept elsewhere.
import type { FeedMessage } from '#shared/model/feed.ts';
import type { Incident } from '#shared/model/incident/incident.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import type { Broadcast } from '../feeds/feed.ts';
import type { Learnt } from '../incidents/incident-aids.ts';
import { createIncidentBoard, type IncidentBoard } from '../incidents/incident-board.ts';
import { errorsIn } from '../incidents/errors-in.ts';
import { freezeSamples } from '../incidents/freeze-samples.ts';
import type { Recording } from './recording.ts';

export interface Incidents {
  board: IncidentBoard;
  close: () => void;
}

export interface IncidentsOptions {
  triggers: Pick<Broadcast<WatchedTrigger>, 'subscribe'>;
  /** What keeps an incident from being closed, in words. */
  mayClose?: (incident: Incident) => string[];
  learnt?: Learnt;
}

/** What fires is told before it is recorded, and the record is what is asked. */
const recordedWithinMs = 1000;

const nothingLearnt: Learnt = { controlsOf: () => null, playbookOf: () => null };

export function createIncidents(
  { read, writer, journal, redactor, now, onDefect }: Recording,
  options: IncidentsOptions,
): Incidents {
  const { triggers, mayClose = () => [], learnt = nothingLearnt } = options;
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
  const waiting = new Set<NodeJS.Timeout>();
  followFiring(triggers.subscribe({ signal: closed.signal }), (keys) => {
    const timer = setTimeout(() => {
      waiting.delete(timer);
      board.triggersFired(keys);
    }, recordedWithinMs);
    waiting.add(timer);
  }).catch(onDefect);
  return {
    board,
    close: () => {
      closed.abort();
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

async function followFiring(
  feed: AsyncIterable<FeedMessage<WatchedTrigger>>,
  onFiring: (keys: ReadonlySet<string>) => void,
): Promise<void> {
  const fired = new Map<string, number>();
  for await (const message of feed) {
    const rows = message.kind === 'snapshot' ? message.entries : message.upserts;
    const more = rows.filter(({ key, firing }) => firing > (fired.get(key) ?? 0)).map(({ key }) => key);
    for (const { key, firing } of rows) fired.set(key, firing);
    if (more.length > 0) onFiring(new Set(more));
  }
}
