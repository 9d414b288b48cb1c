// What is wrong with the containers of a pod, in words. What a container said when it ended is left out: it may be a part
// of its log, and secrets with it.
import { countOf, fieldsOf, listOf, said, textOf, timeOf, type Fields } from './fields.ts';
import { noTroubles, type FoundTrouble } from './projected.ts';

const pulls = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'RegistryUnavailable',
  'ImageInspectError',
  'SignatureValidationFailed',
]);
/** Waiting for these is the ordinary course of a start. */
const ordinary = new Set(['', 'ContainerCreating', 'PodInitializing']);
const worst = ['crash_loop', 'oom_killed', 'image_pull', 'restarting', 'dead', 'other'];

export function containerTroubles(spec: Fields, status: Fields): readonly FoundTrouble[] {
  // A pod that failed as a whole is not started again, whatever its policy.
  const restarted = textOf(spec['restartPolicy']) !== 'Never' && status['phase'] !== 'Failed';
  let troubles: FoundTrouble[] | null = null;
  const add = (statuses: unknown, what: string): void => {
    for (const item of listOf(statuses)) {
      const trouble = troubleOf(fieldsOf(item), what, restarted);
      if (trouble) (troubles ??= []).push(trouble);
    }
  };
  add(status['initContainerStatuses'], 'init container');
  add(status['containerStatuses'], 'container');
  if (troubles === null) return noTroubles;
  return (troubles as FoundTrouble[]).toSorted((a, b) => worst.indexOf(a.kind) - worst.indexOf(b.kind));
}

function troubleOf(container: Fields, what: string, restarted: boolean): FoundTrouble | null {
  const state = fieldsOf(container['state']);
  const name = textOf(container['name']);
  const waiting = fieldsOf(state['waiting']);
  const reason = textOf(waiting['reason']);
  if (reason === 'CrashLoopBackOff') {
    const last = fieldsOf(fieldsOf(container['lastState'])['terminated']);
    const words = `its ${what} ${name} crashes again and again: ${endWords(last)}`;
    return { kind: 'crash_loop', words, since: timeOf(last['finishedAt']) };
  }
  if (pulls.has(reason)) {
    const image = textOf(container['image']) || `of ${what} ${name}`;
    const message = said(textOf(waiting['message']), '');
    const why = message === 'without a reason given' ? reason : `${reason}: ${message}`;
    return { kind: 'image_pull', words: `image ${image} cannot be pulled: ${why}` };
  }
  if (!ordinary.has(reason)) {
    const why = said(textOf(waiting['message']), 'without a reason given');
    return { kind: 'other', words: `its ${what} ${name} cannot be started: ${reason}: ${why}` };
  }
  const ended = state['terminated'] === undefined ? null : fieldsOf(state['terminated']);
  if (!ended || (countOf(ended['exitCode'], -1) === 0 && textOf(ended['reason']) !== 'OOMKilled')) return null;
  const kind = textOf(ended['reason']) === 'OOMKilled' ? 'oom_killed' : restarted ? 'restarting' : 'dead';
  return { kind, words: `its ${what} ${name} ended: ${endWords(ended)}`, since: timeOf(ended['finishedAt']) };
}

/** How a container ended: `exit code 137, killed for want of memory`. */
export function endWords(ended: Fields): string {
  const code = countOf(ended['exitCode'], Number.NaN);
  return endInWords(textOf(ended['reason']), Number.isNaN(code) ? null : code, countOf(ended['signal']));
}

export function endInWords(reason: string, exitCode: number | null, signal = 0): string {
  if (exitCode === null && reason === '') return 'how it ended is not known';
  const parts = exitCode === null ? [] : [`exit code ${exitCode}`];
  if (signal !== 0) parts.push(`signal ${signal}`);
  if (reason === 'OOMKilled') parts.push('killed for want of memory');
  else if (reason === 'ContainerStatusUnknown') parts.push('how it ended is not known, its node lost sight of it');
  else if (reason !== '' && reason !== 'Error' && reason !== 'Completed') parts.push(reason);
  return parts.join(', ');
}
