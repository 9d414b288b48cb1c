// Logs of made-up containers for looking at their screen: the engine's own sessions over lines that a scenario says.
import { OpsError } from '#shared/model/ops-error.ts';
import { createLogSessions } from '#engine/logs/log-sessions.ts';
import type { LogOrigin, WatchOrigins } from '#engine/logs/origin.ts';
import { createRedactor } from '#engine/redact/redact.ts';
import type { Implemented } from './implemented.ts';

export interface FakeStream {
  name: string;
  /** What is there at once, each with how long ago it was written. */
  lines: { agoMs: number; text: string; err?: boolean }[];
  /** Written one after the other while it is looked at. */
  more?: { everyMs: number; text: (at: number) => string };
  /** So many lines a second, while it is looked at. */
  perSecond?: number;
  /** Ten thousand lines at once, after this long. */
  floodAfterMs?: number;
  end?: 'ended' | 'denied' | 'stale';
}

export interface LogScenario {
  streams: FakeStream[];
  reason: string;
}

type Operations = Implemented['logs'];

export function logHandlers(os: Operations, scenario: LogScenario) {
  const sessions = createLogSessions({
    originsOf: () => rosterOf(scenario),
    redactor: createRedactor(),
    now: Date.now,
    elapsedMs: () => performance.now(),
    session: scenario.streams.some(({ floodAfterMs }) => floodAfterMs !== undefined) ? { queueLines: 0 } : {},
  });
  return {
    open: os.open.handler(({ input }) => sessions.open(input)),
    status: os.status.handler(({ input, signal }) => sessions.status(input.logId, { signal })),
    window: os.window.handler(({ input }) => sessions.of(input.logId).window(input.filter, input.from, input.count)),
    row: os.row.handler(({ input }) => sessions.of(input.logId).row(input.index)),
    find: os.find.handler(async ({ input }) => ({
      place: await sessions.of(input.logId).find(input.filter, input.from, input.direction),
    })),
    export: os.export.handler(({ input }) => sessions.of(input.logId).export(input.filter, input.cursor)),
    close: os.close.handler(({ input }) => sessions.close(input.logId)),
  };
}

function rosterOf({ streams, reason }: LogScenario): WatchOrigins {
  return (signal, onRoster) => {
    const origins = streams.map((stream): LogOrigin => ({
      key: stream.name,
      name: stream.name,
      run: 'first',
      running: stream.end === undefined,
      open: async () => {
        if (stream.end === 'denied') throw new OpsError('denied', 'its lines cannot be read: HTTP 501: configured logging driver does not support reading'); // prettier-ignore
        return { framed: true, run: 'first', chunks: chunksOf(stream, signal) };
      },
    }));
    setTimeout(() => onRoster({ origins, reason, complete: true }), 0);
  };
}

async function* chunksOf(stream: FakeStream, signal: AbortSignal): AsyncGenerator<Buffer, void> {
  const opened = Date.now();
  for (let at = 0; at < stream.lines.length; at += 500) {
    yield Buffer.concat(
      stream.lines.slice(at, at + 500).map(({ agoMs, text, err }) => frame(opened - agoMs, text, err)),
    );
  }
  if (stream.end === 'ended') return;
  if (stream.end === 'stale') throw new OpsError('unavailable', 'the connection was cut');
  if (stream.floodAfterMs !== undefined) {
    await pause(stream.floodAfterMs, signal);
    const flood = Array.from({ length: 10_000 }, (_, at) => frame(Date.now(), `INFO flood ${at}`));
    yield Buffer.concat(flood);
  }
  for (let written = 0; stream.perSecond !== undefined && !signal.aborted;) {
    await pause(20, signal);
    const due = Math.floor(((Date.now() - opened) / 1000) * stream.perSecond);
    const lines: Buffer[] = [];
    for (; written < due; written++) lines.push(frame(Date.now(), stream.more?.text(written) ?? ''));
    if (lines.length > 0) yield Buffer.concat(lines);
  }
  for (let at = 0; !signal.aborted; at++) {
    await pause(stream.more?.everyMs ?? 60_000, signal);
    if (stream.more) yield frame(Date.now(), stream.more.text(at));
  }
}

const pause = (waitMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, waitMs);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

function frame(at: number, text: string, err = false): Buffer {
  const content = Buffer.from(`${new Date(at).toISOString().slice(0, -1)}000000Z ${text}\n`);
  const head = Buffer.alloc(8);
  head[0] = err ? 2 : 1;
  head.writeUInt32BE(content.length, 4);
  return Buffer.concat([head, content]);
}
