// Operations on logs.
import type { LogSessions } from '../logs/log-sessions.ts';
import { operations } from './router.ts';

export function logOperations(sessions: LogSessions) {
  const { logs } = operations;
  return logs.router({
    open: logs.open.handler(({ input }) => sessions.open(input)),
    status: logs.status.handler(({ input, context, signal }) =>
      sessions.status(input.logId, { signal, backlogBytes: context.backlogBytes }),
    ),
    window: logs.window.handler(({ input }) => sessions.of(input.logId).window(input.filter, input.from, input.count)),
    row: logs.row.handler(({ input }) => sessions.of(input.logId).row(input.index)),
    find: logs.find.handler(async ({ input }) => ({
      place: await sessions.of(input.logId).find(input.filter, input.from, input.direction),
    })),
    export: logs.export.handler(({ input }) => sessions.of(input.logId).export(input.filter, input.cursor)),
    close: logs.close.handler(({ input }) => sessions.close(input.logId)),
  });
}
