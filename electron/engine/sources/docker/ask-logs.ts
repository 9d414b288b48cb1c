// Asks a Docker engine for the lines of one container, and for what must be known to read them.
import { z } from 'zod';
import { OpsError } from '#shared/model/ops-error.ts';
import { timeOf } from './container-shapes.ts';
import { saidIn, type EngineReader } from './read-engine.ts';

export interface ContainerLog {
  /** With a terminal the two outputs are one, and come as they are instead of in frames. */
  framed: boolean;
  /** When it was started; null where it never was. */
  startedAt: number | null;
  chunks: AsyncGenerator<Buffer, void>;
}

export interface AskLogs {
  id: string;
  /** `seconds.nanoseconds`: lines of that moment and later. */
  since: string | null;
  tail: number | null;
  /** `seconds.nanoseconds`: lines up to that moment, and no more are waited for. */
  until?: string;
}

const inspected = z.object({
  Config: z.object({ Tty: z.boolean().default(false) }),
  State: z.object({ StartedAt: z.string().nullish() }),
});

/**
 * Follows a container's lines, each with its time, until it ends, or reads those up to a moment.
 * @throws OpsError `not_found` where it is gone, `denied` where its lines are not kept where they can be read.
 */
export async function askLogs(
  reader: EngineReader,
  { id, since, tail, until }: AskLogs,
  signal: AbortSignal,
): Promise<ContainerLog> {
  const path = `/containers/${encodeURIComponent(id)}`;
  const found = await reader.get(`${path}/json`);
  if (found.status === 404) throw new OpsError('not_found', 'it was removed');
  if (found.status !== 200) throw new OpsError('unavailable', `it answered HTTP ${found.status}${saidIn(found.body)}`);
  const { Config, State } = inspected.parse(JSON.parse(found.body));
  const query = new URLSearchParams({ timestamps: '1', stdout: '1', stderr: '1' });
  if (until === undefined) query.set('follow', '1');
  else query.set('until', until);
  if (since !== null) query.set('since', since);
  query.set('tail', tail === null ? 'all' : String(tail));
  const answer = await reader.open(`${path}/logs?${query.toString()}`, signal);
  if (answer.status !== 200) throw refusal(answer.status, await answer.text());
  return { framed: !Config.Tty, startedAt: timeOf(State.StartedAt ?? ''), chunks: answer.chunks() };
}

function refusal(status: number, body: string): OpsError {
  if (status === 404) return new OpsError('not_found', 'it was removed');
  const words = `its lines cannot be read: HTTP ${status}${saidIn(body)}`;
  // A log driver that sends lines away instead of keeping them does not come to support it.
  return new OpsError(/does not support reading/.test(body) || status === 403 ? 'denied' : 'unavailable', words);
}
