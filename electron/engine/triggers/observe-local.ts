// Looks at triggers that need no Prometheus: restarts, containers that are not healthy, rollouts that stand still. What was
// not watched is never taken for "nothing happened".
import { containerTroubles } from '#shared/model/container.ts';
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { Labels } from '#shared/model/series.ts';
import type { Freshness } from '#shared/model/system.ts';
import { restartsWithin } from '#shared/model/triggers/restart-log.ts';
import type { TriggerMemory } from '#shared/model/triggers/state.ts';
import type { DockerSight, Restarting } from './docker-sight.ts';
import type { KubernetesSight } from './kubernetes-sight.ts';
import { matchesSelector, namesSomething, selectorInWords } from './matches-selector.ts';
import type { ConditionOf, Look, Looked, Observer, Seen } from './seen.ts';

type Sample = { labels: Labels; value: number };

/** A start of the watch and a look never fall on the same moment. */
const negligibleMs = 1000;

export interface Sights {
  docker: DockerSight;
  kubernetes: KubernetesSight;
}

export function observeRestarts({ docker, kubernetes }: Sights): Observer<'restarts'> {
  return ({ trigger: { condition }, memory, atMs }): Looked => {
    const isDocker = condition.over === 'docker';
    const looked = { watchedBy: 'local' as const, place: isDocker ? 'Docker' : 'Kubernetes' };
    const sight = isDocker ? docker : kubernetes;
    const cover = isDocker ? docker.cover : kubernetes.pods;
    const unwatched = cover.unwatchedMs({ fromMs: atMs - condition.windowMs, toMs: atMs });
    const found = [...sight.restarting()].filter((one) => matchesSelector(condition.selector, one));
    return { ...looked, seen: restartsSeen(condition, memory, found, { atMs, unwatchedMs: unwatched, ...cover.state() }) }; // prettier-ignore
  };
}

interface Watched {
  atMs: number;
  unwatchedMs: number;
  state: Freshness;
  reason: string;
}

function restartsSeen(
  { over, selector, moreThan, windowMs }: ConditionOf<'restarts'>,
  memory: TriggerMemory,
  found: Restarting[],
  { atMs, unwatchedMs, state, reason }: Watched,
): Seen {
  const counted = found.map(({ shown, log }) => ({ labels: shown, value: restartsWithin(log, atMs, windowMs) }));
  const samples: Sample[] = counted.filter(({ value }) => value > moreThan);
  if (unwatchedMs <= negligibleMs) {
    if (found.length === 0 && namesSomething(selector)) return nothingMatches(over, selectorInWords(selector));
    return { kind: 'samples', samples };
  }
  // What fired stays: that less was seen since proves nothing where nobody looked all the time.
  const held = memory.instances.flatMap((one) => {
    if (one.state !== 'firing') return [];
    const same = counted.find(({ labels }) => isPartOf(labels, one.labels));
    return same === undefined || samples.includes(same) ? [] : [same];
  });
  if (samples.length + held.length > 0) return { kind: 'samples', samples: [...samples, ...held] };
  const most = counted.reduce((max, { value }) => Math.max(max, value), 0);
  const why = state === 'live' ? '' : `: ${over === 'docker' ? 'Docker' : 'Kubernetes'} is ${state}${reason === '' ? '' : `, ${reason}`}`; // prettier-ignore
  const many = `seen ${most} ${most === 1 ? 'restart' : 'restarts'}${counted.length > 1 ? ' of one' : ''}`;
  return { kind: 'no_data', reason: `${many}, ${inMinutes(unwatchedMs)} of ${exactDurationInWords(windowMs)} not observed${why}` }; // prettier-ignore
}

export function observeUnhealthy({ docker, kubernetes }: Sights): Observer<'container_unhealthy'> {
  return ({ trigger: { condition } }): Looked => {
    const { selector } = condition;
    const inCluster = selector.namespace !== undefined;
    const looked = { watchedBy: 'local' as const, place: inCluster ? 'Kubernetes' : 'Docker' };
    const { state, reason } = (inCluster ? kubernetes.pods : docker.cover).state();
    if (state !== 'live') return { ...looked, seen: notWatched(looked.place, state, reason) };
    const found = inCluster ? podHealth(kubernetes) : containerHealth(docker);
    const meant = found.filter((one) => matchesSelector(selector, one));
    if (meant.length === 0) return { ...looked, seen: nothingMatches(inCluster ? 'kubernetes' : 'docker', selectorInWords(selector)) }; // prettier-ignore
    const samples = meant.flatMap(({ shown, bad }) => (bad ? [{ labels: shown, value: 1 }] : []));
    const unknown = meant.filter((one) => one.unknown);
    if (samples.length === 0 && unknown.length > 0) {
      return { ...looked, seen: { kind: 'no_data', reason: `the state of ${unknown.length} of ${meant.length} is not known` } }; // prettier-ignore
    }
    return { ...looked, seen: { kind: 'samples', samples } };
  };
}

function containerHealth(docker: DockerSight) {
  return Array.from(docker.containers(), (container) => {
    const { name, service, project, labels } = container;
    const shown = { container: name, ...(project !== null && { compose_project: project }) };
    const names = service === null ? [name] : [name, service];
    const bad = containerTroubles(container).length > 0;
    return { names, namespace: null, composeProject: project, labels, shown, bad, unknown: false };
  });
}

function podHealth(kubernetes: KubernetesSight) {
  return Array.from(kubernetes.restarting(), (one) => {
    const { health } = kubernetes.pod(one.shown['namespace'] ?? '', one.shown['pod'] ?? '') ?? { health: 'unknown' };
    return { ...one, bad: health === 'trouble', unknown: health === 'unknown' };
  });
}

export function observeRollout({ kubernetes }: Sights): Observer<'rollout_stuck'> {
  return (look): Looked => ({ watchedBy: 'local', place: 'Kubernetes', seen: rolloutSeen(kubernetes, look) });
}

function rolloutSeen(kubernetes: KubernetesSight, { trigger, atMs }: Look<ConditionOf<'rollout_stuck'>>): Seen {
  const { namespace, name } = trigger.condition;
  const { state, reason } = kubernetes.deployments.state();
  if (state !== 'live') return notWatched('Kubernetes', state, reason);
  const seen = kubernetes.deployment(namespace, name);
  if (seen === undefined) return { kind: 'no_data', reason: `there is no deployment ${namespace}/${name}` };
  const { row, movedAtMs } = seen;
  const { available, desired } = row.cells;
  const stuck = row.troubleKinds?.includes('rollout_stuck') === true;
  // A rollout that came a step further since the last look goes on, however long it takes.
  const still = row.status === 'Progressing' && atMs - movedAtMs >= trigger.intervalMs;
  const samples = stuck || still ? [{ labels: { namespace, deployment: name }, value: desired - available }] : [];
  return { kind: 'samples', samples };
}

function notWatched(name: string, state: Freshness, reason: string): Seen {
  return { kind: 'no_data', reason: `${name} is ${state === 'off' ? 'not watched' : state}${reason === '' ? '' : `: ${reason}`}` }; // prettier-ignore
}

function nothingMatches(over: 'docker' | 'kubernetes', words: string): Seen {
  return { kind: 'no_data', reason: `there is no ${over === 'docker' ? 'container' : 'pod'}${words === '' ? '' : ` ${words}`}` }; // prettier-ignore
}

function isPartOf(labels: Labels, all: Labels): boolean {
  return Object.entries(labels).every(([name, value]) => all[name] === value);
}

const inMinutes = (ms: number): string => (ms < 60_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`);
