// Reads one path of an API server whole, for whoever needs an answer and not a watch.
import { OpsError } from '#shared/model/ops-error.ts';
import type { Opened } from './cluster-client.ts';
import { refusalOf } from './refusal.ts';

const answerLimitBytes = 64 * 1024 * 1024;

/**
 * @returns the answer as JSON; null where there is no such thing (404).
 * @throws OpsError `denied` with the server's words, `unavailable` for any other refusal or an answer that is not JSON.
 */
export async function readPath(
  open: (path: string, signal?: AbortSignal) => Promise<Opened>,
  path: string,
  signal: AbortSignal,
): Promise<unknown> {
  const answer = await open(path, signal);
  if (answer.status === 200) {
    const text = await answer.text(answerLimitBytes);
    try {
      return JSON.parse(text);
    } catch (error) {
      throw new OpsError('unavailable', 'the API server answered with something that is not JSON', { cause: error });
    }
  }
  const { status, words } = await refusalOf(answer);
  if (status === 404) return null;
  const said = `the API server answered ${words}`;
  throw new OpsError(status === 401 || status === 403 ? 'denied' : 'unavailable', said);
}
