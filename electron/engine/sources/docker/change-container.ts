// Changes one container: starts, stops, restarts, pauses, kills, removes it. One request each; whether it may be done is
// decided by who calls it.
import { OpsError } from '#shared/model/ops-error.ts';
import type { Reachable } from './engine-address.ts';
import { openEngineExec, refusal, type SentAnswer } from './send-to-engine.ts';

export const containerActions = ['start', 'stop', 'restart', 'pause', 'unpause', 'kill', 'remove'] as const;
export type ContainerAction = (typeof containerActions)[number];

export interface ChangeOptions {
  signal?: AbortSignal;
  /** How long it may take to end by itself before it is killed; for `stop` and `restart`. */
  graceSeconds?: number;
  /** For `remove`: also while it runs, and with the volumes that have no name. */
  force?: boolean;
  volumes?: boolean;
  /** How long the engine may take beyond the grace. */
  limitMs?: number;
}

export interface ChangeResult {
  /** False where it was so already. */
  changed: boolean;
}

const usualGraceSeconds = 10;
const usualLimitMs = 20_000;
const doneWords: Record<ContainerAction, string> = {
  start: 'was not started',
  stop: 'was not stopped',
  restart: 'was not restarted',
  pause: 'was not paused',
  unpause: 'was not let go on',
  kill: 'was not killed',
  remove: 'was not removed',
};

/**
 * Resolves when the engine has done it.
 * @throws OpsError `not_found`, `conflict` with the engine's reason, `timed_out` where it may still happen, and what
 * stands in the way of the connection.
 */
export async function changeContainer(
  address: Reachable,
  action: ContainerAction,
  id: string,
  options: ChangeOptions = {},
): Promise<ChangeResult> {
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(id)) throw new OpsError('bad_input', 'allowed: a container name or id');
  const { graceSeconds = usualGraceSeconds, limitMs = usualLimitMs } = options;
  const waits = action === 'stop' || action === 'restart';
  const path = `/containers/${id}`;
  const grace = waits ? `?t=${Math.round(graceSeconds)}` : '';
  const removal = `?force=${options.force === true ? 1 : 0}&v=${options.volumes === true ? 1 : 0}`;
  const deadlineMs = limitMs + (waits ? graceSeconds * 1000 : 0);
  const engine = openEngineExec(address, options.signal);
  let answer: SentAnswer;
  try {
    answer =
      action === 'remove'
        ? await engine.send('DELETE', `${path}${removal}`, deadlineMs)
        : await engine.send('POST', `${path}/${action}${grace}`, deadlineMs);
  } catch (error) {
    if (!(error instanceof OpsError) || error.code !== 'timed_out') throw error;
    const words = `Container ${shortOf(id)}: it is not known whether the ${action} was done: ${error.message}`;
    throw new OpsError('timed_out', words, { cause: error });
  } finally {
    engine.close();
  }
  if (answer.status === 304) return { changed: false };
  if (answer.status >= 400) throw refusal(answer, `Container ${shortOf(id)} ${doneWords[action]}`);
  return { changed: true };
}

/** Of an id the first characters say enough; a name is kept. */
const shortOf = (id: string): string => (/^[\da-f]{64}$/.test(id) ? id.slice(0, 12) : id);
