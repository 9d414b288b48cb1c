// What the follower of Docker tells, as events for the journal. Events that change no state and no health are not among
// them: a stop is told by the end that follows it, a restart by the start.
import type { Json } from '#shared/model/facts.ts';
import type { EventType } from '../journal/journal.ts';
import type { DockerNews } from '../sources/docker/docker-news.ts';

export interface DockerRecord {
  type: EventType;
  subject?: string;
  /** When it happened, by the engine's clock where that is known. */
  time: number;
  data: Record<string, Json>;
  /** Tells it from any other event of its engine; absent for what the engine did not say. */
  key?: string;
}

const recorded = new Set(['create', 'start', 'die', 'oom', 'pause', 'unpause', 'rename', 'destroy', 'health_status']);

/** null for what is not recorded. */
export function recordOf(news: DockerNews): DockerRecord | null {
  if (news.kind === 'gap') {
    const data: Record<string, Json> = { source: 'docker', reason: news.reason };
    if (news.lost !== undefined) data['lost'] = news.lost;
    return { type: 'source.gap', time: news.at, data };
  }
  if (news.kind === 'found') {
    const { id, name, image, state, health, exitCode, restartCount } = news.container;
    const data = { id, name, action: `found_${news.change}`, image, exitCode, state, health, restartCount };
    return { type: 'docker.changed', subject: name, time: news.at, data };
  }
  // Podman tells of every health check; only what names a new health is a change.
  if (!recorded.has(news.action) || (news.action === 'health_status' && news.detail === null)) return null;
  const { id, name, image, exitCode } = news;
  const action = news.detail === null ? news.action : `${news.action}: ${news.detail}`;
  return { type: 'docker.changed', subject: name, time: news.at, ...(news.key !== undefined && { key: news.key }), data: { id, name, action, image, exitCode } }; // prettier-ignore
}
