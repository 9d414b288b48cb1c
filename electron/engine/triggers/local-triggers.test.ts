// Triggers that need no Prometheus, over what the watches told: what was not watched is never taken for quiet.
import { describe, expect, test } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import type { KubeRow } from '#shared/model/kubernetes.ts';
import type { TriggerCondition } from '#shared/model/triggers/trigger.ts';
import { emptyMemory } from '#shared/model/triggers/state.ts';
import type { DockerNews } from '../sources/docker/docker-news.ts';
import { createDockerSight } from './docker-sight.ts';
import { createKubernetesSight } from './kubernetes-sight.ts';
import { observeRestarts, observeRollout, observeUnhealthy } from './observe-local.ts';
import type { Look, Looked } from './seen.ts';
import { promqlTrigger, triggersBench } from './triggers.fixture.ts';
import { takeRecorded } from './recorded-restarts.ts';

const minute = 60_000;
const box = (name: string, patch: Partial<Container> = {}): Container => ({ key: name, id: name, name, image: 'i', state: 'running', status: '', health: 'none', restartCount: 0, exitCode: null, oomKilled: false, createdAt: 0, startedAt: 0, finishedAt: null, project: null, service: null, ports: [], labels: {}, ...patch }); // prettier-ignore
const event = (name: string, action: string, at: number): DockerNews => ({ kind: 'event', at, id: name, name, image: 'i', action, detail: null, exitCode: 1 }); // prettier-ignore
const live = { state: 'live' as const, reason: '' };

function sight(startMs = 100 * minute) {
  let at = startMs;
  const now = (): number => at;
  const docker = createDockerSight(now);
  const kubernetes = createKubernetesSight(now);
  const looked = <C extends TriggerCondition>(
    observe: (look: Look<C>) => Promise<Looked> | Looked,
    condition: C,
    memory = emptyMemory,
  ): Looked['seen'] => {
    // prettier-ignore
    const trigger = { ...promqlTrigger({ intervalMs: 30_000 }), condition };
    return (observe({ key: 'k', trigger, memory, atMs: at, timeoutMs: 1, signal: new AbortController().signal }) as Looked).seen; // prettier-ignore
  };
  return {
    docker,
    kubernetes,
    restart: (name: string, times = 1) => {
      for (let time = 0; time < times; time++) {
        docker.news(event(name, 'die', at));
        docker.news(event(name, 'start', at + 1));
      }
    },
    pass: (ms: number) => (at += ms),
    now,
    restarts: (memory = emptyMemory, name = 'attestor') =>
      looked(observeRestarts({ docker, kubernetes }), { kind: 'restarts', over: 'docker', selector: { name }, moreThan: 5, windowMs: 15 * minute }, memory), // prettier-ignore
    podRestarts: () =>
      looked(observeRestarts({ docker, kubernetes }), { kind: 'restarts', over: 'kubernetes', selector: { name: 'web', namespace: 'shop' }, moreThan: 2, windowMs: 15 * minute }), // prettier-ignore
    unhealthy: (selector = {}) =>
      looked(observeUnhealthy({ docker, kubernetes }), { kind: 'container_unhealthy', selector }),
    rollout: () =>
      looked(observeRollout({ docker, kubernetes }), { kind: 'rollout_stuck', namespace: 'shop', name: 'web' }),
  };
}

describe('more than 5 restarts in 15 minutes', () => {
  test('is quiet only when the whole window was watched; six are more than five, five are not; they leave the window', () => {
    const seen = sight();
    expect(seen.restarts()).toEqual({ kind: 'no_data', reason: 'seen 0 restarts, 15 min of 15 min not observed: Docker is off' }); // prettier-ignore
    seen.docker.status(live);
    seen.docker.rows([box('attestor'), box('other')], []);
    seen.pass(5 * minute);
    seen.restart('attestor', 2);
    expect(seen.restarts()).toEqual({ kind: 'no_data', reason: 'seen 2 restarts, 10 min of 15 min not observed' });
    seen.pass(10 * minute);
    seen.restart('attestor', 3);
    expect(seen.restarts()).toEqual({ kind: 'samples', samples: [] });
    seen.restart('attestor');
    expect(seen.restarts()).toEqual({ kind: 'samples', samples: [{ labels: { container: 'attestor' }, value: 6 }] });
    seen.pass(6 * minute);
    expect(seen.restarts()).toEqual({ kind: 'samples', samples: [] });
    expect(seen.restarts(emptyMemory, 'nobody')).toEqual({ kind: 'no_data', reason: 'there is no container "nobody"' });
  });

  test('is true however little was watched where what was seen alone is over', () => {
    const seen = sight();
    seen.docker.status(live);
    seen.docker.rows([box('attestor')], []);
    seen.pass(minute);
    seen.restart('attestor', 6);
    expect(seen.restarts()).toMatchObject({ kind: 'samples', samples: [{ value: 6 }] });
  });

  test('a start by hand, long after the end, is no restart', () => {
    const seen = sight();
    seen.docker.status(live);
    seen.docker.rows([box('attestor')], []);
    for (let time = 0; time < 8; time++) {
      seen.docker.news(event('attestor', 'die', seen.now()));
      seen.pass(100_000);
      seen.docker.news(event('attestor', 'start', seen.now()));
    }
    expect(seen.restarts()).toMatchObject({ kind: 'no_data', reason: expect.stringContaining('seen 0 restarts') });
  });

  test('a lost connection: unknown meanwhile; told afterwards it counts as watched, unless there was a gap', () => {
    for (const gap of [false, true]) {
      const seen = sight();
      seen.docker.status(live);
      seen.docker.rows([box('attestor')], []);
      seen.pass(20 * minute);
      seen.docker.status({ state: 'stale', reason: 'connection refused' });
      seen.pass(4 * minute);
      expect(seen.restarts()).toEqual({ kind: 'no_data', reason: 'seen 0 restarts, 4 min of 15 min not observed: Docker is stale, connection refused' }); // prettier-ignore
      if (gap) seen.docker.news({ kind: 'gap', at: seen.now(), reason: 'the engine was restarted' });
      seen.docker.status(live);
      expect(seen.restarts().kind).toBe(gap ? 'no_data' : 'samples');
      // The counter tells of restarts that no event told of.
      seen.docker.news({ kind: 'found', at: seen.now(), change: 'changed', container: box('attestor', { restartCount: 7 }) }); // prettier-ignore
      expect(seen.restarts()).toMatchObject({ kind: 'samples', samples: [{ value: 7 }] });
    }
  });

  test('what fired stays while not all is watched', () => {
    const seen = sight();
    seen.docker.status(live);
    seen.docker.rows([box('attestor')], []);
    const firing = { key: 'k', labels: { container: 'attestor', alertname: 'R' }, annotations: {}, state: 'firing' as const, activeAtMs: 0, firedAtMs: 0, lastTrueAtMs: 0, keptFiringSinceMs: null, value: 6 }; // prettier-ignore
    const memory = { ...emptyMemory, instances: [firing] };
    expect(seen.restarts(memory)).toEqual({ kind: 'samples', samples: [{ labels: { container: 'attestor' }, value: 0 }] }); // prettier-ignore
    seen.pass(15 * minute);
    expect(seen.restarts(memory)).toEqual({ kind: 'samples', samples: [] });
  });

  test('goes on over a start of this console with what the journal holds', () => {
    const { journal, writer, time } = triggersBench();
    const seen = sight(time.now());
    const at = time.now();
    writer.add({ durability: 'telemetry', onCommitted: () => undefined, onFailed: () => undefined, task: (db) => {
      for (let one = 0; one < 6; one++) {
        for (const action of ['die', 'start']) journal.append(db, { type: 'docker.changed', source: 'docker', time: at - (6 - one) * minute, data: { id: 'x', name: 'attestor', action } }); // prettier-ignore
      }
      journal.append(db, { type: 'source.covered', source: 'docker', data: { source: 'docker', from: at - 14 * minute, to: at - minute } }); // prettier-ignore
    } }); // prettier-ignore
    writer.flush();
    takeRecorded(journal, seen, at);
    seen.docker.status(live);
    seen.docker.rows([box('attestor')], []);
    expect(seen.restarts()).toMatchObject({ kind: 'samples', samples: [{ value: 6 }] });
    seen.pass(9.5 * minute);
    expect(seen.restarts()).toMatchObject({ kind: 'no_data', reason: 'seen 5 restarts, 1 min of 15 min not observed' });
  });

  test('of pods is counted by their counters, also over a lost connection; of another context nothing counts', () => {
    const seen = sight();
    const pod = (restarts: number, lastRestartAt: number | null = null): KubeRow<'pods'> =>
      ({ kind: 'pods', key: 'u', namespace: 'shop', name: 'web-5c-x', labels: { 'pod-template-hash': '5c' }, owner: { kind: 'ReplicaSet', name: 'web-5c', namespace: 'shop', uid: 'r' }, health: 'ok', cells: { restarts, lastRestartAt } }) as unknown as KubeRow<'pods'>; // prettier-ignore
    seen.kubernetes.status({ key: 'pods', ...live });
    seen.kubernetes.rows('pods', [{ before: undefined, after: pod(9) }], true);
    seen.pass(16 * minute);
    expect(seen.podRestarts()).toEqual({ kind: 'samples', samples: [] });
    seen.kubernetes.status({ key: 'pods', state: 'stale', reason: 'refused' });
    seen.pass(minute);
    seen.kubernetes.status({ key: 'pods', ...live });
    seen.kubernetes.rows('pods', [{ before: pod(9), after: pod(12, seen.now() - 1000) }], false);
    expect(seen.podRestarts()).toEqual({ kind: 'samples', samples: [{ labels: { namespace: 'shop', pod: 'web-5c-x' }, value: 3 }] }); // prettier-ignore
    seen.kubernetes.rows('pods', [{ before: pod(12), after: undefined }], true);
    expect(seen.podRestarts()).toMatchObject({ kind: 'no_data' });
  });
});

test('a container that is not healthy is true, one that is missing is not known, and so is everything while Docker is lost', () => {
  const seen = sight();
  expect(seen.unhealthy()).toMatchObject({ kind: 'no_data', reason: 'Docker is not watched' });
  seen.docker.status(live);
  seen.docker.rows([box('web', { health: 'healthy', project: 'shop', service: 'web' }), box('db')], []);
  expect(seen.unhealthy()).toEqual({ kind: 'samples', samples: [] });
  seen.docker.rows([box('web', { health: 'unhealthy', project: 'shop', service: 'web' })], []);
  expect(seen.unhealthy({ composeProject: 'sh*' })).toEqual({ kind: 'samples', samples: [{ labels: { container: 'web', compose_project: 'shop' }, value: 1 }] }); // prettier-ignore
  expect(seen.unhealthy({ name: 'attestor' })).toMatchObject({ kind: 'no_data', reason: 'there is no container "attestor"' }); // prettier-ignore
  seen.docker.status({ state: 'stale', reason: 'gone' });
  expect(seen.unhealthy()).toMatchObject({ kind: 'no_data', reason: 'Docker is stale: gone' });
});

test('a rollout is stuck where Kubernetes says so or where it came no step further since the last look', () => {
  const seen = sight();
  const web = (updated: number, patch: Partial<KubeRow> = {}): KubeRow<'deployments'> =>
    ({ kind: 'deployments', key: 'u', namespace: 'shop', name: 'web', labels: {}, owner: null, status: 'Progressing', health: 'progressing', cells: { desired: 3, current: 3, updated, ready: 1, available: 1, revision: '2' }, ...patch }) as unknown as KubeRow<'deployments'>; // prettier-ignore
  const row = (after: KubeRow<'deployments'>): void => seen.kubernetes.rows('deployments', [{ before: undefined, after }], false); // prettier-ignore
  expect(seen.rollout()).toMatchObject({ kind: 'no_data', reason: 'Kubernetes is not watched' });
  seen.kubernetes.status({ key: 'deployments', ...live });
  expect(seen.rollout()).toMatchObject({ kind: 'no_data', reason: 'there is no deployment shop/web' });
  row(web(1));
  expect(seen.rollout()).toEqual({ kind: 'samples', samples: [] });
  seen.pass(31_000);
  expect(seen.rollout()).toEqual({ kind: 'samples', samples: [{ labels: { namespace: 'shop', deployment: 'web' }, value: 2 }] }); // prettier-ignore
  row(web(2));
  expect(seen.rollout()).toEqual({ kind: 'samples', samples: [] });
  row(web(2, { status: 'ProgressDeadlineExceeded', troubleKinds: ['rollout_stuck'] }));
  expect(seen.rollout()).toMatchObject({ kind: 'samples', samples: [{ value: 2 }] });
});
