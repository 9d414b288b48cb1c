// For tests of an open log: a log over an engine behind a real socket, and what is read out of it.
import { onTestFinished, vi } from 'vitest';
import type { Container } from '#shared/model/container.ts';
import { everyLine, type LogId, type LogRow, type LogTarget } from '#shared/model/log-lines.ts';
import { createRedactor } from '../redact/redact.ts';
import { dockerOrigins, type DockerTarget } from './docker-origins.ts';
import { fakeWatch, nanosAfter, startFakeLogEngine, type FakeMessage } from './fake-log-engine.fixture.ts';
import { createLogSession, type LogSession, type SessionOptions } from './log-session.ts';

const timing: SessionOptions['timing'] = {
  stream: { quietMs: 40, settleMs: 20, backOffMs: { first: 20, longest: 40 } },
  merge: { holdMs: 30, catchUpMs: 300 },
};

export async function openLog(containers: Container[], target?: LogTarget, more: Partial<SessionOptions> = {}) {
  const engine = await startFakeLogEngine();
  const watch = fakeWatch(containers);
  for (const { id } of containers) engine.add(id);
  const start = (): LogSession => {
    const session = createLogSession({
      logId: 'log' as LogId,
      watch: dockerOrigins(
        {
          containers: watch.rows.subscribe,
          sources: watch.sources.subscribe,
          address: () => engine.endpoint,
          settleMs: 30,
        },
        (target ?? { source: 'docker', containerIds: containers.map(({ id }) => id) }) as DockerTarget,
      ),
      from: null,
      tail: null,
      redactor: createRedactor(),
      now: () => Date.now(),
      elapsedMs: () => performance.now(),
      timing,
      ...more,
    });
    onTestFinished(session.close);
    return session;
  };
  return { engine, watch, start };
}

export const rowsOf = (session: LogSession): LogRow[] => {
  const rows: LogRow[] = [];
  const { view } = session.window(everyLine, 'end', 0);
  for (let from = view.first; from < view.end; from += 500) rows.push(...session.window(everyLine, from, 500).rows);
  return rows;
};
export const words = (session: LogSession): string[] =>
  rowsOf(session).map(({ kind, stream, text, count }) => (kind === 'line' ? `${stream}:${text}` : `${stream}:<${kind}${count || ''}>`)); // prettier-ignore
export const eventually = (check: () => void): Promise<void> => vi.waitFor(check);
export const message = (ms: number, text: string, err = false, nanos = 0): FakeMessage => ({ nanos: nanosAfter(ms, nanos), err, text: `${text}\n` }); // prettier-ignore
export const stateOf = (session: LogSession, at = 0): string => session.status().streams[at]?.state ?? 'none';
