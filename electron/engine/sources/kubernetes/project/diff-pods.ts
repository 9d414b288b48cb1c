// What changed with a pod: restarts and how they came about, trouble, and no longer being ready.
import type { KubeRow } from '#shared/model/kubernetes.ts';
import { healthChange, type KubeChange } from './kube-change.ts';
import { endInWords } from './pod-troubles.ts';

type Pod = KubeRow<'pods'>;

export function diffPod(before: Pod, after: Pod): KubeChange[] {
  const restarts = restartOf(before, after);
  if (restarts.length > 0) return after.health === 'trouble' ? [...restarts, ...worse(before, after)] : restarts;
  const health = after.health === 'trouble' && endsToStartAgain(after) ? [] : healthChange(before, after);
  return health.length > 0 ? health : readiness(before, after);
}

function restartOf(before: Pod, after: Pod): KubeChange[] {
  const { restarts, lastEnd, lastRestartAt } = after.cells;
  if (restarts <= before.cells.restarts) return [];
  const end = lastEnd ? `: its container ${lastEnd.container} ended, ${endInWords(lastEnd.reason, lastEnd.exitCode)}` : ''; // prettier-ignore
  const often = restarts === 1 ? 'once' : `${restarts} times`;
  const bad = lastEnd === null || lastEnd.exitCode !== 0 || lastEnd.reason === 'OOMKilled';
  const data = { restarts, lastEnd: lastEnd ? { ...lastEnd } : null };
  return [{ kind: 'restart', identity: `${restarts}`, words: `restarted, ${often} so far${end}`, bad, at: lastRestartAt, step: false, data }]; // prettier-ignore
}

/** Only what a restart does not tell by itself. */
function worse(before: Pod, after: Pod): KubeChange[] {
  return endsToStartAgain(after) ? [] : healthChange(before, after);
}

/** The restart that follows will tell of this end. */
function endsToStartAgain(row: Pod): boolean {
  return row.troubleKinds?.[0] === 'restarting' || row.troubleKinds?.[0] === 'oom_killed';
}

function readiness(before: Pod, after: Pod): KubeChange[] {
  if (after.deletedAt !== null || after.cells.phase !== 'Running') return [];
  const { ready, containers } = after.cells;
  const data = { ready, containers };
  if (before.health === 'ok' && after.health === 'progressing') {
    const words = `is not ready any more: ${ready} of ${containers} containers are`;
    return [{ kind: 'health', identity: `unready/${after.version}`, words, bad: true, at: null, step: false, data }];
  }
  return [];
}
