// What triggers see of Kubernetes: pods and how often each restarted, deployments and whether their rollouts go on.
import type { KubeKindStatus, KubeRow } from '#shared/model/kubernetes.ts';
import { emptyRestartLog, prunedRestarts, withRestart, type RestartLog } from '#shared/model/triggers/restart-log.ts';
import type { RowListener } from '../watch/kubernetes-watch.ts';
import { workloadOf } from '../watch/wall/workload-of.ts';
import { longestWindowMs, type Restarting } from './docker-sight.ts';
import { createSourceCover, type SourceCover } from './source-cover.ts';

type Pod = KubeRow<'pods'>;
type Deployment = KubeRow<'deployments'>;

export interface SeenDeployment {
  row: Deployment;
  /** When it last came a step further, or came to be seen. */
  movedAtMs: number;
}

export interface KubernetesSight {
  rows: RowListener;
  status: (status: Pick<KubeKindStatus, 'key' | 'state' | 'reason'>) => void;
  /** From the record, ascending: a pod's counter as it was told. */
  recorded: (pod: string, count: number, atMs: number) => void;
  pods: SourceCover;
  deployments: SourceCover;
  deployment: (namespace: string, name: string) => SeenDeployment | undefined;
  pod: (namespace: string, name: string) => Pod | undefined;
  restarting: () => Iterable<Restarting>;
}

const nameOf = ({ namespace, name }: Pick<KubeRow, 'namespace' | 'name'>): string => `${namespace ?? ''}/${name}`;

export function createKubernetesSight(now: () => number): KubernetesSight {
  const covers = { pods: createSourceCover(now), deployments: createSourceCover(now) };
  const pods = new Map<string, Pod>();
  const deployments = new Map<string, SeenDeployment>();
  const logs = new Map<string, RestartLog>();
  const told = new Map<string, number>();

  const restarted = (name: string, atMs: number, count: number): void => {
    const log = withRestart(logs.get(name) ?? emptyRestartLog, atMs, count);
    logs.set(name, prunedRestarts(log, now(), longestWindowMs));
  };
  const pod = (before: Pod | undefined, after: Pod | undefined, first: boolean): void => {
    const name = nameOf(after ?? before ?? { namespace: null, name: '' });
    if (!after) return void pods.delete(name);
    pods.set(name, after);
    const { restarts, lastRestartAt } = after.cells;
    // One that came while it was watched brings only restarts of its own time; of one found there nobody saw them.
    const grown = restarts - (before?.cells.restarts ?? (first ? restarts : 0));
    if (grown > 0) restarted(name, lastRestartAt ?? now(), grown);
  };
  const deployment = (after: Deployment | undefined, before: Deployment | undefined): void => {
    const name = nameOf(after ?? before ?? { namespace: null, name: '' });
    if (!after) return void deployments.delete(name);
    const known = deployments.get(name);
    const moved = known === undefined || progressOf(known.row) !== progressOf(after);
    deployments.set(name, { row: after, movedAtMs: moved ? now() : known.movedAtMs });
  };
  return {
    rows: (kind, changes, first) => {
      const left = first && changes.length > 0 && changes.every(({ after }) => after === undefined);
      for (const { before, after } of changes) {
        if (kind === 'pods') pod(before as Pod | undefined, after as Pod | undefined, first);
        if (kind === 'deployments') deployment(after as Deployment | undefined, before as Deployment | undefined);
      }
      if (!left || (kind !== 'pods' && kind !== 'deployments')) return;
      // Another context is meant; pods of the same name there are others.
      covers[kind].forget();
      if (kind === 'pods') logs.clear();
    },
    // What counts restarts is a counter, so a time without connection leaves none of them unseen.
    status: ({ key, state, reason }) => {
      if (key === 'pods' || key === 'deployments') covers[key].status(state, reason);
    },
    recorded: (name, count, atMs) => {
      const before = told.get(name) ?? count - 1;
      told.set(name, count);
      if (count > before) restarted(name, atMs, count - before);
    },
    ...covers,
    deployment: (namespace, name) => deployments.get(nameOf({ namespace, name })),
    pod: (namespace, name) => pods.get(nameOf({ namespace, name })),
    restarting: function* () {
      for (const [name, row] of pods) {
        const shown = { namespace: row.namespace ?? '', pod: row.name };
        const names = [row.name, workloadOf(row).name];
        yield { names, namespace: row.namespace, composeProject: null, labels: row.labels, shown, log: logs.get(name) ?? emptyRestartLog }; // prettier-ignore
      }
    },
  };
}

function progressOf({ cells: { revision, desired, current, updated, ready, available } }: Deployment): string {
  return [revision, desired, current, updated, ready, available].join(' ');
}
