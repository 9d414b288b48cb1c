// The wall as of a moment: the same wall as of the present, told of the rows that were there and of the changes that were
// recorded in the hour before.
import type { Json } from '#shared/model/facts.ts';
import { kubeKinds, type KubeRow, type ObjectRef } from '#shared/model/kubernetes.ts';
import { freshnessSchema, type JournalEvent } from '#shared/model/system.ts';
import { changeKinds, type WatchChange, type Watched } from '#shared/model/watch.ts';
import { createFeed } from '../feeds/feed.ts';
import type { DockerNews } from '../sources/docker/docker-news.ts';
import type { ReadDb } from '../store/database.ts';
import { eventsInSpan, type SpanQuery } from '../store/journal-times.ts';
import { createChangeList, keptForMs, type ChangeList } from '../watch/wall/change-list.ts';
import { createDockerChanges } from '../watch/wall/docker-changes.ts';
import { eventObject, isWorthALine } from '../watch/wall/event-object.ts';
import { createUnwatched, type Standing } from '../watch/wall/unwatched.ts';
import { createWall, type Wall } from '../watch/wall/wall.ts';
import type { PastAnswers, PastMoment } from './past.ts';
import type { RowsAt } from './rows-at.ts';
import { sourceStatusAt } from './source-statuses.ts';

const sliceRows = 500;
const mostChanges = 5000;
/** How far a source's clock may be ahead of this one, for what it told to be found: all that was recorded since is read over. */
const aheadMs = 5 * 60_000;
const mostWalls = 3;
const changeTypes = ['docker.changed', 'kubernetes.changed', 'source.gap', 'source.state'];

type Clock = { now: number };

export function watchPast(read: ReadDb, rows: RowsAt): NonNullable<PastAnswers['watch']> {
  const walls = new Map<string, Promise<Wall>>();
  const wallAt = (moment: PastMoment): Promise<Wall> => {
    const key = `${moment.at}/${moment.known}`;
    const made = walls.get(key) ?? buildWall(read, rows, moment);
    walls.set(key, made);
    const [oldest] = walls.keys();
    if (walls.size > mostWalls && oldest !== undefined) walls.delete(oldest);
    return made;
  };
  return {
    troubles: async (_nothing, moment, signal) => (await wallAt(moment)).troubles.subscribe({ signal }),
    workloads: async (_nothing, moment, signal) => (await wallAt(moment)).workloads.subscribe({ signal }),
    changes: async (_nothing, moment, signal) => (await changesAt(read, rows, moment)).subscribe({ signal }),
  };
}

/** In slices: a cluster has tens of thousands of rows. */
async function buildWall(read: ReadDb, rows: RowsAt, moment: PastMoment): Promise<Wall> {
  const clock: Clock = { now: moment.at };
  const wall = createWall({ now: () => clock.now });
  let told = 0;
  const breathe = async (): Promise<void> => {
    if (++told % sliceRows === 0) await new Promise(setImmediate);
  };
  // Each at the time since when it was so: that is since when its trouble lasts.
  for (const { row, time } of await rows.containers(moment)) {
    clock.now = Math.min(time, moment.at);
    wall.docker.rows([row], []);
    await breathe();
  }
  for (const kind of kubeKinds) {
    for (const { row, time } of await rows.kube(kind, moment)) {
      clock.now = Math.min(time, moment.at);
      wall.kubernetes.row(undefined, row, []);
      await breathe();
    }
    await new Promise(setImmediate);
  }
  // What waits for its time to pass waits until the moment, or until its source was last heard of.
  for (const source of ['docker', 'kubernetes'] as const) {
    const status = sourceStatusAt(read, source, moment);
    clock.now = status.state === 'live' ? moment.at : Math.min(moment.at, status.seenAt ?? moment.at);
    wall[source].status({ ...status, state: 'live' });
    wall.tick();
    wall[source].status({ ...status, state: 'off' });
  }
  clock.now = moment.at;
  return wall;
}

async function changesAt(read: ReadDb, rows: RowsAt, moment: PastMoment) {
  const clock: Clock = { now: moment.at };
  const feed = createFeed<WatchChange>();
  const changes = createChangeList({ now: () => clock.now, publish: feed.publish });
  const containers = new Map((await rows.containers(moment)).map(({ row }) => [row.id, row]));
  const docker = createDockerChanges({ now: () => clock.now, changes, rowOf: (id) => containers.get(id) });
  const unwatched = {
    docker: createUnwatched({ source: 'docker', name: 'Docker', now: () => clock.now, changes }),
    kubernetes: createUnwatched({ source: 'kubernetes', name: 'Kubernetes', now: () => clock.now, changes }),
  };
  const stood = new Set<Json>();
  const span = { fromMs: moment.at - keptForMs, toMs: moment.known === 'then' ? moment.at + aheadMs : moment.at };
  const recordedBy = moment.known === 'then' ? moment.at : undefined;
  const told = await toldIn(read, { ...span, types: changeTypes, recordedBy });
  for (const event of told.toReversed()) {
    clock.now = Math.min(event.recordedTime, moment.at);
    const data = Object(event.data) as Record<string, Json>;
    if (event.type === 'docker.changed') tell(docker.news, newsOf(event, data));
    else if (event.type === 'kubernetes.changed') addKubeChange(changes, event, data);
    else if (event.type === 'source.gap') tell(docker.news, gapOf(event, data, changes));
    else if (data['source'] === 'docker' || data['source'] === 'kubernetes') {
      // How it stood before the hour is told by the first event in it.
      if (!stood.has(data['source'])) unwatched[data['source']].status(standingOf(event, data, 'from'));
      stood.add(data['source']);
      unwatched[data['source']].status(standingOf(event, data, 'to'));
    }
  }
  clock.now = moment.at;
  changes.expire();
  return feed;
}

/** The newest of a span, a page at a time. */
async function toldIn(read: ReadDb, span: Omit<SpanQuery, 'limit'>): Promise<JournalEvent[]> {
  const told: JournalEvent[] = [];
  for (;;) {
    const page = eventsInSpan(read, { ...span, before: told.at(-1), limit: sliceRows });
    told.push(...page);
    if (page.length < sliceRows || told.length >= mostChanges) return told;
    await new Promise(setImmediate);
  }
}

const tell = (news: (told: DockerNews) => void, told: DockerNews | null): void => {
  if (told !== null) news(told);
};

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** What the journal keeps of an event is what the follower told of it. */
function newsOf({ time: at }: JournalEvent, data: Record<string, Json>): DockerNews | null {
  const [action = '', detail = null] = text(data['action']).split(': ');
  const about = { id: text(data['id']), name: text(data['name']), image: text(data['image']) };
  if (about.id === '' || action.startsWith('found_')) return null;
  return { kind: 'event', at, ...about, action, detail, exitCode: typeof data['exitCode'] === 'number' ? data['exitCode'] : null }; // prettier-ignore
}

function gapOf(
  { time: at, subject }: JournalEvent,
  data: Record<string, Json>,
  changes: ChangeList,
): DockerNews | null {
  const reason = text(data['reason']);
  if (data['source'] === 'docker') return { kind: 'gap', at, reason };
  if (data['source'] !== 'kubernetes') return null;
  const kind = text(data['kind']) || (subject ?? 'objects');
  const words = `Kubernetes: ${kind} had to be read anew, what happened in between is not known${reason === '' ? '' : `: ${reason}`}`; // prettier-ignore
  changes.add({ kind: 'gap', identity: `kubernetes/gap/${at}`, at, seenAt: at, object: null, words, bad: false });
  return null;
}

function addKubeChange(changes: ChangeList, told: JournalEvent, data: Record<string, Json>): void {
  const kind = changeKinds.find((one) => one === data['change']);
  if (kind === undefined) return;
  const own = { source: 'kubernetes' as const, kind: text(data['kind']), namespace: text(data['namespace']) || null, name: text(data['name']), key: text(data['uid']) }; // prettier-ignore
  const event = own.kind === 'events' ? eventRowOf(own, data) : null;
  if (event !== null && !isWorthALine(event)) return;
  const identity = `kubernetes/${own.kind}/${own.key}/${kind}/${event === null ? text(data['identity']) : ''}`;
  const object = event === null ? own : eventObject(event);
  changes.add({ kind, identity, at: told.time, seenAt: told.recordedTime, object, words: text(data['words']), bad: data['bad'] === true }); // prettier-ignore
}

/** As much of the row of an event as says whether it is worth a line, and what it is about. */
function eventRowOf({ key, namespace, name }: Watched, data: Record<string, Json>): KubeRow<'events'> {
  const about = Object(data['about']) as Partial<ObjectRef>;
  const object = { kind: about.kind ?? '', namespace: about.namespace ?? null, name: about.name ?? '', uid: about.uid ?? '' }; // prettier-ignore
  const cells = { type: text(data['type']), reason: text(data['reason']), message: text(data['message']), count: 1, object, firstAt: 0, lastAt: 0, from: '' }; // prettier-ignore
  return { key, kind: 'events', namespace, name, version: '', createdAt: 0, deletedAt: null, labels: {}, owner: null, status: '', health: 'unknown', troubles: [], cells }; // prettier-ignore
}

function standingOf({ time }: JournalEvent, data: Record<string, Json>, which: 'from' | 'to'): Standing {
  return { state: freshnessSchema.catch('off').parse(data[which]), since: time, reason: text(data['reason']), seenAt: time }; // prettier-ignore
}
