// What happens to containers, as lines of the wall. An end and the start that follows are one restart; a container of a
// service that is replaced by another is a change of its image, not a coming and a going.
import { containerTroubles, type Container } from '#shared/model/container.ts';
import type { ChangeKind, Watched } from '#shared/model/watch.ts';
import type { DockerNews } from '../../sources/docker/docker-news.ts';
import type { ChangeList } from './change-list.ts';
import { createReplacements } from './replacements.ts';
import { containerKey, watchedContainer } from './workload-of.ts';

/** The longest that Docker waits before it starts a container again is a minute. */
const restartWindowMs = 90_000;
const mostRemembered = 1000;

type Told = Extract<DockerNews, { kind: 'event' }>;

export interface DockerChanges {
  news: (news: DockerNews) => void;
  /** A row came; an event before may have waited for it. */
  row: (container: Container) => void;
}

export function createDockerChanges(options: {
  now: () => number;
  changes: ChangeList;
  /** As it was last seen, also of one that is gone. */
  rowOf: (id: string) => Container | undefined;
}): DockerChanges {
  const { now, changes, rowOf } = options;
  const ends = new Map<string, { at: number; exitCode: number | null; identity: string }>();
  /** Made, but not looked at yet. */
  const made = new Map<string, number>();

  const add = (kind: ChangeKind, identity: string, at: number, object: Watched, words: string, bad = false): void =>
    changes.add({ kind, identity: `docker/${identity}`, at, seenAt: now(), object, words, bad });
  const replacements = createReplacements({
    came: ({ container, at }) => add('came', `${container.id}/came`, at, watchedContainer(container), `was made of image ${container.image}`), // prettier-ignore
    went: ({ container, at }) => add('went', `${container.id}/went`, at, watchedContainer(container), 'was removed'),
    replaced: (was, is) => {
      changes.remove(`docker/${was.container.id}/went`);
      changes.remove(`docker/${is.container.id}/came`);
      const [from, to] = [was.container.image, is.container.image];
      const object = watchedContainer(is.container);
      const key = containerKey(is.container);
      if (from === to) add('restart', `${key}/anew`, is.at, object, 'was made anew with the same image');
      else add('image', `${key}/image/${from}>${to}`, is.at, object, `image ${from} → ${to}`);
    },
  });
  const objectOf = ({ id, name }: Told): Watched => {
    const row = rowOf(id);
    return row ? watchedContainer(row) : { source: 'docker', kind: 'container', namespace: null, name, key: id };
  };
  const ended = (event: Told): void => {
    const { id, at, exitCode } = event;
    const identity = `${id}/end/${at}`;
    remember(ends, id, { at, exitCode, identity });
    add('health', identity, at, objectOf(event), exitWords('ended', exitCode), exitCode !== 0);
  };
  const started = (event: Told): void => {
    const { id, at } = event;
    const end = ends.get(id);
    ends.delete(id);
    if (!end || at - end.at > restartWindowMs) {
      if (!made.has(id) && !replacements.takeNew(id)) add('health', `${id}/start/${at}`, at, objectOf(event), 'was started'); // prettier-ignore
      return;
    }
    changes.remove(`docker/${end.identity}`);
    const count = (rowOf(id)?.restartCount ?? 0) + 1;
    const often = count > 1 ? `, ${count} times so far` : '';
    const words = `restarted${often}: ${exitWords('it had ended', end.exitCode)}`;
    add('restart', `${id}/restart`, at, objectOf(event), words, end.exitCode !== 0);
  };
  const happened = (event: Told): void => {
    const { id, at, action, detail } = event;
    if (action === 'create') {
      const row = rowOf(id);
      if (row) replacements.came({ container: row, at });
      else remember(made, id, at);
    } else if (action === 'start') started(event);
    else if (action === 'die') ended(event);
    else if (action === 'destroy') {
      const row = rowOf(id);
      if (row && !made.delete(id)) replacements.went({ container: row, at });
      else if (!row) add('went', `${id}/went`, at, objectOf(event), 'was made and is gone again');
      ends.delete(id);
    } else if (action === 'oom') add('health', `${id}/oom/${at}`, at, objectOf(event), 'ran out of memory', true);
    else if (action === 'pause') add('health', `${id}/pause/${at}`, at, objectOf(event), 'was paused');
    else if (action === 'unpause') add('health', `${id}/pause/${at}`, at, objectOf(event), 'goes on after a pause');
    else if (action === 'health_status' && (detail === 'healthy' || detail === 'unhealthy')) {
      add('health', `${id}/health/${at}`, at, objectOf(event), `its health check says ${detail}`, detail === 'unhealthy'); // prettier-ignore
    }
  };

  return {
    news: (news) => {
      if (news.kind === 'event') happened(news);
      else if (news.kind === 'gap') {
        changes.add({ kind: 'gap', identity: `docker/gap/${news.at}`, at: news.at, seenAt: now(), object: null, words: `Docker: ${news.reason}`, bad: false }); // prettier-ignore
      } else {
        const { container, at, change } = news;
        if (change === 'appeared') replacements.came({ container, at });
        else if (change === 'removed') replacements.went({ container, at });
        else {
          const [trouble] = containerTroubles(container);
          const words = `changed while nobody looked: ${trouble ?? container.state}`;
          add('health', `${container.id}/found/${at}`, at, watchedContainer(container), words, trouble !== undefined);
        }
      }
    },
    row: (container) => {
      const at = made.get(container.id);
      if (at === undefined) return;
      made.delete(container.id);
      replacements.came({ container, at });
    },
  };
}

function exitWords(before: string, exitCode: number | null): string {
  return exitCode === null ? before : `${before} with exit code ${exitCode}`;
}

/** The oldest is forgotten where there are too many. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= mostRemembered) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
